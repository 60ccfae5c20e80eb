"""Answers to audit queries as of a day: which documents, what they said, and who said so.

AuditQuery --read as of the day--> nodes --the log of the index--> PastDocument
                                             history, findings --> decisions      --> Answer
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from enricher.audit.queries import AuditQuery
from enricher.errors import InputError
from enricher.ledger.days import end_of
from enricher.ledger.snapshots import AUDIT_ATTRIBUTES, LoggedValue, PastDocument, PastFinding
from enricher.policies.finding_log import Decision
from enricher.query.index import SearchIndex
from enricher.query.nodes import ATTRIBUTES, And, Condition, Node, Not, Or, SearchRequest, Words
from enricher.query.parties import ask_for_shown
from enricher.schema import EntitySchema


@dataclass(frozen=True, slots=True)
class Answer:
    """What an audit query found.

    Attributes:
        day: as of which.
        moment: the end of that day, or now.
        since: from when on such questions can be answered.
        asked: categories and attributes that the question names.
        documents: by their places.
        decisions: the last about each finding until then, by its id.
    """

    query: AuditQuery
    day: date
    moment: datetime
    since: datetime
    asked: tuple[str, ...]
    documents: tuple[PastDocument, ...]
    decisions: Mapping[int, Decision]

    @property
    def total(self) -> int:
        return len(self.documents)

    def values_of(self, document: PastDocument) -> dict[str, tuple[LoggedValue, ...]]:
        """The values of a document that the question is about; all where it is about none."""
        fields = document.entry.fields
        named = {name: fields[name] for name in self.asked if name in fields}
        about = [name for name in self.asked if name not in (*ATTRIBUTES, *AUDIT_ATTRIBUTES)]
        return named if about else dict(fields)

    def decision_of(self, finding: PastFinding) -> Decision | None:
        """What people decided about a finding and what still stood."""
        decision = self.decisions.get(finding.id)
        return decision if decision and finding.state == "accepted" else None


class IndexLog(Protocol):
    """What the index said of documents."""

    def since(self) -> datetime:
        """From when on the log is whole."""

    def find(
        self, node: Node | None, categories: Collection[str], before: datetime | None = None
    ) -> Iterator[PastDocument]:
        """The documents that met a search just before a moment, or that meet it, by id.

        Args:
            categories: of the schemas.

        Raises:
            QueryError: words are asked for.
        """

    def shown_party(self, key: str, before: datetime) -> str | None:
        """The name that was shown for a party's key, None where nobody had it."""


class Answers:
    """Answers audit queries.

    Args:
        decisions: all until a moment, the first one first.
        shown_party: the name that is shown for a party's key; None where no document has it.
        schema: the categories of all that reads documents.
    """

    def __init__(
        self,
        log: IndexLog,
        decisions: Callable[[datetime], Sequence[Decision]],
        shown_party: Callable[[str], str | None],
        index: SearchIndex,
        schema: Callable[[], EntitySchema],
    ) -> None:
        self._log = log
        self._decisions = decisions
        self._shown_party = shown_party
        self._index = index
        self._schema = schema

    def on(self, query: AuditQuery, day: date | None, now: datetime) -> Answer:
        """Ask as of the end of a day; None, and the present day, is as of now.

        Args:
            now: with the zone in which days begin.

        Raises:
            InputError: the day is still to come, or was over before the log began.
            QueryError: the question cannot be read, or asks for words of a past day.
            UnavailableError: words are asked for, and the index does not answer.
        """
        if day is not None and day > now.date():
            raise InputError(f"{day} is in the future; use {now.date()} or before")
        if day is None or day == now.date():
            return self.at(query, now, is_past=False)
        return self.at(query, end_of(day), is_past=True)

    def at(self, query: AuditQuery, moment: datetime, *, is_past: bool) -> Answer:
        """Ask as of a moment; what `on` does of the end of a day, and raises what it raises."""
        since = self._log.since()
        day = (moment - timedelta(microseconds=1)).date() if is_past else moment.date()
        if is_past and moment <= since:
            local = since.astimezone()
            raise InputError(
                f"the history begins on {local:%Y-%m-%d %H:%M}, after {day};"
                f" use {local:%Y-%m-%d} or later"
            )
        categories = {one.name: one.type for one in self._schema().categories}
        words, conditions = query.read(categories, day)
        asked = tuple(dict.fromkeys([*_names(words), *_names(conditions)]))
        before = moment if is_past else None

        def shown(key: str) -> str | None:
            return self._shown_party(key) if before is None else self._log.shown_party(key, before)

        nodes = [ask_for_shown(node, categories, shown) for node in (words, conditions) if node]
        among: set[str] | None = None
        if not is_past and words is not None and _has_words(words):
            among = {hit.id for hit in self._index.scan(SearchRequest(where=nodes.pop(0)))}
        node = And(tuple(nodes)) if nodes else None
        found = [
            one
            for one in self._log.find(node, categories, before)
            if among is None or one.id in among
        ]
        found.sort(key=lambda one: (one.entry.paths, one.id))
        decisions = {one.finding: one for one in self._decisions(moment)}
        return Answer(query, day, moment, since, asked, tuple(found), decisions)


def _names(node: Node | None) -> list[str]:
    match node:
        case Condition():
            return [node.category]
        case Not():
            return _names(node.node)
        case And() | Or():
            return [name for one in node.nodes for name in _names(one)]
        case _:
            return []


def _has_words(node: Node) -> bool:
    match node:
        case Words():
            return True
        case Not():
            return _has_words(node.node)
        case And() | Or():
            return any(map(_has_words, node.nodes))
        case _:
            return False
