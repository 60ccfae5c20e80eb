"""Parts of countries with laws of their own, other names of places, and adjectives for laws."""

from __future__ import annotations

_US = (
    "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut"
    "|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois"
    "|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts"
    "|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada"
    "|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota"
    "|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina"
    "|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington"
    "|WV West Virginia|WI Wisconsin|WY Wyoming"
)
_CA = (
    "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador"
    "|NS Nova Scotia|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon"
    "|NT Northwest Territories|NU Nunavut"
)
_AU = (
    "NSW New South Wales|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria"
    "|WA Western Australia|ACT Australian Capital Territory|NT Northern Territory"
)
_GB = "EAW England and Wales|SCT Scotland|NIR Northern Ireland|WLS Wales"
_AE = "DU Dubai|AZ Abu Dhabi"

PARTS: dict[str, str] = {
    f"{country}-{entry.split(' ', 1)[0]}": entry.split(" ", 1)[1]
    for country, entries in (("US", _US), ("CA", _CA), ("AU", _AU), ("GB", _GB), ("AE", _AE))
    for entry in entries.split("|")
}
"""ISO 3166-2 codes (EAW for the two countries with one law) and English names."""

ALIASES: dict[str, str] = {
    "Washington D.C.": "US-DC", "Washington, DC": "US-DC", "D.C.": "US-DC", "N.Y.": "US-NY", "N.J.": "US-NJ",
    "N.C.": "US-NC", "S.C.": "US-SC", "N.H.": "US-NH", "N.M.": "US-NM", "N.D.": "US-ND", "S.D.": "US-SD",
    "R.I.": "US-RI", "W.Va.": "US-WV", "Calif.": "US-CA", "Mass.": "US-MA", "Penna.": "US-PA", "Conn.": "US-CT",
    "Fla.": "US-FL", "Tex.": "US-TX", "New York State": "US-NY", "New York City": "US-NY", "Québec": "CA-QC",
    "England": "GB-EAW", "English law": "GB-EAW", "Wales and England": "GB-EAW",
    "England & Wales": "GB-EAW", "Great Britain": "GB", "Britain": "GB", "U.K.": "GB", "UK": "GB",
    "United States of America": "US", "USA": "US", "U.S.": "US", "America": "US",
    "Federal Republic of Germany": "DE", "Bundesrepublik Deutschland": "DE",
    "People's Republic of China": "CN", "Peoples Republic of China": "CN", "PRC": "CN", "mainland China": "CN",
    "Republic of China": "TW", "Hong Kong SAR": "HK", "Hong Kong Special Administrative Region": "HK",
    "Republic of Korea": "KR", "Korea": "KR", "Russian Federation": "RU", "Holland": "NL",
    "The Netherlands": "NL", "Swiss Confederation": "CH", "Czech Republic": "CZ", "UAE": "AE",
    "Dubai International Financial Centre": "AE-DU", "DIFC": "AE-DU",
    "Republic of Ireland": "IE", "Republic of Georgia": "GE", "Burma": "MM", "Ivory Coast": "CI",
    "Cape Verde": "CV", "Swaziland": "SZ", "Macedonia": "MK", "Macau": "MO", "Türkiye": "TR", "Turkey": "TR",
    "Viet Nam": "VN", "Saint Lucia": "LC", "Saint Kitts and Nevis": "KN", "Virgin Islands": "VG",
    "Congo": "CG", "BVI": "VG", "Cayman": "KY", "EU": "EU",
}  # fmt: skip

ADJECTIVES: dict[str, str] = {
    "german": "DE", "french": "FR", "swiss": "CH", "austrian": "AT", "italian": "IT", "spanish": "ES",
    "dutch": "NL", "belgian": "BE", "luxembourg": "LU", "irish": "IE", "scottish": "GB-SCT", "scots": "GB-SCT",
    "english": "GB-EAW", "swedish": "SE", "norwegian": "NO", "danish": "DK", "finnish": "FI", "polish": "PL",
    "czech": "CZ", "hungarian": "HU", "portuguese": "PT", "greek": "GR", "turkish": "TR", "russian": "RU",
    "indian": "IN", "chinese": "CN", "japanese": "JP", "korean": "KR", "australian": "AU", "canadian": "CA",
    "brazilian": "BR", "mexican": "MX", "israeli": "IL", "californian": "US-CA", "texan": "US-TX",
    "american": "US",
    "deutsch": "DE", "schweizerisch": "CH", "osterreichisch": "AT", "franzosisch": "FR", "englisch": "GB-EAW",
    "niederlandisch": "NL", "italienisch": "IT", "spanisch": "ES",
    "allemand": "DE", "francais": "FR", "suisse": "CH", "anglais": "GB-EAW", "neerlandais": "NL", "belge": "BE",
    "italien": "IT", "espagnol": "ES", "luxembourgeois": "LU",
    "espanol": "ES", "aleman": "DE", "frances": "FR", "ingles": "GB-EAW", "italiano": "IT", "italiana": "IT",
    "tedesc": "DE", "inglese": "GB-EAW", "svizzer": "CH", "spagnol": "ES", "francese": "FR",
    "nederlands": "NL", "duits": "DE", "belgisch": "BE", "frans": "FR", "engels": "GB-EAW",
}  # fmt: skip
"""Stems of what stands beside a word for law, in plain letters."""

LAW_WORDS = frozenset(
    {"law", "laws", "recht", "rechts", "rechte", "droit", "loi", "lois", "derecho", "ley", "leyes"}
    | {"diritto", "legge", "leggi", "wet", "wetten"}
)
