"""A search as the address of a page says it: words, values and ranges of categories, order, page.

q=loan&f.Jurisdiction=Delaware&f.Jurisdiction=Ohio&r.Money=1000..5000 USD&sort=Money:desc&page=2
q=who may assign it under Ohio law&mode=hybrid&not=Jurisdiction=Ohio
q=loan&view=table&column=Party&column=Term&sort=Term:desc
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from enricher.query.parser import QUOTES

BEST = "relevance"
AUTO = "auto"
MODES = (AUTO, "words", "hybrid")
TABLE = "table"
_CODE = re.compile(r"[A-Z]{3}")
_ESCAPED = str.maketrans({one: f"\\{one}" for one in ("\\", *QUOTES)})

Pair = tuple[str, str]
"""A category and a value of it, or a range."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Values and ranges of one category are alternatives, categories hold together.

    Attributes:
        chosen: values as facets show them.
        ranges: `from..to`, of which one end may be missing; one per category.
        page: counted from 1.
        mode: one of `MODES`, see `enricher.search.hybrid.Mode`.
        without: what a question seems to name and does not mean, as filters.
        similar: in place of words: an id, whose document others are to be like, or `id,start,end` for
            the passages at a place of its text.
        is_table: whether the documents found are shown as a table instead of a list.
        columns: the categories in that table, in their order; none: what suits the documents.
        since: `NUMBER.CHANGE` marks what the saved search of this number finds only since then.
    """

    words: str = ""
    chosen: tuple[Pair, ...] = ()
    ranges: tuple[Pair, ...] = ()
    sort: str = BEST
    page: int = 1
    mode: str = AUTO
    without: tuple[str, ...] = ()
    similar: str = ""
    is_table: bool = False
    columns: tuple[str, ...] = ()
    since: str = ""

    @property
    def seen_of(self) -> tuple[int, int] | None:
        """The number of a saved search, and up to which change of the index it was seen."""
        number, _, change = self.since.partition(".")
        if not all(one.isascii() and one.isdigit() and len(one) < 18 for one in (number, change)):
            return None
        return int(number), int(change)

    @property
    def similar_to(self) -> tuple[str, tuple[int, int] | None]:
        """The id, and the place in the text; None is all of it."""
        id, *place = self.similar.split(",")
        if len(place) == 2 and all(one.isdecimal() and len(one) < 12 for one in place):
            return id, (int(place[0]), int(place[1]))
        return id, None

    @property
    def categories(self) -> tuple[str, ...]:
        """Those that are narrowed, in the order in which they were."""
        return tuple(dict.fromkeys(category for category, _ in (*self.chosen, *self.ranges)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.chosen or self.ranges)

    def values_of(self, category: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.chosen if name == category)

    def has_value(self, category: str, value: str) -> bool:
        """Whether it is chosen, in whatever case: so values are compared, too."""
        return value.casefold() in map(str.casefold, self.values_of(category))

    def range_of(self, category: str) -> str:
        return dict(self.ranges).get(category, "")

    def where_of(self, category: str) -> str:
        """The condition on one category, as `--where` reads it."""
        name = _quote(category)
        parts = [f"{name}={_quote(value)}" for value in self.values_of(category)]
        if self.range_of(category):
            parts.append(f"{name}={self.range_of(category)}")
        return " or ".join(parts)

    def where(self) -> tuple[str, ...]:
        return tuple(map(self.where_of, self.categories))

    def pairs(self) -> list[Pair]:
        """Name and value of each parameter; what is as it would be anyway is left out."""
        return [
            *([("q", self.words)] if self.words else []),
            *((f"f.{category}", value) for category, value in self.chosen),
            *((f"r.{category}", value) for category, value in self.ranges),
            *([("sort", self.sort)] if self.sort != BEST else []),
            *([("mode", self.mode)] if self.mode != AUTO else []),
            *(("not", one) for one in self.without),
            *([("similar", self.similar)] if self.similar else []),
            *([("view", TABLE)] if self.is_table else []),
            *(("column", one) for one in self.columns),
            *([("since", self.since)] if self.since else []),
            *([("page", str(self.page))] if self.page > 1 else []),
        ]

    def address(self) -> str:
        """The part of the address behind `?`."""
        return urlencode(self.pairs())

    def with_value(self, category: str, value: str) -> Asked:
        return replace(self, chosen=_unique((*self.chosen, (category, value))), page=1)

    def without_value(self, category: str, value: str) -> Asked:
        kept = tuple(
            (name, one)
            for name, one in self.chosen
            if name != category or one.casefold() != value.casefold()
        )
        return replace(self, chosen=kept, page=1)

    def with_range(self, category: str, ends: str) -> Asked:
        """`ends` takes the place of a former range; "" takes it away."""
        kept = tuple(pair for pair in self.ranges if pair[0] != category)
        return replace(self, ranges=(*kept, (category, ends)) if ends else kept, page=1)

    def with_words(self, words: str) -> Asked:
        return replace(self, words=words, without=(), similar="", page=1)

    def with_mode(self, mode: str) -> Asked:
        return replace(self, mode=mode, page=1)

    def without_filter(self, filter: str) -> Asked:
        return replace(self, without=tuple(dict.fromkeys((*self.without, filter))), page=1)

    def with_sort(self, sort: str) -> Asked:
        return replace(self, sort=sort, page=1)

    def with_page(self, page: int) -> Asked:
        return replace(self, page=page)

    def as_table(self, is_table: bool) -> Asked:
        return replace(self, is_table=is_table, page=1)

    def with_columns(self, columns: tuple[str, ...]) -> Asked:
        return replace(self, columns=columns)

    def with_since(self, since: str) -> Asked:
        return replace(self, since=since)

    def unnarrowed(self) -> Asked:
        return replace(self, chosen=(), ranges=(), page=1)


def read_asked(pairs: Iterable[Pair]) -> Asked:
    """Read parameters; those of others, and empty ones, are passed over.

    A form sends the ends of a range apart: `from.Money`, `to.Money` and `in.Money`, the currency.
    """
    said: dict[str, str] = {}
    chosen: list[Pair] = []
    without: list[str] = []
    columns: list[str] = []
    ends: dict[str, dict[str, str]] = {}
    for name, given in pairs:
        value = " ".join(given.split())
        kind, dot, category = name.partition(".")
        if not value:
            continue
        if dot and kind == "f":
            chosen.append((category, given.strip()))
        elif dot and kind in ("r", "from", "to", "in"):
            ends.setdefault(category, {})[kind] = value
        elif name == "not":
            without.append(given.strip())
        elif name == "column":
            columns.append(value)
        elif not dot:
            said[name] = given.strip()
    ranges = ((category, _join(parts)) for category, parts in ends.items())
    page = said.get("page", "")
    return Asked(
        words=said.get("q", ""),
        chosen=_unique(chosen),
        ranges=tuple(pair for pair in ranges if pair[1]),
        sort=said.get("sort", BEST),
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 7 else 1,
        mode=mode if (mode := said.get("mode", AUTO)) in MODES else AUTO,
        without=tuple(dict.fromkeys(without)),
        similar=said.get("similar", ""),
        is_table=said.get("view") == TABLE,
        columns=tuple(dict.fromkeys(columns)),
        since=said.get("since", ""),
    )


def read_address(address: str) -> Asked:
    """Read the part of an address behind `?`."""
    return read_asked(parse_qsl(address.removeprefix("?"), keep_blank_values=True))


def _join(parts: dict[str, str]) -> str:
    low, high, currency = (parts.get(name, "") for name in ("from", "to", "in"))
    return join_ends(low, high, currency) if low or high else parts.get("r", "")


def join_ends(low: str, high: str, currency: str = "") -> str:
    """A range as `--where` reads it; "" leaves an end open. The currency stands with one end."""
    if not currency:
        return f"{low}..{high}"
    return f"{low}..{high} {currency}" if high else f"{low} {currency}.."


def split_ends(ends: str) -> tuple[str, str, str]:
    """What `join_ends` joined: from, to and the currency."""
    low, _, high = ends.partition("..")
    currency = next((word for word in (*low.split(), *high.split()) if _CODE.fullmatch(word)), "")
    low, high = (" ".join(w for w in one.split() if w != currency) for one in (low, high))
    return low, high, currency


def _unique(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(dict.fromkeys(pairs))


def _quote(text: str) -> str:
    return f'"{text.translate(_ESCAPED)}"'
