"""A layout: a page written in HTML with slots, below a head in TOML that says what fills them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from jinja2 import Environment, StrictUndefined

from training.corpus.financial.locales import Locale, read_locale, written

FOLDER = Path(__file__).parent / "layouts"
_HEAD = "<!doctype html><meta charset=utf-8><style>.a{white-space:nowrap}</style>"
_environment = Environment(
    line_statement_prefix="%", trim_blocks=True, undefined=StrictUndefined, autoescape=True
)


@dataclass(frozen=True, slots=True)
class Layout:
    """`head` is what stands above the line of dashes, `body` what stands below."""

    name: str
    head: dict[str, Any]
    body: str

    @property
    def locale(self) -> Locale:
        return read_locale(self.head["country"])

    def html(self, rng: Random, **facts: Any) -> str:
        numbers = self.head.get("numbers", self.locale.numbers)
        return _HEAD + _environment.from_string(self.body).render(
            head=self.head,
            m=lambda amount, places=2: written(Decimal(amount), numbers, places),
            d=self.locale.day,
            chunks=chunks,
            rng=rng,
            locale=self.locale,
            **facts,
        )


def read_layouts(folder: Path) -> Iterator[Layout]:
    for path in sorted([*folder.glob("*.html"), *folder.glob("*.txt")]):
        head, _, body = path.read_text(encoding="utf-8").partition("\n---\n")
        yield Layout(path.stem, tomllib.loads(head), body)
    for path in sorted(folder.glob("*.toml")):
        yield Layout(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), "")


def chunks(rows: Sequence[Any], first: int, others: int) -> list[Sequence[Any]]:
    """The rows by page: `first` on the first, `others` on each that follows."""
    parts = [rows[:first]]
    parts += [rows[place : place + others] for place in range(first, len(rows), others)]
    return [part for part in parts if part]


def period_days(kind: str, rng: Random) -> tuple[date, date]:
    """First and last day of a period: `month`, `quarter`, `middle` (of months) or `newyear`."""
    from calendar import monthrange

    year, month = rng.randint(2022, 2025), rng.randint(1, 12)
    if kind == "newyear":
        return date(year, 12, 8), date(year + 1, 1, 7)
    if kind == "quarter":
        month = rng.choice((1, 4, 7, 10))
        last = month + 2
        return date(year, month, 1), date(year, last, monthrange(year, last)[1])
    if kind == "middle":
        month = rng.randint(1, 11)
        return date(year, month, 13), date(year, month + 1, 12)
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])
