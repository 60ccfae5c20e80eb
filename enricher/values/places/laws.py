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
_AE = "DU Dubai|AZ Abu Dhabi|DIFC Dubai International Financial Centre|ADGM Abu Dhabi Global Market"

PARTS: dict[str, str] = {
    f"{country}-{entry.split(' ', 1)[0]}": entry.split(" ", 1)[1]
    for country, entries in (("US", _US), ("CA", _CA), ("AU", _AU), ("GB", _GB), ("AE", _AE))
    for entry in entries.split("|")
}
"""ISO 3166-2 codes and English names; EAW, DIFC and ADGM have laws of their own and no code."""

ALIASES: dict[str, str] = {
    "Washington D.C.": "US-DC", "Washington, DC": "US-DC", "D.C.": "US-DC", "N.Y.": "US-NY", "N.J.": "US-NJ",
    "N.C.": "US-NC", "S.C.": "US-SC", "N.H.": "US-NH", "N.M.": "US-NM", "N.D.": "US-ND", "S.D.": "US-SD",
    "R.I.": "US-RI", "W.Va.": "US-WV", "Calif.": "US-CA", "Mass.": "US-MA", "Penna.": "US-PA", "Conn.": "US-CT",
    "Fla.": "US-FL", "Tex.": "US-TX", "New York State": "US-NY", "New York City": "US-NY", "Jersey City": "US-NJ", "Québec": "CA-QC",
    "England": "GB-EAW", "English law": "GB-EAW", "Wales and England": "GB-EAW",
    "England & Wales": "GB-EAW", "English and Welsh": "GB-EAW", "Great Britain": "GB", "Britain": "GB", "U.K.": "GB", "UK": "GB",
    "United Kingdom of Great Britain and Northern Ireland": "GB", "Koninkrijk der Nederlanden": "NL",
    "United States of America": "US", "USA": "US", "U.S.": "US", "America": "US",
    "Federal Republic of Germany": "DE", "Bundesrepublik Deutschland": "DE", "Bundesrepublik": "DE",
    "People's Republic of China": "CN", "Peoples Republic of China": "CN", "PRC": "CN", "mainland China": "CN",
    "Republic of China": "TW", "Hong Kong SAR": "HK", "Hong Kong Special Administrative Region": "HK",
    "Republic of Korea": "KR", "Korea": "KR", "Russian Federation": "RU", "Holland": "NL",
    "Swiss Confederation": "CH", "Czech Republic": "CZ", "UAE": "AE",
    "Dubai International Financial Center": "AE-DIFC", "DIFC": "AE-DIFC", "ADGM": "AE-ADGM",
    "Republic of Ireland": "IE", "Éire": "IE", "Republic of Georgia": "GE", "Burma": "MM", "Bosnia-Herzegovina": "BA", "Ivory Coast": "CI",
    "Cape Verde": "CV", "Swaziland": "SZ", "Macedonia": "MK", "Macau": "MO", "Türkiye": "TR", "Turkey": "TR",
    "Viet Nam": "VN", "Saint Lucia": "LC", "Saint Kitts and Nevis": "KN",
    "US Virgin Islands": "VI", "United States Virgin Islands": "VI", "Newfoundland": "CA-NL",
    "United Mexican States": "MX", "Slovak Republic": "SK", "Lao People's Democratic Republic": "LA",
    "Rhode Island and Providence Plantations": "US-RI",
    "Macao Special Administrative Region": "MO", "Macao SAR": "MO", "Macau SAR": "MO",
    "中华人民共和国": "CN", "中華人民共和国": "CN", "日本国": "JP", "中国香港": "HK",
    "Congo": "CG", "BVI": "VG", "Cayman": "KY", "EU": "EU",
}  # fmt: skip

_BY_COUNTRY = (
    "DE german deutsch allemand aleman tedesc duits|FR french franzosisch francais frances francese frans"
    "|CH swiss schweizer schweizerisch suisse suizo suiza svizzer zwitsers"
    "|AT austrian osterreichisch autrichien austriac oostenrijks"
    "|IT italian italienisch italien italiano italiana italiaans"
    "|ES spanish spanisch espagnol espanol spagnol spaans"
    "|NL dutch niederlandisch neerlandais neerlandes holandes olandes nederlands"
    "|BE belgian belgisch belge belga|LU luxembourg luxemburgisch luxembourgeois luxemburgs"
    "|IE irish irisch irlandais irlandes iers|PT portuguese portugiesisch portugais portugues portoghes"
    "|SE swedish schwedisch suedois sueco svedes|NO norwegian norwegisch norvegien noruego"
    "|DK danish danisch danois danes|FI finnish finnisch finlandais finlandes|IS icelandic"
    "|PL polish polnisch polonais polaco polacc pools|CZ czech tschechisch tcheque checo"
    "|SK slovak slowakisch|HU hungarian ungarisch hongrois|RO romanian rumanisch roumain"
    "|BG bulgarian bulgarisch|HR croatian kroatisch|RS serbian serbisch|SI slovenian slowenisch"
    "|EE estonian|LV latvian|LT lithuanian|GR greek hellenic griechisch grec grieg|CY cypriot"
    "|MT maltese|LI liechtensteinisch|MC monegasque|TR turkish turkisch turc turco"
    "|RU russian russisch russe ruso russo|UA ukrainian ukrainisch|GE georgian|KZ kazakh"
    "|IN indian indisch indien|CN chinese chinesisch chinois chino cinese|JP japanese japanisch japonais"
    "|KR korean|TW taiwanese|SG singaporean|MY malaysian|ID indonesian|TH thai|VN vietnamese"
    "|PH philippine|PK pakistani|BD bangladeshi|LK lankan|KG kyrgyz"
    "|IL israeli|SA saudi|AE emirati|QA qatari|KW kuwaiti|LB lebanese|JO jordanian|EG egyptian"
    "|MA moroccan marocain|TN tunisian tunisien|NG nigerian|KE kenyan|GH ghanaian"
    "|AU australian australisch|CA canadian canadien canadiens kanadisch canadese"
    "|US american amerikanisch americain estadounidense statunitens amerikaans"
    "|MX mexican mexikanisch mexicain mexicano mexicana messican"
    "|BR brazilian brasileir brasilianisch bresilien|AR argentine argentinian argentin"
    "|CL chilean chilen|CO colombian colombian|PE peruvian peruan|UY uruguayan uruguay"
    "|PA panamanian|VE venezuelan venezolan|DO dominican|BM bermudian|KY caymanian"
    "|GB british britisch britannique britanic"
    "|GB-EAW english englisch anglais ingles inglese engels|GB-SCT scottish scots schottisch ecossais"
    "|GB-WLS welsh|US-CA californian|US-TX texan|CA-QC quebecois"
)
ADJECTIVES: dict[str, str] = {
    stem: entry.split()[0] for entry in _BY_COUNTRY.split("|") for stem in entry.split()[1:]
}
"""Stems of what stands beside a word for law or for a state, in plain letters."""

TWO_WORD_ADJECTIVES: dict[str, str] = {
    "northern irish": "GB-NIR", "south african": "ZA", "south korean": "KR", "north korean": "KP",
    "new york": "US-NY", "costa rican": "CR", "puerto rican": "PR", "saudi arabian": "SA",
    "sri lankan": "LK", "hong kong": "HK",
}  # fmt: skip

LAW_WORDS = frozenset(
    {"law", "laws", "recht", "rechts", "rechte", "droit", "loi", "lois", "derecho", "ley", "leyes"}
    | {"diritto", "legge", "leggi", "wet", "wetten", "legislation", "legislacion", "legislazione"}
)
COURT_WORDS = frozenset(
    {"code", "codes", "act", "statute", "statutes", "codice", "codigo", "wetboek"}
    | {"court", "courts", "gericht", "gerichte", "gerichten", "tribunal", "tribunaux", "tribunales"}
    | {"foro", "fora", "venue", "jurisdiction", "tribunaal", "juzgado", "chancery"}
    | {"tribunali", "juzgados", "rechter", "rechtbank", "rechtbanken"}
)
"""`the English courts`, `Dutch Civil Code`."""
COMPANY_WORDS = frozenset(
    {"corporation", "company", "partnership", "entity", "limited", "bank", "trust", "gesellschaft"}
    | {"aktiengesellschaft", "gmbh", "societe", "sociedad", "societa", "vennootschap", "stichting"}
)
STATE_WORDS = frozenset(
    {"republic", "republik", "republique", "republica", "repubblica", "republiek", "kingdom"}
    | {"konigreich", "royaume", "reino", "regno", "koninkrijk", "confederation", "federation"}
    | {"eidgenossenschaft", "confederazione"}
)
"""`French Republic`, `Repubblica italiana`."""

WITHIN: dict[str, str] = {
    **dict.fromkeys(("HK", "MO"), "CN"),
    **dict.fromkeys(("PR", "GU", "VI", "AS", "MP"), "US"),
    **dict.fromkeys(("JE", "GG", "IM", "BM", "KY", "VG", "GI", "TC", "AI", "MS", "FK"), "GB"),
    **dict.fromkeys(("AW", "CW", "SX"), "NL"),
    **dict.fromkeys(("GL", "FO"), "DK"),
    "AE-DIFC": "AE-DU",
    "AE-ADGM": "AE-AZ",
}
"""What has a code and laws of its own and is named beside the country it belongs to."""
