"""Parties whose names look little like "Stem Trade, Inc.": bodies, funds, trusts, brands, persons.

    rare_party(rng, country).name    "1184 Marlowe Street Holdings Corp.", "Dunmore Parish Council"

A template of a name chooses with `[this|that]` and draws words with `{word}`, as sentences do.
"""

# ruff: noqa: RUF001 - some names are written with dashes

from __future__ import annotations

from random import Random

from training.corpus import names
from training.corpus.draft import vary
from training.corpus.names import Party

_WORDS = {
    "stem": "Marlowe|Meridian|Calloway|Ostermere|Pellworm|Tamsin|Arboretum|Kestrel|Lindenau|Bramhope|Cassiopeia|Drumlin|Eventide|Fjordmark|Gallowglass|Hinterland|Ixora|Jacaranda|Kittiwake|Lodestar|Mandolin|Nightjar|Oxbow|Peregrine|Quince|Redoubt|Sandpiper|Tessellate|Ultramarine|Vermilion|Wintergreen|Yellowtail|Zinnia|Ashgrove|Birchwold|Corbel|Dunlin|Ellerslie|Farrier|Greywether|Hobbema|Inverlael|Kirkstall Beck|Lyrebird|Moorgate Hill|Elms Yard|Ogilby|Pharos|Rosehip|Sextant|Turnstone|Undercliff|Vantage Point|Wainwright",
    "trade": "Holdings|Properties|Foods|Apparel|Robotics|Kitchens|Genetics|Outfitters|Aerospace|Dairy|Seafood|Motors|Fasteners|Orthopaedics|Vineyards|Games|Studios|Coatings|Timber|Seeds|Payments|Bio|Ceramics|Rail|Mobility|Cosmetics|Mining|Films|Publishing|Cloud|Advisory|Pictures|Exports|Garments|Tyres|Farms",
    "form": "LLC|Inc.|Corp.|BV|GmbH|Ltd|S.A.|Pty Ltd|Limited Partnership|LLP|AG|S.à r.l.|Oy|ApS|A/S|d.o.o.|Sp. z o.o.|S.r.l.|Kft.|Lda.|PLLC|P.C.|Co.|Company Limited|Sdn. Bhd.|Ltda.|S.A. de C.V.|ULC|SE|Cooperative|Inc|L.L.C.",
    "surname": "Abebe|Adeyemi|Al-Rashidi|Anand|Baptiste|Bianchetti|Brzezicki|Castelhano|Chukwuemeka|Czerny|Dimitriou|El-Sayegh|Ferreira da Cunha|Fitzmaurice|Gebhardt|Haugland|Horváth-Nagy|Ivanchenko|Jovanović|Kahananui|Kowalczyk|Lafferty|Mbeki-Jones|McIlwraith|Nguyen|O'Shaughnessy|Okonkwo-Bright|Papadakis|Petrossian|Quispe|Rahimi|Rosenzweig|Sørensen|St. Clair|Szabolcs|Tchoupitoulas|Thistlewood|Tran-Whitmore|Uzunoglu|van den Bossche|Vasquez-Mora|von Rautenkranz|Wijaya|Yildirim|Zablocki|D'Agostini|de la Fontaine|Mac Giolla",
    "first": "Abiola|Aino|Aleksander|Amparo|Anselm|Beatriz|Bogdan|Cáit|Cornelius|Dariush|Delphine|Dimitra|Efua|Eszter|Fatima|Gwendolyn|Hassan|Hoang|Ignatius|Ioana|Jadwiga|Keoni|Kwame|Leocadia|Lubomír|Magdalena|Mehmet|Mireille|Nasrin|Ngozi|Odalys|Oskar|Padraig|Rosalba|Ruaridh|Sanna|Shirin|Soo-jin|Tadeusz|Thandiwe|Thi Mai|Uchenna|Vasilis|Walburga|Xiomara|Yevgenia|Zoltán|Mary Anne|Jean-Luc|José María",
    "town": "Ashbourne|Brackwater|Cold Norton|Drayford|East Haverling|Fallbrook|Garrison Falls|Highmoor|Iverleigh|Jasper Springs|King's Marling|Lower Tarn|Mill Creek|North Ellery|Old Wexham|Port Halloran|Quarry Bank|Rosedale|St. Alban's Head|Tidewater|Upper Sandford|Vale of Orrin|West Bramley|Yarrow Point",
    "street": "Marlowe Street|Harbour Row|Vine Avenue|Eleventh Street|Canal Road|Lexham Place|Mulberry Court|Sunset Ridge|Dock Street|Pier Road",
    "sector": "Agriculture|Public Works|Health|Fisheries and Ports|Transport|Education and Culture|Water Resources|the Interior|Finance|Digital Affairs",
    "ordinal": "First|Second|Third|Fourth|2nd|3rd|Fifth",
    "roman": "I|II|III|IV|V|VI|IX|XII",
    "realm": "Borland|Carvania|Ostmark|the Kaltic Republic|the Free State of Venn|New Altona|the Commonwealth of Sarn",
}
_NUMBERED = (
    "{street_number} {street} [Holdings|Owner|Realty|Associates|Partners] [Corp.|LLC|LP|Inc.|Company]",
    "[21st|7th|1st|3rd|9th] {stem} {form}",
    "[3Q|4C|5N|9Z|2K|8W|6T] {trade} {form}",
    "{street_number}[ Ontario| Québec| Alberta| B.C.|] [Inc.|Ltd.|ULC]",
    "[24|360|99|101|7|42] {stem}[ {trade}|] {form}",
    "[Two|Eleven|Forty|Nine] {stem} [Square|Lane|Place] {form}",
    "[1-800-|1st-|2-]{stem} {form}",
)
_PUBLIC = (
    "[City|Town|Village|County|Township|Borough|Municipality] of {town}",
    "[The |]{town} [Borough|County|City|Parish|District|Metropolitan Borough] Council",
    "[Ministry of {sector}|Department of {sector}|Ministry of {sector} of {realm}|Government of {realm}, Ministry of {sector}]",
    "[University of {town}|{town} State University|The Regents of the University of {town}|{town} College of Technology|Universität {town}|Université de {town}]",
    "[The |]Board of [Trustees|Governors|Regents|County Commissioners] of [{town} College|the {town} Library|{town} County|the University of {town}]",
    "{town} [Hospitals NHS Foundation Trust|University Hospitals Trust|Memorial Hospital|Community Health Service|Infirmary]",
    "[Port of {town}|{town} Port Authority|{town} Transit District|{town} Water and Sewer Board|{town} Housing Authority|{town} Independent School District No. {small}]",
    "[Secretary of State for {sector}|Commissioners of {town} Harbour|The Office of {sector} of {realm}|State of {realm}|Republic of {realm}]",
)
_CHARITIES = (
    "[The |]{stem} Foundation[ for {sector}|]",
    "[St. Brendan's|St. Ursula's|Holy Rood|Grace|Mount Hebron] [Church|Parish|Lutheran Church|Baptist Church|Priory] [of {town}|{town}|]",
    "[Friends of|Society for the Preservation of|National Museum of|Royal Society of] {stem}",
    "{town} [Historical Society|Youth Orchestra|Food Bank|Rowing Club|Growers' Cooperative|Chamber of Commerce]",
    "Institute [of|for] {sector}, {town}",
    "[International|European|Pan-African|Nordic] [Federation|Association|Union|Council] of {plural}",
)
_TRUSTS = (
    "The {first} {surname} [Family|Revocable|Living|Irrevocable] Trust",
    "{first} {surname}, as Trustee of the {surname} Trust",
    "{first} [M.|T.|L.] {surname} and {first} {surname}, Trustees",
    "[Estate of {first} {surname}|The Estate of {first} {surname}, Deceased]",
    "{stem} [Opportunities|Growth|Credit|Infrastructure|Real Estate] Fund {roman}[, L.P.| LP| SCSp| Limited Partnership]",
    "{stem} [Master Fund|Capital Partners {roman}|Co-Invest {roman}], [L.P.|Ltd.|SICAV]",
    "{stem} Series Trust [{year}-{small}|{roman}]",
    "{stem} [Pension Scheme Trustees Limited|Employees Retirement System|Pension Plan]",
)
_STYLED = (
    "{surname} & {surname}[, P.C.| LLP| Sons| Partners|, Attorneys at Law| & Co.]",
    "{surname}, {surname} and {surname}",
    "{stem}/{stem} [Joint Venture|{trade} {form}|Consortium]",
    "[A.J.|R. & D.|J. T.|K.L.M.|H&R|P. van W.|M/S] {surname} [{form}|& Co.|{trade}|Brothers|& Daughters {form}]",
    "[{lower}|{lower} {form}|e{lower}|i{stem} {form}|{lower}.io {form}|{lower}.com, Inc.]",
    "{upper}[ {form}| SYSTEMS {form}| S.p.A.| GROUP|]",
    "{stem}",
    "{stem}{tail}",
    "[Women|Sons|House|Friends|Sisters|Bank|Makers] of {stem}[ {form}|]",
    "{surname}'s {trade}[, {form}| {form}|]",
    "{stem} ([Deutschland|Schweiz|UK|Asia Pacific|Nederland|Ireland|France|Shanghai]) {form}",
    "{stem}, {stem} and {trade} {form}",
    "The {stem} [Company|Group|Trading Co.|Exchange|Collective|Bakery]",
    "{stem} [+|–|x|@] {stem}[ {form}|]",
    "[Brauerei|Weingut|Gebrüder|Domaine|Maison|Cantina|Bodegas|Établissements|Stichting|Hotel|Apotheke|Zakład] {surname}[ {form}|]",
)
_LONG = (
    "{stem} and {stem} International {trade} and {trade} Company[ of {town}| {form}|]",
    "{town} Regional Council for {sector} and Economic Development",
    "[First|United|General] {stem} {trade} and {trade} Holding [Company|Corporation] of {town}",
    "{stem} Global {trade} Services [Middle East|North America|Asia] {form}",
    "{stem} {trade} Acquisition Sub {roman} [{form}|Intermediate Holdings {form}]",
    "Gesellschaft für [Wasserbau|Wohnungsbau|Bodenforschung] und {stem} [Verwaltungs mbH|mbH & Co. KG]",
    "Compagnie {stem} de [Transport|Distribution|Gestion] et de Services {form}",
)
_PERSONS = (
    "{first} {surname}",
    "{first} [A.|B.|J.|M.|R.|W.] {surname}",
    "{first} {surname}[, Jr.| Jr.| III|, Sr.| IV|, Esq.|, M.D.|, Ph.D.]",
    "{first} {first} {surname}",
    "{first} {surname}-{surname}",
    "[Dr.|Prof.|Sir|Dame|Dr.-Ing.|Rev.] {first} {surname}",
    "[K. R.|J. P.|V.|T. S.] {surname}",
    "[Li|Zhang|Park|Kim|Tanaka|Okafor|Bui] [Wei|Xiulan|Min-ho|Jiwon|Haruto|Nkem|Van Duc]",
    "{first} [bin|ibn|ben|van|de|Ó] {surname}",
)
_GROUPS: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (_NUMBERED, 4, "a Delaware limited liability company|a Texas corporation|a numbered company||"),
    (_PUBLIC, 4, "a municipal corporation|a body corporate and politic|a public entity|||"),
    (_CHARITIES, 2, "a not-for-profit corporation|a registered charity|an association||"),
    (_TRUSTS, 3, "acting through its manager|established under deed|||"),
    (_STYLED, 6, "d/b/a {alias}|trading as {alias}|a partnership|a private company|||"),
    (_LONG, 3, "a joint stock company|a company limited by shares|a private company||"),
    (_PERSONS, 4, "an individual|a resident of {town}|an unmarried person||||"),
)
_PLURALS = "Growers|Engineers|Cities|Librarians|Ports|Pilots|Weavers|Notaries|Radiologists"
_TAILS = "ly|ify|works|base|loop|nest|kraft|hub|verse|wise|space|bee"
_ALIASES = "Corner Bakery|The Blue Door|Rapid Plumbing|Tidy Lawn|Night Owl Security|Swift Print"


def rare_party(rng: Random, country: str) -> Party:
    """A party with a name that is hard to tell by its form; its address lies in the country."""
    templates, _, natures = rng.choices(_GROUPS, [weight for _, weight, _ in _GROUPS])[0]
    is_person = templates is _PERSONS
    drawn: list[str] = []
    name = _fill(rng, rng.choice(templates), drawn).strip()
    short = _short(name, drawn, is_person=is_person)
    if not is_person and rng.random() < 0.08:
        name = name.upper()
    return Party(
        name,
        short,
        country,
        names.address(rng, country),
        _fill(rng, names.choose(rng, natures), []),
        name if is_person else _signatory(rng, country),
        is_person,
    )


def rare_pair(rng: Random, country: str, *, persons: float = 0.12) -> tuple[Party, Party]:
    """Two parties, at least one of them rare in half of all pairs, neither named like the other."""
    while True:
        rare = rng.choice(((False, False), (True, False), (False, True), (True, True)))
        if rare == (False, False) and rng.random() < 0.3:
            rare = (True, True)
        first, second = (
            rare_party(rng, country) if is_rare else names.any_party(rng, country, persons=persons)
            for is_rare in rare
        )
        if are_distinct(first, second):
            return first, second


def natural_person(rng: Random, country: str) -> Party:
    if rng.random() < 0.4:
        return names.person_party(rng, country)
    while not (party := rare_party(rng, country)).is_person:
        pass
    return party


def are_distinct(first: Party, second: Party) -> bool:
    """Whether neither could be taken for the other, nor is called what the other is."""
    shorts = first.short.lower(), second.short.lower()
    full = first.name.lower(), second.name.lower()
    return not (
        shorts[0] in full[1]
        or shorts[1] in full[0]
        or shorts[0] == shorts[1]
        or full[0] in full[1]
        or full[1] in full[0]
        or first.signatory == second.signatory
    )


def _fill(rng: Random, template: str, drawn: list[str]) -> str:
    """Draw the words of a template; those that make the name its own are added to `drawn`."""
    special = {
        "small": lambda: str(rng.randint(2, 19)),
        "year": lambda: str(rng.randint(1999, 2025)),
        "street_number": lambda: str(
            rng.randint(11, 9_899_999) if rng.random() < 0.3 else rng.randint(11, 4800)
        ),
        "lower": lambda: names.choose(rng, _WORDS["stem"]).split()[0].lower(),
        "upper": lambda: names.choose(rng, _WORDS["stem"]).split()[0].upper(),
        "plural": lambda: names.choose(rng, _PLURALS),
        "tail": lambda: names.choose(rng, _TAILS),
        "alias": lambda: names.choose(rng, _ALIASES),
    }

    def word_for(key: str) -> str:
        if key in special:
            word = special[key]()
        elif key == "stem" and rng.random() < 0.4:
            word = names.stem(rng)
        else:
            word = names.choose(rng, _WORDS[key])
        if key in ("stem", "surname", "town", "street", "lower", "upper"):
            drawn.append(word)
        return word

    return vary(rng, template, word_for)


def _short(name: str, drawn: list[str], *, is_person: bool) -> str:
    """What the text may call the party; never the whole name, which would be a mention of it."""
    if is_person:
        words = name.split(",")[0].split()
        return words[-2] if words[-1] in ("Jr.", "III", "IV") else words[-1]
    for word in drawn:
        if word.lower() != name.lower() and len(word) > 3:
            return word
    last = name.split()[-1]
    return last if last.istitle() and len(last) > 5 and last != name else "the Company"


def _signatory(rng: Random, country: str) -> str:
    if rng.random() < 0.5:
        return names.person(rng, country)
    return _fill(rng, rng.choice(_PERSONS), [])
