"""The words of documents: text files of sections, each a list of alternatives, one a line.

    :: opening                          WORDS = Words("agreements/loans")
    This {title} is dated {date}.       WORDS.lines("opening")
    Made on {date} between {A} and {B}.

A wording chooses with `[this|that]` and names facts as `{date}`. Within a section, `#` begins a
clause with its headings, ` => ` divides the cells of a row, an empty line divides groups. A line in
double quotes stands for what is between them, `⏎` for the end of a line.
"""

from __future__ import annotations

from ast import literal_eval
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeVar, get_type_hints

T = TypeVar("T")
FOLDER = Path(__file__).parent / "words"
Lines = tuple[str, ...]
Rows = tuple[tuple[str, str], ...]
Terms = tuple[tuple[str, Lines], ...]
"""Clauses, each with the one heading that it has."""


class Picker(Protocol):
    """Draws one of several wordings and fills its slots, as a draft does."""

    def pick(self, templates: Sequence[str]) -> str: ...


@dataclass(frozen=True, slots=True)
class Topic:
    """A clause in several wordings; a writer picks one of each."""

    headings: Lines
    wordings: Lines

    def write(self, draft: Picker, more: Lines = ()) -> tuple[str, str]:
        """A heading and a wording, which may be one of `more`."""
        wordings = (*self.wordings, *more)
        return draft.pick(self.headings), draft.pick(wordings)


class Words:
    """The sections of a file of words."""

    def __init__(self, name: str) -> None:
        self._sections: dict[str, list[str]] = {}
        lines: list[str] = []
        for line in (FOLDER / f"{name}.txt").read_bytes().decode().split("\n"):
            if line.startswith(":: "):
                lines = self._sections.setdefault(line[3:], [])
            else:
                lines.append(line)

    @property
    def sections(self) -> Lines:
        return tuple(self._sections)

    def lines(self, name: str) -> Lines:
        return tuple(_unquoted(line) for line in self._sections[name] if line)

    __getitem__ = lines

    def rows(self, name: str) -> tuple[Any, ...]:
        return tuple(
            tuple(map(_unquoted, line.split(" => "))) for line in self._sections[name] if line
        )

    def line(self, name: str) -> str:
        (line,) = self.lines(name)
        return line

    def pairs(self, name: str) -> dict[str, str]:
        """Rows of two cells, the second by the first."""
        return dict(self.rows(name))

    def groups(self, name: str) -> tuple[Lines, ...]:
        return tuple(
            tuple(map(_unquoted, group))
            for has_words, group in groupby(self._sections[name], key=bool)
            if has_words
        )

    def topics(self, name: str) -> tuple[Topic, ...]:
        topics: list[Topic] = []
        for line in self._sections[name]:
            if line.startswith("# "):
                topics.append(Topic(tuple(line[2:].split(" | ")), ()))
            elif line:
                last = topics.pop()
                topics.append(Topic(last.headings, (*last.wordings, _unquoted(line))))
        return tuple(topics)

    def topic(self, name: str) -> Topic:
        (topic,) = self.topics(name)
        return topic

    def terms(self, name: str) -> Terms:
        return tuple((topic.headings[0], topic.wordings) for topic in self.topics(name))

    def table(self, name: str) -> Mapping[str, Lines]:
        """The sections `name.KEY` by their keys."""
        return {
            section.removeprefix(f"{name}."): self.lines(section)
            for section in self._sections
            if section.startswith(f"{name}.")
        }

    def record(self, kind: type[T], name: str) -> T:
        """A dataclass of words: `field = value` in the section itself, the rest in `name.FIELD`."""
        values: dict[str, Any] = {}
        hints = get_type_hints(kind)
        scalars = dict(line.split(" = ", 1) for line in self._sections.get(name, ()) if line)
        for field in fields(kind):  # type: ignore[arg-type]
            if field.name in scalars:
                text = scalars[field.name]
                values[field.name] = text if hints[field.name] is str else literal_eval(text)
            elif f"{name}.{field.name}" in self._sections:
                read = _READERS[hints[field.name]]
                values[field.name] = read(self, f"{name}.{field.name}")
        return kind(**values)

    def records(self, kind: type[T], name: str) -> tuple[T, ...]:
        """The records `name.1`, `name.2` and so on."""
        count = 1
        while any(section.startswith(f"{name}.{count}") for section in self._sections):
            count += 1
        return tuple(self.record(kind, f"{name}.{place}") for place in range(1, count))


_READERS = {
    Lines: Words.lines,
    Rows: Words.rows,
    tuple[Lines, ...]: Words.groups,
    Topic: Words.topic,
    tuple[Topic, ...]: Words.topics,
    Terms: Words.terms,
}


def _unquoted(line: str) -> str:
    if len(line) > 1 and line[0] == line[-1] == '"':
        line = line[1:-1]
    return line.replace("⏎", "\n")


def joined(lines: Sequence[str]) -> str:
    """Alternatives as a choice within brackets has them."""
    return "|".join(lines)
