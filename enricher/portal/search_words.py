"""How the search page writes values, ranges and orders for people."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from enricher.query.nodes import Hit
from enricher.search.address import BEST, split_ends
from enricher.search.histograms import Bar, Histogram
from enricher.text.excerpts import excerpt
from enricher.values import ValueType

_TITLES = {
    "collection": "Collection",
    "folder": "Folder",
    "language": "Language",
    "media_type": "Kind of file",
    "policy": "Policy",
    "severity": "Severity",
}
_KINDS = {
    "application/pdf": "PDF",
    "text/plain": "Text",
    "text/html": "HTML",
    "application/rtf": "Rich text",
    "message/rfc822": "Mail",
    "application/vnd.ms-outlook": "Mail (Outlook)",
    "application/zip": "ZIP archive",
    "application/vnd.oasis.opendocument.text": "OpenDocument text",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
}
_AMOUNT = re.compile(r"-?\d{4,}(?:\.\d+)?(?= |$)")
_SHOWN_VALUES = 3
_SHOWN_FOLDERS = 2
_COLUMN = 24  # units of the drawing: at least as many pixels on the screen, and half as many more
_CENT = Decimal("0.01")
_CHOSEN = {"": "", "partly": ", partly in the chosen range", "wholly": ", in the chosen range"}
_HEIGHT = 56


def attribute_title(name: str) -> str:
    """What people call a category or attribute."""
    return _TITLES.get(name, name)


def shown_value(category: str, value: str, types: Mapping[str, ValueType]) -> str:
    """A value as people read it: `1,500,000.00 USD`, `English`, `PDF`."""
    if category in types and types[category].is_grouped:
        return _AMOUNT.sub(_with_commas, value)
    if category in types:
        return excerpt(value) if types[category].is_passage else value
    if category == "folder":
        return _shown_folder(value)
    if category == "media_type":
        return _KINDS.get(value, value)
    return _language(value) if category == "language" else value


def _shown_folder(path: str) -> str:
    """A folder by its last names: `…/contracts/nda`."""
    names = path.strip("/").split("/")
    return path if len(names) <= _SHOWN_FOLDERS else "/".join(("…", *names[-_SHOWN_FOLDERS:]))


def shown_range(ends: str) -> str:
    low, high, currency = split_ends(ends)
    if currency:  # else four figures may be a year
        low, high = (_AMOUNT.sub(_with_commas, one) for one in (low, high))
    said = f"{low} to {high}" if low and high else f"from {low}" if low else f"up to {high}"
    if low == high:
        said = low
    return f"{said} {currency}".rstrip()


def _with_commas(match: re.Match[str]) -> str:
    whole, dot, cents = match[0].partition(".")
    return f"{int(whole):,}{dot}{cents}"


def marked(snippet: str) -> Iterator[tuple[str, bool]]:
    """Stretches of a snippet, and whether they matched."""
    for number, text in enumerate(snippet.split("**")):
        if text:
            yield text, number % 2 == 1


@cache
def _language(code: str) -> str:
    from babel import Locale  # 30 ms when the first language is shown

    return str(Locale("en").languages.get(code, code))


def orders(types: Mapping[str, ValueType]) -> dict[str, str]:
    """Ways to sort, each with its words."""
    found = {BEST: "Best match"}
    for name, type in types.items():
        ways = ("desc", "asc") if type.is_ordered else ("asc",)
        found |= {
            f"{name}:{way}": f"{name}, {words}"
            for way, words in zip(ways, type.sort_words, strict=False)
        }
    return found


def shown_clauses(
    hit: Hit, types: Mapping[str, ValueType], asked: Collection[str] = ()
) -> list[str]:
    """The names of passages that a document has, but of those that are asked for: these are read."""
    return [
        name
        for name in hit.fields
        if name in types and types[name].is_passage and name not in asked
    ]


def shown_fields(
    hit: Hit, types: Mapping[str, ValueType], asked: Collection[str] = ()
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """Category, its first values, and how many there are besides; of passages those asked for."""
    for name in types:
        if types[name].is_passage and name not in asked:
            continue
        values = hit.fields.get(name, ())
        stated = hit.stated.get(name)
        instead = () if stated is None else (stated.shown,)
        if values or instead:
            first = tuple(shown_value(name, one, types) for one in values[:_SHOWN_VALUES])
            yield name, (*first, *instead), len(values) - len(first)


@dataclass(frozen=True, slots=True)
class Column:
    """A bar as it is drawn, in units of the drawing; `is_filter` where it is the range that is on."""

    bar: Bar
    label: str
    x: int
    y: int
    height: int
    is_filter: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Columns, and the words below their ends; of a single column `first` has all of them."""

    columns: tuple[Column, ...]
    width: int
    first: str
    last: str
    height: int = _HEIGHT
    column: int = _COLUMN


def drawn(histogram: Histogram, chosen: str) -> Drawing:
    """A histogram as columns; `chosen` is the range that is on."""
    most = max((bar.count for bar in histogram.bars), default=0) or 1
    columns = []
    for number, bar in enumerate(histogram.bars):
        height = max(3, round((_HEIGHT - 4) * bar.count / most)) if bar.count else 0
        noun = "document" if bar.count == 1 else "documents"
        is_filter = bar.ends == chosen
        where = "" if is_filter else _CHOSEN[bar.chosen]
        label = f"{shown_range(bar.ends)}: {bar.count:,} {noun}{where}"
        y = _HEIGHT - height
        columns.append(Column(bar, label, number * _COLUMN, y, height, is_filter))
    return Drawing(tuple(columns), _COLUMN * len(columns), *_end_labels(histogram))


def _end_labels(histogram: Histogram) -> tuple[str, str]:
    """What stands below the first and the last bar. Bars of amounts meet at round ones."""
    bars = histogram.bars
    if not bars:
        return "", ""
    (low, first_high), (last_low, high) = ((one.low, one.high) for one in (bars[0], bars[-1]))
    below = "up to"
    if histogram.currency:
        low, last_low = (_AMOUNT.sub(_with_commas, one) for one in (low, last_low))
        first_high, high = (one and f"{Decimal(one) + _CENT:,.0f}" for one in (first_high, high))
        below = "below"
    if len(bars) > 1:
        return low or f"{below} {first_high}", high or f"from {last_low}"
    if low and high:
        return low if low == high else f"{low} to {high}", ""
    return f"from {low}" if low else f"{below} {high}", ""
