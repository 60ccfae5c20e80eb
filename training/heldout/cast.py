"""Who appears in these documents: firms, lenders, public bodies, persons and places, all invented."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


def _listed(choices: str) -> tuple[str, ...]:
    return tuple(choices.split("|"))


_WORDS = _listed(
    "Fairhaven|Tidewater|Kowalczyk|Meridian-Arch|Osprey|Thorvaldsen|Barrowcliff|Saltmarsh|"
    "Peverell|Ferncastle|Highbridge|Kittiwake|Monteverde|Petrichor|Redthorn|Stonecrop|"
    "Gathercole|Zandvliet|Abernethy|Bellweather|Cloudberry|Drumlin|Eiderdown|Foxglove|"
    "Greyfriars|Hazelwick|Inverlochy|Jackdaw|Kingsmead|Lodestar|Merrivale|Nightingale|Oxbow|"
    "Pemberley|Quicksilver|Ravelston|Sandpiper|Thistledown|Mulvaney|Vantage-Point|Wolverley|"
    "Youngblood|Ashgrove|Brightwater"
)
_TRADES = _listed(
    "Logistics|Dredging & Salvage|Capital Partners|Foods|Biosciences|Timber|Robotics|"
    "Hospitality|Media|Aviation Services|Childcare|Petroleum|Textiles|Dental Supply|"
    "Water Treatment|Software|Orchards|Mining|Realty|Engineering|Freight, Storage & Removal|"
    "Analytics|Brewing|Ceramics|Home Health|Semiconductor|Outdoor Advertising|Pharma|"
    "Retail Group|Wind Energy"
)
# How a legal form is written, and how the shipped schema shows it.
_FORMS: dict[str, tuple[tuple[str, str], ...]] = {
    "US": (
        (", Inc.", " Inc."),
        (" Inc.", " Inc."),
        (", LLC", " LLC"),
        (" LLC", " LLC"),
        (", L.P.", " LP"),
        (" Corporation", " Corporation"),
        (" Corp.", " Corp."),
        (" Company", " Company"),
        (", Incorporated", " Inc."),
        ("", ""),
    ),
    "GB": (
        (" Limited", " Ltd."),
        (" Ltd", " Ltd."),
        (" plc", " plc"),
        (" LLP", " LLP"),
        (" (Holdings) Limited", " (Holdings) Ltd."),
    ),
    "EU": (
        (" GmbH", " GmbH"),
        (" B.V.", " B.V."),
        (" AG", " AG"),
        (" S.A.", " S.A."),
        (" S.p.A.", " S.p.A."),
        (" AB", " AB"),
        (" GmbH & Co. KG", " GmbH and Co. KG"),
    ),
    "OZ": ((" Pty Ltd", " Pty Ltd."), (" Limited", " Ltd."), (" Pty Limited", " Pty Ltd.")),
}
_KINDS = {
    "US": ("a Delaware corporation", "a limited liability company organized under the laws of Ohio",
           "a Nevada corporation", "a Texas limited partnership", "a California corporation"),
    "GB": ("a company incorporated in England and Wales with registered number {number}",
           "registered in Scotland (No. SC{number})", "a private company limited by shares"),
    "EU": ("a company organised under the laws of Germany", "a Dutch private limited company",
           "registered with the commercial register of Zug under CHE-{number}"),
    "OZ": ("ACN {number}", "a company registered in Queensland"),
}  # fmt: skip
_BANKS = {
    "US": (("First Prairie Bank, N.A.", "First Prairie Bank N.A."), ("Tidewater Savings Bank",) * 2,
           ("Cumberland Trust Company",) * 2, ("Harbor Point Credit Union",) * 2),
    "GB": (("Albemarle Bank plc",) * 2, ("Northern Counties Building Society",) * 2,
           ("Lombard & Tweed Limited", "Lombard and Tweed Ltd.")),
    "EU": (("Havenbank N.V.",) * 2, ("Rheingauer Kreditbank AG",) * 2),
    "OZ": (("Southern Cross Mutual Bank Limited", "Southern Cross Mutual Bank Ltd."),) * 2,
}  # fmt: skip
_BODIES = {
    "US": ("City of Millbrook", "Lakeland County School District", "Board of Regents of Tolland College"),
    "GB": ("The Governors of St Aldhelm's College", "Westmarch District Council"),
    "EU": ("Stichting Waterweg",),
    "OZ": ("Shire of Kalbarrie",),
}  # fmt: skip
_GIVEN = _listed(
    "Marguerite|Desmond|Ikechukwu|Saoirse|Bartholomew|Yuki|Ottoline|Leopold|Anneliese|"
    "Tobias|Farah|Hamish|Consuelo|Barnaby|Nadia|Ezekiel|Winifred|Rajesh|Odette|Cormac|Zuleika|"
    "Lars|Beatrix|Kwame|Dorothea|Emeka|Phyllis|Santiago|Ursula|Graeme"
)
_FAMILY = _listed(
    "Okonkwo|Pettigrew|Vasquez-Lund|Haverstock|Nakagawa|Brannigan|Ostergard|Szymanski|Abara|"
    "Thistlethwaite|McAllister|Iyer|Pfeiffer|Castellanos|Whitcroft|Lindholm|Penhaligon|"
    "Farquhar|Rackstraw|Beaumont|Quigley|Mbeki|Stavros|Trevelyan|Underwood|Zielinski"
)
_STREETS = _listed(
    "Cooper's Row|Mill Pond Lane|Harbour Parade|Seventh Avenue|Industrial Parkway|"
    "Quay Street|Old Toll Road|Chestnut Hill Drive|St. Brigid's Terrace|"
    "Corporate Center Blvd., Suite 210"
)
_TOWNS = {
    "US": "Toledo, OH 43604|Spokane, Washington 99201|Baton Rouge, Louisiana 70801|Albany, NY 12207|"
          "Boise, Idaho 83702|Raleigh, North Carolina 27601",
    "GB": "Bristol BS1 4ND|Leeds LS1 5AB|London EC3N 2PJ|Norwich NR1 3QU|Cardiff CF10 1EP",
    "EU": "20457 Hamburg|3011 Rotterdam|6300 Zug|1050 Brussels|20121 Milan",
    "OZ": "Brisbane QLD 4000|Perth WA 6000|Hobart TAS 7000",
}  # fmt: skip
ROLES = _listed(
    "Chief Financial Officer|Managing Director|Vice President|Authorised Signatory|Member|"
    "Treasurer|Director|General Counsel|Head of Procurement"
)
PLACES = _listed(
    "Delaware|New Jersey|Texas|the Cayman Islands|Singapore|Ireland|Luxembourg|Florida|"
    "Scotland|British Columbia|Hong Kong|Oregon|Minnesota|the Isle of Man|Wyoming"
)
REGIONS = tuple(_FORMS)
NAMES = (*(word.replace("-", " ") for word in _WORDS), *_GIVEN, *_FAMILY)
"""What names of firms and persons are made of."""


@dataclass(frozen=True, slots=True)
class Party:
    """Who a document is between.

    Attributes:
        name: in full, as the documents write it.
        display: as the shipped schema shows it.
        kind: what it is, such as "a Delaware corporation"; empty for persons.
        signer: who signs; for a person that is the person.
    """

    name: str
    display: str
    home: str
    kind: str
    signer: str
    role: str

    @property
    def is_person(self) -> bool:
        return self.signer == self.name

    @property
    def short(self) -> str:
        return next(word for word in self.name.split() if not word.isdigit()).strip(",")


def person_name(rng: Random) -> str:
    middle = f" {rng.choice('ABCEHJLMRST')}." if rng.random() < 0.25 else ""
    return f"{rng.choice(_GIVEN)}{middle} {rng.choice(_FAMILY)}"


def address(rng: Random, region: str) -> str:
    town = rng.choice(_TOWNS[region].split("|"))
    return f"{rng.randint(2, 480)} {rng.choice(_STREETS)}, {town}"


def town(rng: Random, region: str) -> str:
    names = [
        entry.split(",")[0] if "," in entry else next(w for w in entry.split() if w.isalpha())
        for entry in _TOWNS[region].split("|")
    ]
    return rng.choice(names)


def firm_name(rng: Random, region: str) -> tuple[str, str]:
    """The name of a firm as written and as shown."""
    word = rng.choice(_WORDS).replace("-", " ")
    name = f"{word} {rng.choice(_TRADES)}" if rng.random() < 0.75 else f"{word} & Sons"
    if rng.random() < 0.08:
        name = f"{rng.randint(3, 1900)} {name}"
    form, shown = rng.choice(_FORMS[region])
    return name + form, name.replace(" &", " and").replace(",", "") + shown


def bank_name(rng: Random, region: str) -> tuple[str, str]:
    written, shown = rng.choice(_BANKS[region])
    return written, shown


def firm(rng: Random, region: str) -> Party:
    return _body(rng, region, *firm_name(rng, region))


def bank(rng: Random, region: str) -> Party:
    return _body(rng, region, *bank_name(rng, region))


def public_body(rng: Random, region: str) -> Party:
    name = rng.choice(_BODIES[region])
    return Party(name, name, address(rng, region), "", person_name(rng), rng.choice(ROLES))


def person(rng: Random, region: str) -> Party:
    name = person_name(rng)
    return Party(name, name, address(rng, region), "", name, "")


def _body(rng: Random, region: str, name: str, shown: str) -> Party:
    kind = rng.choice(_KINDS[region]).format(number=rng.randint(1_000_000, 9_999_999))
    return Party(name, shown, address(rng, region), kind, person_name(rng), rng.choice(ROLES))
