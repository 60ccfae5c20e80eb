"""Parts of countries beyond those of `places.py`: German and Austrian states, cantons, Indian states.

Names that are a city too, and so are often written before the country's, count only where the text
says what they are (`Canton of Geneva`, `Land Berlin`).
"""

from __future__ import annotations

_DE = (
    "BW Baden-Württemberg|BY Bavaria/Bayern/Bavière/Baviera/Beieren|BB Brandenburg"
    "|HE Hesse/Hessen/Assia|MV Mecklenburg-Western Pomerania/Mecklenburg-Vorpommern"
    "|NI Lower Saxony/Niedersachsen/Basse-Saxe/Baja Sajonia"
    "|NW North Rhine-Westphalia/Nordrhein-Westfalen/NRW/Rhénanie-du-Nord-Westphalie"
    "|RP Rhineland-Palatinate/Rheinland-Pfalz|SL Saarland"
    "|SN Saxony/Sachsen/Sajonia|ST Saxony-Anhalt/Sachsen-Anhalt"
    "|SH Schleswig-Holstein|TH Thuringia/Thüringen"
)
_AT = (
    "1 Burgenland|2 Carinthia/Kärnten|3 Lower Austria/Niederösterreich|4 Upper Austria/Oberösterreich"
    "|6 Styria/Steiermark|7 Tyrol/Tirol|8 Vorarlberg"
)
_CH = "AG Aargau/Argovie|GR Graubünden/Grisons/Grigioni|TG Thurgau/Thurgovie|TI Ticino/Tessin|VD Vaud/Waadt|VS Valais/Wallis|JU Jura"
_IN = (
    "AP Andhra Pradesh|AR Arunachal Pradesh|AS Assam|BR Bihar|CG Chhattisgarh|GA Goa|GJ Gujarat"
    "|HR Haryana|HP Himachal Pradesh|JH Jharkhand|KA Karnataka|KL Kerala|MP Madhya Pradesh"
    "|MH Maharashtra|MN Manipur|ML Meghalaya|MZ Mizoram|NL Nagaland|OD Odisha/Orissa|PB Punjab"
    "|RJ Rajasthan|SK Sikkim|TN Tamil Nadu|TS Telangana|TR Tripura|UP Uttar Pradesh|UK Uttarakhand"
    "|WB West Bengal|JK Jammu and Kashmir"
)
_OTHER = (
    ("ES", "CT Catalonia/Cataluña/Catalunya/Catalogne/Katalonien|PV Basque Country/País Vasco"),
    (
        "BE",
        "VLG Flanders/Vlaanderen/Vlaams Gewest/Vlaamse Gewest/Région flamande/Flandre/Flandern/Fiandre/Flandes"
        "|WAL Wallonia/Wallonië/Waals Gewest/Waalse Gewest/Région wallonne/Wallonie/Wallonien/Vallonia/Valonia",
    ),
    ("MX", "NLE Nuevo León|JAL Jalisco"),
)

CITY_REGIONS: dict[str, tuple[str, str]] = {
    "DE-BE": ("Berlin", "Berlin"),
    "DE-HH": ("Hamburg", "Hamburg"),
    "DE-HB": ("Bremen", "Bremen"),
    "IN-DL": ("Delhi", "New Delhi"),
    "IN-CH": ("Chandigarh", "Chandigarh"),
    "AT-5": ("Salzburg", "Salzburg"),
    "AT-9": ("Vienna", "Wien"),
    "CH-ZH": ("Zurich", "Zürich"),
    "CH-BE": ("Bern", "Berne"),
    "CH-GE": ("Geneva", "Genf/Genève"),
    "CH-BS": ("Basel-Stadt", "Bâle-Ville"),
    "CH-BL": ("Basel-Landschaft", "Bâle-Campagne"),
    "CH-LU": ("Lucerne", "Luzern"),
    "CH-SZ": ("Schwyz", "Schwyz"),
    "CH-ZG": ("Zug", "Zoug"),
    "CH-SG": ("St. Gallen", "Sankt Gallen/Saint-Gall"),
    "CH-SH": ("Schaffhausen", "Schaffhouse"),
    "CH-SO": ("Solothurn", "Soleure"),
    "CH-FR": ("Fribourg", "Freiburg"),
    "CH-NE": ("Neuchâtel", "Neuenburg"),
    "CH-GL": ("Glarus", "Glaris"),
    "CH-UR": ("Uri", "Uri"),
    "CH-NW": ("Nidwalden", "Nidwald"),
    "CH-OW": ("Obwalden", "Obwald"),
    "CH-AR": ("Appenzell Ausserrhoden", "Appenzell Rhodes-Extérieures"),
    "CH-AI": ("Appenzell Innerrhoden", "Appenzell Rhodes-Intérieures"),
}
"""English name and others of what is a city and a state or canton."""

REGIONS: dict[str, tuple[str, ...]] = {
    f"{country}-{entry.split(' ', 1)[0]}": tuple(entry.split(" ", 1)[1].split("/"))
    for country, entries in (("DE", _DE), ("AT", _AT), ("CH", _CH), ("IN", _IN), *_OTHER)
    for entry in entries.split("|")
}
"""ISO 3166-2 codes and names, the English one first."""

FOREIGN_NAMES: dict[str, str] = {
    "Nueva York": "US-NY", "Nuova York": "US-NY", "État de New York": "US-NY", "Kalifornien": "US-CA",
    "Californie": "US-CA", "Texas": "US-TX", "Floride": "US-FL", "Nueva Jersey": "US-NJ",
    "Pennsylvanie": "US-PA", "Pensilvania": "US-PA", "Virginie": "US-VA", "Géorgie": "US-GA",
    "Colombie-Britannique": "CA-BC", "Nouvelle-Écosse": "CA-NS", "Nouveau-Brunswick": "CA-NB",
    "Terre-Neuve-et-Labrador": "CA-NL", "Île-du-Prince-Édouard": "CA-PE",
    "Angleterre": "GB-EAW", "Inglaterra": "GB-EAW", "Inghilterra": "GB-EAW", "Engeland": "GB-EAW",
    "Angleterre et Pays de Galles": "GB-EAW", "Inglaterra y Gales": "GB-EAW",
    "Inghilterra e Galles": "GB-EAW", "England und Wales": "GB-EAW", "Engeland en Wales": "GB-EAW",
    "Schottland": "GB-SCT", "Écosse": "GB-SCT", "Escocia": "GB-SCT", "Scozia": "GB-SCT",
    "Schotland": "GB-SCT", "Nordirland": "GB-NIR", "Irlande du Nord": "GB-NIR",
    "Estados Unidos Mexicanos": "MX", "États-Unis d'Amérique": "US", "Estados Unidos de América": "US",
    "Stati Uniti d'America": "US", "Vereinigte Staaten von Amerika": "US",
    "Verenigde Staten van Amerika": "US", "Großbritannien": "GB", "Grande-Bretagne": "GB",
    "Gran Bretaña": "GB", "Gran Bretagna": "GB", "Volksrepublik China": "CN", "Corée du Sud": "KR",
}  # fmt: skip
"""What parts and countries are called in other languages, where CLDR has another name or none."""

TRADITIONAL: dict[str, str] = {
    "Ala": "AL", "Ariz": "AZ", "Ark": "AR", "Cal": "CA", "Calif": "CA", "Colo": "CO", "Conn": "CT",
    "Del": "DE", "Fla": "FL", "Ga": "GA", "Ill": "IL", "Ind": "IN", "Kan": "KS", "Kans": "KS",
    "Ky": "KY", "La": "LA", "Md": "MD", "Mass": "MA", "Mich": "MI", "Minn": "MN", "Miss": "MS",
    "Mo": "MO", "Mont": "MT", "Neb": "NE", "Nebr": "NE", "Nev": "NV", "Okla": "OK", "Ore": "OR",
    "Pa": "PA", "Penn": "PA", "Tenn": "TN", "Tex": "TX", "Vt": "VT", "Va": "VA", "Wash": "WA",
    "Wis": "WI", "Wisc": "WI", "Wyo": "WY",
}  # fmt: skip
"""The abbreviations of US states that end in a point, and the postal ones."""
