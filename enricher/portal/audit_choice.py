"""What the address of the page Audit asks for: filters, order, cards or a table, and which page of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from pydantic import AfterValidator

from enricher.api.numbers import PageNumber
from enricher.errors import InputError
from enricher.ledger.days import midnight
from enricher.policies.finding_order import FindingOrder
from enricher.policies.findings import FindingFilter, State
from enricher.policies.severity import Severity

ROWS = 25
TABLE_ROWS = 50
_TABLE = "table"
VIEWS = ("cards", _TABLE)
_FILTERS = (
    "policy",
    "severity",
    "kind",
    "document",
    "since",
    "before",
    "party",
    "collection",
    "assignee",
    "path",
    "text",
)
"""Of the address of the page, beside the state, which is open where it says none."""
KINDS = (("", "all"), ("finding", "findings"), ("review", "to review"), ("undecided", "undecided"))

_StateName = Annotated[str, AfterValidator(lambda name: name or State.OPEN.value)]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address of the page asks for."""

    policy: str = ""
    severity: str = ""
    state: _StateName = State.OPEN.value
    kind: str = ""
    document: str = ""
    since: str = ""
    before: str = ""
    party: str = ""
    collection: str = ""
    assignee: str = ""
    path: str = ""
    text: str = ""
    sort: str = ""
    view: str = ""
    number: PageNumber = 1

    @property
    def is_table(self) -> bool:
        return self.view == _TABLE and self.kind != "undecided"

    @property
    def rows(self) -> int:
        return TABLE_ROWS if self.is_table else ROWS

    @property
    def order(self) -> FindingOrder:
        """Raises InputError when there is none such."""
        return FindingOrder.read(self.sort)

    @property
    def is_whole(self) -> bool:
        asked = (getattr(self, name) for name in _FILTERS)
        return not any(asked) and self.state == State.OPEN.value

    def filter(self, named: Callable[[str], str]) -> FindingFilter:
        """What it asks for.

        Args:
            named: the user whom the name of an assignee means.

        Raises:
            InputError: there is no such severity, state, kind or day.
        """
        for name, value, known in (
            ("severity", self.severity, ["", *(one.value for one in Severity)]),
            ("state", self.state, ["all", *(one.value for one in State)]),
            ("kind", self.kind, [value for value, _ in KINDS]),
        ):
            if value not in known:
                raise InputError(f"there is no {name} {value!r}; choose one from the list")
        return FindingFilter(
            policies=(self.policy,) if self.policy else (),
            severities=(self.severity,) if self.severity else (),
            states=() if self.state == "all" else (self.state,),
            documents=(self.document,) if self.document else (),
            kinds=(self.kind,) if self.kind in ("finding", "review") else (),
            since=midnight(read_day(self.since)),
            before=midnight(read_day(self.before)),
            parties=(self.party,) if self.party else (),
            collections=(self.collection,) if self.collection else (),
            path=self.path.strip(),
            words=tuple(self.text.split()),
            order=self.order,
            assignees=(named(self.assignee),) if self.assignee else (),
        )

    def address(self, **others: str | int) -> str:
        """The query of this page with some of it changed."""
        state = "" if self.state == State.OPEN.value else self.state
        return self._query(**{"state": state, "sort": self.sort, "view": self.view} | others)

    def exported(self) -> str:
        """The query of the API for the same findings."""
        return self._query(
            state="" if self.state == "all" else self.state,
            kind="" if self.kind == "undecided" else self.kind,
            sort=self.sort,
        )

    def reported(self) -> list[tuple[str, str]]:
        """What a report of a period is narrowed to: the period says when findings opened."""
        names = (name for name in _FILTERS if name not in ("since", "before"))
        pairs = ((name, getattr(self, name)) for name in names)
        return [(name, value) for name, value in pairs if value and value != "undecided"]

    def _query(self, **others: str | int) -> str:
        values = {name: getattr(self, name) for name in _FILTERS} | others
        return urlencode({name: value for name, value in values.items() if value})


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"{text!r} is not a date; write it as 2026-01-31") from error
