"""What an import of a register did: per column how many values were found, and which were not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enricher.projects.label_files import Imported


@dataclass(frozen=True, slots=True)
class NotFound:
    """A value that got no label, and why."""

    file: str
    row: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnReport:
    """A column: how many values its cells have, in how many of them one finds a place."""

    heading: str
    category: str
    values: int
    labels: int
    not_found: tuple[NotFound, ...]

    @property
    def found(self) -> int:
        return self.values - len(self.not_found)


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A document of the register that was left out: its rows, and why."""

    file: str
    rows: tuple[int, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RegisterImported:
    """What an import of a register did; see `enricher.projects.label_files.Imported`.

    Attributes:
        unused: headings of columns that no category has.
        left_out: documents without labels from here, as file not found or no text in it.
    """

    imported: Imported
    columns: tuple[ColumnReport, ...]
    unused: tuple[str, ...]
    left_out: tuple[MissingFile, ...]

    @property
    def values(self) -> int:
        return sum(column.values for column in self.columns)

    @property
    def found(self) -> int:
        return sum(column.found for column in self.columns)

    @property
    def not_found(self) -> Sequence[NotFound]:
        return [one for column in self.columns for one in column.not_found]
