"""What the words that are being typed may become: parties, values, and the names of fields and clauses.

"leases with acme hol"  --> "leases with Acme Holdings Inc."
"leases with hold"      --> "leases with Acme Holdings Inc."
"under york"            --> 'under Jurisdiction:"New York"'
"audit ri"              --> "AuditRights:present"
"Party:acme h"          --> 'Party:"Acme Holdings Inc."'
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal, Protocol

from enricher.schema import Category
from enricher.search.language.lexicon import ASKING, STOP_WORDS
from enricher.search.language.mention import quote
from enricher.search.service import Search
from enricher.values import CHOICE, JURISDICTION
from enricher.values.names.legal_forms import SHORT_FORMS
from enricher.values.party import party_key

MOST = 8
_FIRST = (5, 3, 3)  # parties, values and names that come before any more parties
_LETTERS = 2  # fewer begin too much
_INSIDE_LETTERS = 3  # of a word inside of a name
_INSIDE = 1_000  # parties with such a word, those of most documents, among which more words are looked for
_WORDS = 5  # of a name, that may have been typed
_VALUES = 300  # of a category whose values are few
_PLAIN = r"[^\s:\"()-][^\s:\"()]*"  # no condition, no phrase
_LAST_WORDS = re.compile(rf"(?:^|(?<=[\s(]))-?((?:{_PLAIN}\s+){{0,{_WORDS - 1}}}{_PLAIN})$")
_CONDITION = re.compile(r"(?:^|(?<=[\s(-]))(?P<name>[^\W\d][\w-]*):\s?\"?(?P<value>[^:\"()=<>]*)$")
_WORD = re.compile(r"\w+")
_NAME_PARTS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+|\d+")

Kind = Literal["value", "field", "clause"]


class PartyNames(Protocol):
    def starting(self, letters: str, limit: int) -> list[str]: ...

    def with_word_starting(self, letters: str, limit: int) -> list[tuple[str, str]]: ...


class _Names:
    """The parties that words begin; all of them are looked through once for the last word that is typed."""

    def __init__(self, parties: PartyNames) -> None:
        self._parties = parties
        self._inside: dict[str, list[tuple[str, str]]] = {}

    def beginning(self, words: str) -> list[str]:
        """Names that begin with some words, then those with a word inside of them that does."""
        key = party_key(words)
        before, blank, last = key.rpartition(" ")
        found = self._parties.starting(key, MOST)
        if not found and blank and len(last) >= _LETTERS:  # `acme corpor`: the key has `acme corp`
            short = next((to for form, to in SHORT_FORMS.items() if form.startswith(last)), "")
            found = self._parties.starting(f"{before} {short}", MOST) if short else []
        if len(found) < MOST and len(key) >= _INSIDE_LETTERS:
            if last not in self._inside:
                self._inside[last] = self._parties.with_word_starting(last, _INSIDE)
            found += [name for other, name in self._inside[last] if f" {key}" in other]
        return list(dict.fromkeys(found))[:MOST]


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
    kind: Kind


def complete(search: Search, parties: PartyNames, typed: str) -> list[Completion]:
    """The likeliest ways to go on from the most last words that begin anything."""
    categories = search.schema().categories
    names = _Names(parties)
    condition = _CONDITION.search(typed)
    if condition is not None:
        named = condition["name"].casefold()
        category = next((one for one in categories if one.name.casefold() == named), None)
        if category is not None:
            shown = _conditions(search, names, category, condition["value"])
            found = _put(typed, condition.start("name"), [(category.name, shown, "value")])
            if found is not None:
                return found
    elif typed.count('"') % 2:
        return []  # within a phrase
    values: list[tuple[str, str]] | None = None
    for start, words in _ends(typed):
        if values is None:
            values = list(_few_values(search, categories))
        found = _put(typed, start, _named(categories, names, values, words))
        if found is not None:
            return found
    return []


def _put(
    typed: str, start: int, groups: Iterable[tuple[str, Sequence[str], Kind]]
) -> list[Completion] | None:
    """Completions that stand from some place on, without what is typed already; None if there are none."""
    made = [
        Completion(typed[:start] + shown, shown, category, kind)
        for category, found, kind in groups
        for shown in found
    ]
    others = {one.text: one for one in made if one.text != typed}
    return list(others.values())[:MOST] if made else None


def _ends(typed: str) -> Iterator[tuple[int, str]]:
    """The last words of a text, where they begin: most of them first."""
    last = _LAST_WORDS.search(typed)
    if last is None:
        return
    for word in re.finditer(r"\S+", last[1]):
        words = last[1][word.start() :]
        if len(words) >= _LETTERS and not _says_nothing(words):
            yield last.start(1) + word.start(), words


def _says_nothing(words: str) -> bool:
    return all(word in STOP_WORDS or word in ASKING for word in words.casefold().split())


def _named(
    categories: Sequence[Category],
    parties: _Names,
    values: Sequence[tuple[str, str]],
    words: str,
) -> list[tuple[str, Sequence[str], Kind]]:
    """What some words begin: a few of each kind first, then the parties that there are besides."""
    party = next((one.name for one in categories if one.type.is_name), None)
    names = parties.beginning(words) if party else []
    few, some, others = _FIRST
    found: list[tuple[str, Sequence[str], Kind]] = [(party or "", names[:few], "value")]
    held = sorted(
        (one for one in values if _has(one[1], words)), key=lambda one: not _begins(one[1], words)
    )
    found += [(name, [_condition(name, value)], "value") for name, value in held[:some]]
    asked = (one for one in categories if _is_called(one, words))
    found += [
        (one.name, [_asked(one)], "clause" if one.type.is_passage else "field")
        for one in islice(asked, others)
    ]
    return [*found, (party or "", names[few:], "value")]


def _few_values(search: Search, categories: Sequence[Category]) -> Iterator[tuple[str, str]]:
    """Categories and values, of those that have few."""
    names = tuple(one.name for one in categories if one.type in (JURISDICTION, CHOICE))
    for name, values in search.count(None, names, _VALUES).facets.items():
        yield from ((name, one.value) for one in values)


def _conditions(search: Search, names: _Names, category: Category, typed: str) -> list[str]:
    """Conditions on a category whose value begins so; its most frequent values where none does yet."""
    name = category.name
    if category.type.is_passage:
        return [f"{name}:{one}" for one in ("present", "missing") if one.startswith(typed)]
    if category.type.is_ordered:
        return []  # a day or an amount is written as quickly
    if category.type.is_name and typed:
        return [_condition(name, one) for one in names.beginning(typed)]
    counted = search.count(None, (name,), _VALUES).facets.get(name, ())
    held = sorted(
        (one.value for one in counted if _has(one.value, typed)),
        key=lambda one: not _begins(one, typed),
    )
    return [_condition(name, one) for one in held[:MOST]]


def _begins(text: str, words: str) -> bool:
    return text.casefold().startswith(words.casefold())


def _has(text: str, words: str) -> bool:
    """Whether a text, or what follows one of its blanks, begins with some words."""
    return f" {words.casefold()}" in f" {text.casefold()}"


def _is_called(category: Category, words: str) -> bool:
    spaced = _spaced(words)
    return bool(spaced) and (_has(_spaced(category.name), spaced) or _begins(category.name, words))


def _spaced(name: str) -> str:
    """The words of a name: `AuditRights` is `audit rights`."""
    return " ".join(_NAME_PARTS.findall(name)).casefold()


def _condition(name: str, value: str) -> str:
    return f"{name}:{value}" if _WORD.fullmatch(value) else f"{name}:{quote(value)}"


def _asked(category: Category) -> str:
    return f"{category.name}:present" if category.type.is_passage else f"{category.name}:"
