"""What a stretch of a question names: the condition, as `--where` reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch `[start, end)` of a text that names a value of a field.

    Attributes:
        weight: of its words, which are looked for as well; 0 where they are not.
    """

    start: int
    end: int
    category: str
    filter: str
    weight: float = 0.0

    def overlaps(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


def name_of(category: str) -> str:
    """A category as `--where` takes it in front of a condition."""
    return category if re.fullmatch(r"\w+", category) else quote(category)


def split_name(category: str) -> list[str]:
    """The words of a category's name in small letters: `notice`, `period` of `NoticePeriod`."""
    return [part.lower() for part in _PART.findall(category)]


def quote(value: str) -> str:
    """A value as `--where` takes it word for word."""
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    for mark in "\u201c\u201d\u201e":
        escaped = escaped.replace(mark, "\\" + mark)
    return f'"{escaped}"'
