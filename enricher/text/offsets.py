"""Offsets of other systems: UTF-16 units and grapheme clusters to Python characters, and back."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from enum import StrEnum
from functools import cache


class Unit(StrEnum):
    """What an offset counts, by Azure's names of `stringIndexType`."""

    UTF16 = "Utf16CodeUnit"
    """As browsers do: a character above U+FFFF counts two."""
    CHARACTER = "UnicodeCodePoint"
    """As Python does."""
    TEXT_ELEMENT = "TextElements_v8"
    """Extended grapheme clusters: what a reader takes for one character. CR LF is one."""


_WIDE = re.compile("[\U00010000-\U0010ffff]")


class OffsetMap:
    """Offsets in a text by one unit; made in one pass, then asked for each label.

    Attributes:
        length: of the text, in units.
    """

    def __init__(self, text: str, unit: Unit) -> None:
        self._unit = unit
        self._starts: list[int] = []
        """Clusters: the character that each begins with. UTF-16: the characters of two units."""
        self._characters = len(text)
        if unit is Unit.TEXT_ELEMENT:
            self._starts = cluster_starts(text)
            self.length = len(self._starts)
            return
        if unit is Unit.UTF16 and not text.isascii():
            self._starts = [match.start() for match in _WIDE.finditer(text)]
        self._second = [start + count + 1 for count, start in enumerate(self._starts)]
        """UTF-16: where the second half of each wide character stands, in units."""
        self.length = len(text) + len(self._starts)

    def character(self, offset: int) -> int:
        """The character at an offset from 0 to `length`.

        Raises:
            ValueError: the offset is inside of what a reader or UTF-16 takes for one character.
        """
        if self._unit is Unit.TEXT_ELEMENT:
            return self._starts[offset] if offset < len(self._starts) else self._characters
        before = bisect_left(self._second, offset)
        if before < len(self._second) and self._second[before] == offset:
            raise ValueError(f"offset {offset} is inside a surrogate pair")
        return offset - before

    def offset(self, character: int) -> int:
        """The offset of a character; the way back.

        Raises:
            ValueError: the character is not the first of its cluster.
        """
        before = bisect_left(self._starts, character)
        if self._unit is not Unit.TEXT_ELEMENT:
            return character + before
        if character < self._characters and self._starts[before : before + 1] != [character]:
            raise ValueError(f"character {character} is inside a grapheme cluster")
        return before


def cluster_starts(text: str) -> list[int]:
    """Where the extended grapheme clusters of a text begin.

    Source: UAX #29, Unicode 8.0, which `TextElements_v8` names: flags in a row are one cluster,
    and people joined to a family by ZWJ are several.
    """
    if text.isascii():
        return [at for at in range(len(text)) if text[at] != "\n" or not at or text[at - 1] != "\r"]
    kinds = [_kind(character) for character in text]
    return [at for at, kind in enumerate(kinds) if not at or (kinds[at - 1], kind) not in _JOINED]


# Kinds of characters, as UAX #29 names them; Extend and SpacingMark join alike and are one here.
_ATTACHED, _FLAG, _OTHER, _CONTROL = "attached", "flag", "other", "control"
_JOINED = frozenset(
    {
        ("CR", "LF"),
        (_FLAG, _FLAG),
        *((kind, _ATTACHED) for kind in (_ATTACHED, _FLAG, _OTHER, "L", "V", "T", "LV", "LVT")),
        *(("L", kind) for kind in ("L", "V", "LV", "LVT")),
        *((first, second) for first in ("LV", "V") for second in ("V", "T")),
        *((first, "T") for first in ("LVT", "T")),
    }
)
_ATTACHED_TOO = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")
_NOT_ATTACHED = frozenset(  # marks that stand on their own all the same
    map(
        chr,
        (
            *(0x102B, 0x102C, 0x1038, *range(0x1062, 0x1065), *range(0x1067, 0x106E), 0x1083),
            *(*range(0x1087, 0x108D), 0x108F, *range(0x109A, 0x109D), 0x1A61, 0x1A63, 0x1A64),
            *(0xAA7B, 0xAA7D, 0x11720, 0x11721),
        ),
    )
)


@cache
def _kind(character: str) -> str:
    if character in "\r\n":
        return "CR" if character == "\r" else "LF"
    if character in _ATTACHED_TOO:
        return _ATTACHED
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Mc") and character not in _NOT_ATTACHED:
        return _ATTACHED
    if category in ("Cc", "Cf", "Zl", "Zp", "Cs"):
        return _CONTROL
    return _letter_kind(ord(character))


def _letter_kind(code: int) -> str:
    if 0x1F1E6 <= code <= 0x1F1FF:
        return _FLAG
    if 0xAC00 <= code <= 0xD7A3:
        return "LV" if (code - 0xAC00) % 28 == 0 else "LVT"
    if 0x1100 <= code <= 0x115F or 0xA960 <= code <= 0xA97C:
        return "L"
    if 0x1160 <= code <= 0x11A7 or 0xD7B0 <= code <= 0xD7C6:
        return "V"
    if 0x11A8 <= code <= 0x11FF or 0xD7CB <= code <= 0xD7FB:
        return "T"
    return _OTHER
