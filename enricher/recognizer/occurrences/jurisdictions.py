"""Where states and countries are named in a text: `Delaware`, `Republik Österreich`, `Swiss law`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from enricher.recognizer.occurrences.names import Place
from enricher.values import JURISDICTION, normalize_text
from enricher.values.dates.months import without_accents
from enricher.values.jurisdiction import jurisdiction_names
from enricher.values.places.laws import LAW_WORDS

_CAPITAL = re.compile(r"(?:\b[A-Z]\.\s?){2,}|\b[^\W\d_a-z][^\W\d_]*")
_WORD = re.compile(r"\W{0,3}((?:\b[A-Z]\.\s?){2,}|[^\W_]+)")
_LETTERS = 3  # of a name as short as that all are capitals: NY, USA
_WITH_POINT = frozenset({"mass", "conn", "penna", "calif", "fla", "tex"})  # words without it
_LAW = re.compile(rf"\b(?:{'|'.join(sorted(LAW_WORDS, key=len, reverse=True))})\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b[^\W\d_]+\s+$")
_AFTER = re.compile(r"\s+[^\W\d_]+\b")
_REACH = 40  # characters, that an adjective and the blanks beside it have at most

Name = tuple[str, ...]


def find_jurisdictions(text: str, language: str) -> Iterator[tuple[Place, str]]:
    """All places where a state or country is named, with its code; the longest name at each.

    Args:
        language: ISO 639-1 of the text; country names in it are known beside the English ones.
    """
    names = _by_first_word(language)
    end = 0
    for match in _CAPITAL.finditer(text):
        if match.start() < end:
            continue
        for name, code in names.get(_plain(match[0]), ()):
            last = _end_of(name, text, match)
            if last is not None and _is_name(text, (match.start(), last), name):
                end = last
                yield (match.start(), end), code
                break
    yield from _find_laws(text)


def _find_laws(text: str) -> Iterator[tuple[Place, str]]:
    """`English law`, `deutsches Recht`, `droit suisse`: an adjective and a word for law."""
    for law in _LAW.finditer(text):
        first = max(0, law.start() - _REACH)
        before = _BEFORE.search(text[first : law.start()])
        after = _AFTER.match(text, law.end(), law.end() + _REACH)
        if before:
            yield from _read_law(text, first + before.start(), law.end(), before[0])
        if after:
            yield from _read_law(text, law.start(), after.end(), after[0])


def _read_law(text: str, start: int, end: int, beside: str) -> Iterator[tuple[Place, str]]:
    """The jurisdiction of a law, unless the word beside it is its name already."""
    value = normalize_text(JURISDICTION, text[start:end]).value
    if value is not None and normalize_text(JURISDICTION, beside).value is None:
        yield (start, end), str(value.detail["code"])


def _end_of(name: Name, text: str, first: re.Match[str]) -> int | None:
    """Where a name ends that begins with a word, if it stands there."""
    end = first.start() + len(first[0].rstrip())
    for word in name[1:]:
        match = _WORD.match(text, end)
        if match is None or _plain(match[1]) != word:
            return None
        end = match.start(1) + len(match[1].rstrip())
    return end


def _is_name(text: str, place: Place, name: Name) -> bool:
    start, end = place
    if len(name) > 1:
        return "\n\n" not in text[start:end]
    if name[0] in _WITH_POINT:
        return text[end : end + 1] == "."
    return len(name[0]) > _LETTERS or text[start:end].isupper()


@cache
def _by_first_word(language: str) -> Mapping[str, list[tuple[Name, str]]]:
    """Names, longest first; `New York State` is not among them, as of it New York is the name."""
    names = defaultdict(list)
    for name, code in jurisdiction_names(language).items():
        words = tuple(name.split())
        if len(words) == 1 or words[-1] != "state":
            names[words[0]].append((words, code))
    for found in names.values():
        found.sort(key=lambda one: -len(one[0]))
    return names


def _plain(word: str) -> str:
    if not word.isalpha():
        word = "".join(letter for letter in word if letter.isalpha())
    word = word.casefold()
    return word if word.isascii() else without_accents(word)
