"""What the words that are being typed may become: parties, values, and the names of fields and clauses.

"leases with acm" --> "acm" --> "leases with Acme Holdings, Inc."
"aud"             --> "aud" --> "AuditRights:present"
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from enricher.schema import Category
from enricher.search.service import Search
from enricher.values import CHOICE, JURISDICTION
from enricher.values.party import party_key

MOST = 8
_LETTERS = 2  # fewer begin too much
_WORDS = 3  # of a name, that may have been typed
_VALUES = 300  # of a category whose values are few
_LAST_WORDS = re.compile(r"(?<!\S)(?:[^\s:\"]+\s+){0,2}[^\s:\"]+$")


class PartyNames(Protocol):
    def starting(self, letters: str, limit: int) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Completion:
    """A query that would go on from what is typed.

    Attributes:
        text: the whole query.
        shown: what is put in the place of its last words.
        category: that this is a value of, or the name of.
    """

    text: str
    shown: str
    category: str


def complete(search: Search, parties: PartyNames, typed: str) -> list[Completion]:
    """The likeliest ways to go on: names of parties, then values, then names of fields and clauses."""
    found: dict[str, Completion] = {}
    for start, words in _ends(typed):
        for category, shown in _named(search, parties, words):
            text = typed[:start] + shown
            found.setdefault(text, Completion(text, shown, category))
    return list(found.values())[:MOST]


def _ends(typed: str) -> Iterator[tuple[int, str]]:
    """The last words of a text, where they begin: three of them, then two, then one."""
    last = _LAST_WORDS.search(typed)
    if last is None:
        return
    for word in re.finditer(r"\S+", last[0]):
        words = last[0][word.start() :]
        if len(words.split()) <= _WORDS and len(words) >= _LETTERS:
            yield last.start() + word.start(), words


def _named(search: Search, parties: PartyNames, words: str) -> Iterator[tuple[str, str]]:
    """Categories, and what stands for a value of it or for itself in a query."""
    categories = search.schema().categories
    if party := next((one.name for one in categories if one.type.is_name), None):
        yield from ((party, name) for name in parties.starting(party_key(words), MOST))
    folded = words.casefold()
    few = tuple(one.name for one in categories if one.type in (JURISDICTION, CHOICE))
    for name, values in search.count(None, few, _VALUES).facets.items():
        for value in (one.value for one in values):
            if value.casefold().startswith(folded):
                yield name, f'{name}:"{value}"' if " " in value else f"{name}:{value}"
    if " " not in words:
        for category in categories:
            if category.name.casefold().startswith(folded):
                yield category.name, _asked(category)


def _asked(category: Category) -> str:
    return f"{category.name}:present" if category.type.is_passage else f"{category.name}:"
