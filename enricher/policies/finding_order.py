"""The order in which findings are listed: by the columns of their table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from enricher.errors import InputError


class FindingColumn(StrEnum):
    """What findings can be sorted by."""

    SEVERITY = "severity"
    POLICY = "policy"
    DOCUMENT = "document"
    PARTY = "party"
    COLLECTION = "collection"
    AGE = "age"
    STATE = "state"
    UNTIL = "until"
    ASSIGNEE = "assignee"


@dataclass(frozen=True, slots=True)
class FindingOrder:
    """The worst first by default; findings that have nothing in the column come last either way.

    Attributes:
        is_descending: turned round: the least severe first, the oldest first.
    """

    column: FindingColumn = FindingColumn.SEVERITY
    is_descending: bool = False

    def __str__(self) -> str:
        return f"{self.column.value}:{'desc' if self.is_descending else 'asc'}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `party`, `party:asc` or `party:desc`; nothing is the worst first.

        Raises:
            InputError: there is no such column or direction.
        """
        name, _, direction = text.partition(":")
        columns = [one.value for one in FindingColumn]
        if name not in ("", *columns) or direction not in ("", "asc", "desc"):
            raise InputError(
                f"findings cannot be sorted by {text!r}; write one of {', '.join(columns)},"
                " with :desc for the other way round"
            )
        return cls(FindingColumn(name or "severity"), direction == "desc")


WORST_FIRST = FindingOrder()
