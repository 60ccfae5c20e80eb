"""What the words of a query name: a party, a state, a year, an amount. It is offered, never applied.

    words -> stretches of plain words -> the longest that name something -> how many documents

A suggestion takes its words out of the query and asks for what they name instead; it is made only
where documents have that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from enricher.errors import QueryError
from enricher.query.parser import QUOTES
from enricher.search.address import Asked
from enricher.search.service import Search
from enricher.values import JURISDICTION, MONEY, PARTY, ValueType, normalize_text
from enricher.values.jurisdiction import ABBREVIATIONS, jurisdiction_names
from enricher.values.party import party_key

MOST = 6
_LONGEST = 6  # words
_TRIED = 40  # stretches; the rest of a long query is not looked at
_PARTIES = 3  # that begin with the same words
_TOKEN = re.compile(rf"[{QUOTES}](?P<quoted>[^{QUOTES}]*)[{QUOTES}](?!:)|\S+")
_OTHER = re.compile(r"[()<>=!:]|^-|^(?:AND|OR|NOT)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_NAMED_WORDS = re.compile(r"[\d$€£¥]")  # of amounts


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A search that would follow, and how many documents it finds.

    Attributes:
        words: of the query, which name it.
        shown: what they name.
    """

    category: str
    words: str
    shown: str
    asked: Asked
    count: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    words: str

    def overlaps(self, other: _Stretch) -> bool:
        return self.start < other.end and other.start < self.end


def suggest(search: Search, asked: Asked) -> list[Suggestion]:
    """In the order of the words; nothing for a query that cannot be read."""
    types = {one.name: one.type for one in search.schema().categories}
    taken: list[_Stretch] = []
    found: list[Suggestion] = []
    for stretch in _stretches(asked.words):
        if any(stretch.overlaps(one) for one in taken):
            continue
        made = [
            suggestion
            for category, shown, narrowed in _named(search, types, stretch.words, asked)
            if (suggestion := _count(search, asked, stretch, category, shown, narrowed))
        ]
        if made:
            taken.append(stretch)
            found += made
    return found[:MOST]


def _stretches(text: str) -> list[_Stretch]:
    """Runs of plain words side by side, and phrases; longer ones first."""
    runs: list[list[_Stretch]] = [[]]
    found: list[_Stretch] = []
    for match in _TOKEN.finditer(text):
        if match["quoted"] is not None:
            found.append(_Stretch(match.start(), match.end(), match["quoted"]))
            runs.append([])
        elif _OTHER.search(match[0]):
            runs.append([])
        else:
            runs[-1].append(_Stretch(match.start(), match.end(), match[0]))
    for run in runs:
        for length in range(min(_LONGEST, len(run)), 0, -1):
            for first in range(len(run) - length + 1):
                start, end = run[first].start, run[first + length - 1].end
                found.append(_Stretch(start, end, text[start:end]))
    return sorted(found, key=lambda one: -len(one.words.split()))[:_TRIED]


def _named(
    search: Search, types: dict[str, ValueType], words: str, asked: Asked
) -> Iterator[tuple[str, str, Asked]]:
    """Categories, what is shown of them, and the search narrowed to it."""
    for category, type in types.items():
        names: Sequence[str] = ()
        if type is PARTY:
            names = search.parties.beginning(party_key(words), _PARTIES)
        elif type is JURISDICTION:
            names = _jurisdictions(words)
        elif type.order == "day" and _YEAR.fullmatch(words):
            yield category, words, asked.with_range(category, f"{words}..{words}")
        elif type.has_currency and _NAMED_WORDS.search(words):
            for shown, ends in _amounts(words):
                yield category, shown, asked.with_range(category, ends)
        for name in names:
            yield category, name, asked.with_value(category, name)


def _jurisdictions(words: str) -> list[str]:
    plain = " ".join(_PLAIN_WORD.findall(_without_accents(words)))
    if plain not in _places() and words not in ABBREVIATIONS:
        return []
    value = normalize_text(JURISDICTION, words).value
    return [value.display] if value else []


@cache
def _places() -> frozenset[str]:
    return frozenset(jurisdiction_names("en"))


def _amounts(words: str) -> Iterator[tuple[str, str]]:
    value = normalize_text(MONEY, words).value
    currency = value and value.detail.get("currency")
    if value is None or not currency:
        return
    amount = f"{value.order:f}"
    yield f"exactly {value.display}", f"{amount}..{amount} {currency}"
    yield f"{value.display} or more", f"{amount} {currency}.."


def _count(
    search: Search, asked: Asked, stretch: _Stretch, category: str, shown: str, narrowed: Asked
) -> Suggestion | None:
    rest = f"{asked.words[: stretch.start]} {asked.words[stretch.end :]}"
    then = narrowed.with_words(" ".join(rest.split()))
    if then.pairs() == asked.pairs():
        return None
    try:
        count = search.question(then).count()
    except QueryError:  # as `loan OR`, once the other side is a filter
        return None
    return Suggestion(category, stretch.words, shown, then, count) if count else None


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold().replace("'s", ""))
    return "".join(one for one in letters if not unicodedata.combining(one))
