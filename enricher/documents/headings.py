"""Where a document is headed by what it is: "Statement of account", "RECHNUNG Nr. 7", "Faktura"."""

# ruff: noqa: RUF001 - headings are written with typographic dashes

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib import resources

Place = tuple[int, int]

_HEAD = 4_000  # characters in which a heading stands
_LINES = 60
_BREAKS = "\n\r\f"
_SEGMENT = re.compile(r"[^\t|\r\n\f]+")
_LONGEST = 200  # characters of a line, or of its part in a column, that may be a heading
_NUMBER = r"(?:[\s.:,#–-]*(?:(?:no|nr|n[°o])\b[\s.:#]*)?[\w/.-]*\d[\w/.-]*)"
_MOST_BEFORE = 5  # words before a heading in its line: the name of a bank
_MOST_BEHIND = 6


def find_heading(text: str, choice: str) -> Place | None:
    """The words at the top of a text that name it as one of a type, None where none do.

    What stands alone in its line, or with a number, comes before what stands in a longer line; a label
    ("Statement period", "Rechnungsdatum") is no heading.

    Args:
        choice: of `DocumentType`.
    """
    alone, begun, ended = _patterns().get(choice, (None, None, None))
    if alone is None or begun is None or ended is None:
        return None
    best: tuple[int, Place] | None = None
    for start, end in _segments(text):
        segment = _folded(text[start:end])
        for rank, pattern in enumerate((alone, begun, ended)):
            found = pattern.fullmatch(segment)
            if found and text[start + found.start("name")].isupper():
                if best is None or rank < best[0]:
                    best = rank, (start + found.start("name"), start + found.end("name"))
                break
    return best[1] if best else None


def line_of(text: str, place: Place) -> str:
    """The line around a place, its blanks made single ones; of a very long line what is near."""
    before = text[max(0, place[0] - _LONGEST) : place[0]]
    behind = text[place[1] : place[1] + _LONGEST]
    start = max(before.rfind(mark) for mark in _BREAKS) + 1
    end = min(at for mark in _BREAKS if (at := f"{behind}{mark}".find(mark)) >= 0)
    return " ".join(f"{before[start:]}{text[slice(*place)]}{behind[:end]}".split())


def _segments(text: str) -> list[Place]:
    """What stands in the first lines, each line up to where the next column begins."""
    end = 0
    for _ in range(_LINES):
        end = text.find("\n", end, _HEAD) + 1
        if not end:
            break
    found = [match.span() for match in _SEGMENT.finditer(text, 0, end or _HEAD)]
    return [(start, end) for start, end in found if end - start <= _LONGEST]


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """By type: a name alone, one that begins a line, one that ends a line."""
    written = resources.files("enricher.documents").joinpath("headings.toml").read_text("utf-8")
    kinds = tomllib.loads(written)
    joining = "|".join(sorted(set(kinds.pop("words")["joining"].split("|"))))
    patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
    for kind, entry in kinds.items():
        names = sorted(set(entry["names"].split("|")), key=len, reverse=True)
        name = f"(?P<name>{'|'.join(re.escape(one) for one in names)})(?!\\w)"
        word = r"[\w&.,'’()/-]+"
        patterns[kind] = (
            re.compile(rf"\W*{name}{_NUMBER}?\W*"),
            re.compile(
                rf"\W*{name}[\s.:–-]*(?:(?:{joining})\b|[(\d]).*"
                if kind != "form"
                else rf"\W*{name}(?:\s+{word}){{0,{_MOST_BEHIND}}}\W*"
            ),
            re.compile(rf"\W*(?:{word}\s+){{1,{_MOST_BEFORE}}}{name}{_NUMBER}?\W*"),
        )
    return patterns


def _folded(text: str) -> str:
    """As long as the text, without case and accents."""
    return "".join((unicodedata.normalize("NFD", one)[0].lower() or one)[0] for one in text)
