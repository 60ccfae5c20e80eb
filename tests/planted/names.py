"""Firms, people, places, accounts and days, none of which exist."""

from __future__ import annotations

from calendar import month_name
from datetime import date
from random import Random
from typing import NamedTuple

_FIRST = (
    "Brightwater", "Calder", "Dunmore", "Elmstead", "Fennick", "Garrow", "Hollins", "Ivybridge",
    "Jessamine", "Kilbride", "Lorimer", "Mapleton", "Northgate", "Oakhurst", "Penrose", "Quillan",
    "Ravensworth", "Silverlake", "Thornbury", "Umberfield", "Vantage Hill", "Westerly", "Yarrow",
)  # fmt: skip
_SECOND = (
    "Analytics", "Bearings", "Ceramics", "Devices", "Energy", "Foods", "Glassworks", "Hydraulics",
    "Instruments", "Laboratories", "Logistics", "Materials", "Optics", "Packaging", "Robotics",
    "Software", "Textiles", "Tooling",
)  # fmt: skip
_FORMS = ("Inc.", "LLC", "Corp.", "Ltd.", "Limited", "GmbH", "L.P.", "plc")
_ORIGINS = (
    "a Delaware corporation", "a New York limited liability company", "a Nevada corporation",
    "a company incorporated in England", "an Ohio corporation", "a company organized in Ontario",
)  # fmt: skip
_STREETS = ("Mill Street", "Harbour Road", "Station Parade", "Quarry Lane", "Foundry Avenue")
_TOWNS = ("Dover", "Reno", "Albany", "Leeds", "Dayton", "Kingston", "Salem", "Bristol")
_PEOPLE = (
    "Martha Ellison", "Piotr Zielny", "Grace Adeyemi", "Tom Lindqvist", "Hana Novotna",
    "Ravi Menon", "Clara Beaumont", "Owen Prosser",
)  # fmt: skip


class Firm(NamedTuple):
    """A party.

    Attributes:
        described: what it is and where it sits, as an opening says it.
        signer: who signs for it.
    """

    name: str
    described: str
    mail: str
    signer: str


def draw_firm(dice: Random) -> Firm:
    first = dice.choice(_FIRST)
    name = f"{first} {dice.choice(_SECOND)}"
    form = dice.choice(_FORMS)
    comma = ", " if form in ("Inc.", "LLC") and dice.random() < 0.5 else " "
    place = f"{dice.randrange(2, 400)} {dice.choice(_STREETS)}, {dice.choice(_TOWNS)}"
    host = first.lower().replace(" ", "-")
    return Firm(
        f"{name}{comma}{form}",
        f"{dice.choice(_ORIGINS)} with its office at {place}",
        f"legal@{host}.example",
        dice.choice(_PEOPLE),
    )


def write_day(day: date, dice: Random) -> str:
    month = month_name[day.month]
    return dice.choice((f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}"))
