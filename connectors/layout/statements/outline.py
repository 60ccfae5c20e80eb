"""A document by its lines, and the accounts in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from connectors.layout.cells import Content
from connectors.layout.statements.facts import Around, Fact
from connectors.layout.statements.headings import Heading
from connectors.layout.statements.roles import Reading
from connectors.layout.statements.years import Calendar


@dataclass(frozen=True, slots=True)
class Account:
    """An account and its movements, as far as they were found.

    Attributes:
        start, end: the numbers of its first line, and of that behind its last.
        days: one for each row of the reading.
    """

    start: int
    end: int
    reading: Reading
    days: tuple[date | None, ...]
    account: Fact | None
    iban: Fact | None
    heading: Heading | None


@dataclass(slots=True)
class Outline:
    """A document by its lines.

    Attributes:
        headings: by the numbers of their lines.
        is_of_many: whether there may be several accounts.
    """

    contents: Sequence[Content]
    headings: dict[int, Heading]
    heading_lines: frozenset[int]
    around: Around
    is_card: bool
    first_row: int = 0
    is_of_many: bool = False
    accounts: list[Account] = field(default_factory=list)
    calendar: Calendar = field(default_factory=Calendar)
