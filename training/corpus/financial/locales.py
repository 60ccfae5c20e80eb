"""What a country brings to a document: names, places, movements of accounts, and how it writes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

from training.corpus.financial.numbers import digits

FOLDER = Path(__file__).parent / "locales"
_PLACE = re.compile(r"\{n(\d+)\}")
_DAY = re.compile(r"yyyy|yy|MMMM|MMM|mm|m|dd|d|EEEE|EE")


@dataclass(frozen=True, slots=True)
class Locale:
    """Words of a country; `numbers` shows how 1234.56 is written."""

    country: str
    language: str
    currency: str
    numbers: str
    tax: list[float]
    tax_number: str
    months: list[str]
    short: list[str]
    weekdays: list[str]
    first: list[str]
    last: list[str]
    streets: list[str]
    places: list[str]
    companies: list[str]
    out: list[str]
    come: list[str]
    items: list[str]

    def day(self, day: date, form: str) -> str:
        """The day, as `dd.mm.yyyy`, `d MMM yy` or `EEEE d MMMM` show it; what is no part stays."""
        parts = {
            "yyyy": f"{day.year}",
            "yy": f"{day.year % 100:02}",
            "MMMM": self.months[day.month - 1],
            "MMM": self.short[day.month - 1],
            "mm": f"{day.month:02}",
            "m": f"{day.month}",
            "dd": f"{day.day:02}",
            "d": f"{day.day}",
            "EEEE": self.weekdays[day.weekday()],
            "EE": self.weekdays[day.weekday()][:2],
        }
        return _DAY.sub(lambda found: parts[found[0]], form)

    def person(self, rng: Random) -> str:
        return f"{rng.choice(self.first)} {rng.choice(self.last)}"

    def street(self, rng: Random) -> str:
        return filled(rng.choice(self.streets), rng)


@cache
def read_locale(country: str) -> Locale:
    path = FOLDER / f"{country.lower()}.toml"
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return Locale(**{field.name: values[field.name] for field in fields(Locale)})


def filled(text: str, rng: Random) -> str:
    """The text with digits in place of `{n4}`."""
    return _PLACE.sub(lambda found: digits(rng, int(found[1])), text)


def written(amount: Decimal, form: str, places: int = 2) -> str:
    """The amount without its sign, as `form` writes 1234.56 (12,34,567.89 for Indian groups)."""
    whole, _, rest = f"{abs(amount):.{places}f}".partition(".")
    point = form[-3] if rest else ""
    between = "" if form[1].isdigit() and "," not in form[:-3] else form[1]
    if form.startswith("12,34"):
        head, tail = whole[:-3], whole[-3:]
        groups = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
        return ",".join([*groups, tail]) + point + rest
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)][::-1]
    return between.join(groups) + point + rest
