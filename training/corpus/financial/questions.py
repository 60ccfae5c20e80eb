"""Questions of forms by section, with their answers.

A section lists its rows as `[kind, label, value, options]`, of the kinds text, date, money, comb,
list, tick, one (of several) and some (of several); a row whose value is "" stays empty, "?" is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from training.corpus.financial.layouts import Layout
from training.corpus.financial.locales import Locale, filled, written
from training.corpus.financial.numbers import grouped, iban

_PLACE = re.compile(r"\{(\w+)(?::([^}]*))?\}")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form; `also` are other writings of the answer."""

    section: str
    kind: str
    label: str
    value: str
    options: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(self.value.split("; ")) if self.value else ()


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    questions: tuple[Question, ...]
    columns: int = 2


def draw_sections(layout: Layout, rng: Random) -> list[Section]:
    facts = _facts(layout.locale, rng)
    sections = []
    for part in layout.head["section"]:
        questions = tuple(
            _question(part["title"], row, facts, layout.locale, rng) for row in part["rows"]
        )
        columns = part.get("columns", layout.head.get("columns", 2))
        sections.append(Section(part["title"], questions, columns))
    return sections


def _facts(locale: Locale, rng: Random) -> dict[str, Any]:
    number = iban(rng, locale.country)
    return {
        "first": rng.choice(locale.first),
        "last": rng.choice(locale.last),
        "other": locale.person(rng),
        "street": locale.street(rng),
        "place": rng.choice(locale.places),
        "company": rng.choice(locale.companies),
        "iban": number,
        "paper_iban": grouped(number),
    }


def _question(
    section: str, row: list[str], facts: dict[str, Any], locale: Locale, rng: Random
) -> Question:
    kind, label, value, *options = row
    choices = tuple(options[0].split(";")) if options else ()
    if kind == "date":
        day = date(rng.randint(1955, 2003), rng.randint(1, 12), rng.randint(13, 28))
        return Question(section, kind, label, locale.day(day, value), (), (day.isoformat(),))
    if kind == "money":
        low, high = (int(part) for part in options[0].split("-"))
        amount = Decimal(rng.randint(low, high))
        text = value.replace("#", written(amount, locale.numbers))
        return Question(
            section, kind, label, text, (), (f"{amount}", f"{amount}.00", text.strip("€$£ "))
        )
    if value == "?" and kind == "tick":
        return Question(section, kind, label, rng.choice(("true", "false")))
    if value == "?":
        picks = rng.sample(choices, 1 if kind != "some" else rng.randint(1, len(choices) - 1))
        value = "; ".join(choice for choice in choices if choice in picks)
        return Question(section, kind, label, value, choices)
    text = _PLACE.sub(lambda found: str(facts.get(found[1], found[0])), filled(value, rng))
    also = (text.replace(" ", ""),) if kind in ("comb", "text") else ()
    return Question(section, kind, label, text, choices, also)
