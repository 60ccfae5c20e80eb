"""In which other ways a name may stand in a text: `Eric D. Sprunk` for `Eric Dean Sprunk`."""

from __future__ import annotations

from collections.abc import Iterator

from enricher.entities import Value
from enricher.recognizer.occurrences.names import name_letters
from enricher.values import PARTY, PERSON
from enricher.values.names.legal_forms import LEGAL_FORMS

_LEAST_LETTERS = 5  # of a company's name that is looked for without its legal form
_NAMED = frozenset({PARTY.name, PERSON.name})


def name_variants(value: Value) -> Iterator[str]:
    """What to look for where a text has not the name itself, the fullest first."""
    if value.type not in _NAMED:
        return
    words = value.display.split()
    bare = _without_form(words)
    if bare != words:
        if len(name_letters(" ".join(bare))) >= _LEAST_LETTERS:
            yield " ".join(bare)
    elif len(words) > 1 and all(word[0].isupper() for word in words):
        yield from _of_person(words)


def _without_form(words: list[str]) -> list[str]:
    kept = list(words)
    while len(kept) > 1 and name_letters(kept[-1]) in LEGAL_FORMS:
        kept.pop()
    return kept


def _of_person(words: list[str]) -> Iterator[str]:
    first, *middle, last = words
    yield f"{last} {' '.join([first, *middle])}"
    if middle:
        yield " ".join([first, *(name[0] for name in middle), last])
        yield f"{first} {last}"
