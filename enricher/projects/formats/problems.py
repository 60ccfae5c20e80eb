"""What is wrong with a file of labels, collected until all of it is known, with its places."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from enricher.errors import LabelError, Problem
from enricher.projects.formats.json_places import JsonPath, lines_of

MOST_PROBLEMS = 50
"""As many as Azure lists; more are counted."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a 1-based line, or a path into the JSON of the file."""

    line: int | None = None
    path: JsonPath | None = None
    file: Path | None = None
    """Where it is not the file that is read: BRAT has many."""

    def at(self, *steps: str | int) -> Place:
        """A place further in; a line stays itself."""
        return self if self.path is None else replace(self, path=(*self.path, *steps))


class Problems:
    """Faults and warnings of one file; lines of JSON are looked up when somebody asks.

    Attributes:
        json: the text of a JSON file, for the lines of paths.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.json = ""
        self._faults = _List()
        self._misnamed = _List()
        self._warnings = _List()

    def add(self, message: str, place: Place | None = None, code: str = "InvalidLabels") -> None:
        self._faults.add(message, place, code)

    def misname(self, message: str, place: Place | None = None) -> None:
        """A category has a name that it cannot keep: a fault, unless it gets another."""
        self._misnamed.add(message, place, "InvalidCategoryName")

    def warn(self, message: str, place: Place | None = None, code: str = "Warning") -> None:
        self._warnings.add(message, place, code)

    def __bool__(self) -> bool:
        return bool(self._faults.first)

    @property
    def full(self) -> bool:
        return len(self._faults.first) >= MOST_PROBLEMS

    @property
    def misnamed(self) -> tuple[Problem, ...]:
        return self._problems(self._misnamed)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        found = self._problems(self._warnings)
        if more := self._warnings.more:
            found = (*found, Problem(str(self.path), f"and {more} more warnings", code="Warning"))
        return found

    def error(self) -> LabelError:
        """All that is wrong, to be raised."""
        problems = (*self.misnamed, *self._problems(self._faults))[:MOST_PROBLEMS]
        lines = [str(problem) for problem in problems]
        found = (self._faults, self._misnamed)
        if more := sum(len(one.first) + one.more for one in found) - len(problems):
            lines.append(f"and {more} more")
        return LabelError("\n".join(lines), problems)

    def check(self) -> None:
        """Go on only with a file that is right.

        Raises:
            LabelError: it is not.
        """
        if self:
            raise self.error()

    def _problems(self, found: _List) -> tuple[Problem, ...]:
        paths = {place.path for _, place, _ in found.first if place.path is not None}
        lines = lines_of(self.json, paths) if paths and self.json else {}
        problems = []
        for message, place, code in found.first:
            line, target = place.line, ""
            if place.path is not None:
                line, target = lines.get(place.path, place.line), _target(place.path)
            file = str(place.file or self.path)
            problems.append(Problem(file, message, line, code, target))
        return tuple(problems)


class _List:
    def __init__(self) -> None:
        self.first: list[tuple[str, Place, str]] = []
        self.more = 0

    def add(self, message: str, place: Place | None, code: str) -> None:
        if len(self.first) < MOST_PROBLEMS:
            self.first.append((message, place or Place(), code))
        else:
            self.more += 1


def _target(path: JsonPath) -> str:
    """A path as Azure writes it: `assets.documents[4].location`."""
    return "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in path
    ).removeprefix(".")
