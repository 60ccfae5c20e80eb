"""Findings for people: looked for, listed with why some stay as they are, accepted and reopened.

number, reason, until --accept--> ledger (who, when) --write_out--> index: policy, severity
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from typing import Protocol

from enricher.audit.guard import PolicyGuard
from enricher.errors import InputError, NotFoundError
from enricher.ledger.days import local_time
from enricher.policies.finding_log import Decision, Step
from enricher.policies.findings import (
    Acceptance,
    Decided,
    Finding,
    FindingFilter,
    FindingPage,
    State,
    Surroundings,
    Undecided,
)

_MOST_CHARACTERS = 2_000  # of a reason
_AT_ONCE = 1_000
_ALL = 1_000_000  # policies that could not say anything, of as many documents as are marked at once


class FindingStore(Protocol):
    """Findings, and what people decide about them."""

    def page(self, asked: FindingFilter, size: int, offset: int) -> FindingPage: ...

    def get(self, number: int) -> Finding:
        """Raises NotFoundError when there is none."""

    def numbers(self, asked: FindingFilter) -> list[int]:
        """Of all that are asked for, in their order."""

    def some(self, numbers: Sequence[int]) -> list[Finding]:
        """Those of the numbers that are there, in the order of these."""

    def surroundings(self, documents: Sequence[str]) -> Mapping[str, Surroundings]:
        """Of those that are there, by id."""

    def undecided(self, asked: FindingFilter, size: int, offset: int = 0) -> list[Undecided]:
        """What policies cannot say anything of; states, severities and kinds make no difference."""

    def accept(self, number: int, acceptance: Acceptance) -> object:
        """Raises NotFoundError when there is none, ConflictError when it is resolved."""

    def reopen(self, number: int, who: str, at: datetime) -> object:
        """Raises NotFoundError when there is none, ConflictError when it is not accepted."""

    def accept_open(self, numbers: Sequence[int], acceptance: Acceptance) -> list[int]:
        """Those that were open, at once; others stay as they are."""

    def reopen_accepted(self, numbers: Sequence[int], who: str, at: datetime) -> list[int]:
        """Those that were accepted, at once; others stay as they are."""


class Unanswered(Protocol):
    """Of what policies have no answer."""

    def unread(self, documents: Sequence[str]) -> Mapping[str, str]:
        """Why some of these documents cannot be read, by id; the others are left out."""

    def stopped(self) -> Mapping[tuple[str, str], int]:
        """By project and policy, for how many documents it was stopped."""


@dataclass(frozen=True, slots=True)
class Places:
    """What findings can be narrowed to beside policies and documents.

    Attributes:
        party: the name that the party of a name is shown under; None where there is none.
        collections: the names of all.
    """

    party: Callable[[str], str | None]
    collections: Callable[[], Sequence[str]]


class FindingService:
    """What people ask of findings, and decide about them.

    Args:
        story: all steps of a finding of a document, and what people decided about it, in order.
        ids_from: some of the ids of documents that begin so.
        write_out: returns once the index shows what was decided.
        places: what findings can be narrowed to.
    """

    def __init__(
        self,
        findings: FindingStore,
        story: Callable[[int, str], tuple[list[Step], list[Decision]]],
        unanswered: Unanswered,
        guard: PolicyGuard,
        ids_from: Callable[[str], list[str]],
        write_out: Callable[[], object],
        places: Places,
    ) -> None:
        self._findings = findings
        self._story = story
        self._unanswered = unanswered
        self._guard = guard
        self._ids_from = ids_from
        self._write_out = write_out
        self._places = places

    def page(self, asked: FindingFilter, size: int, offset: int = 0) -> FindingPage:
        found = self._findings.page(asked, size, offset)
        return replace(found, findings=tuple(self._marked(found.findings)))

    def get(self, number: int) -> Finding:
        """Raises NotFoundError when there is none."""
        (finding,) = self._marked([self._findings.get(number)])
        return finding

    def all(self, asked: FindingFilter) -> Iterator[Finding]:
        """Every finding once, in the order that is asked for."""
        numbers = self._findings.numbers(asked)
        for start in range(0, len(numbers), _AT_ONCE):
            yield from self._marked(self._findings.some(numbers[start : start + _AT_ONCE]))

    def undecided(self, asked: FindingFilter, size: int, offset: int = 0) -> list[Undecided]:
        """What policies cannot say anything of; states, severities and kinds make no difference."""
        return self._findings.undecided(asked, size, offset)

    def stopped(self) -> Mapping[tuple[str, str], int]:
        """By project and policy, for how many documents it was stopped."""
        return self._unanswered.stopped()

    def story(self, finding: Finding) -> tuple[list[Step], list[Decision]]:
        """All steps of a finding, and what people decided about it, in order."""
        return self._story(finding.id, finding.document)

    def known(self, asked: FindingFilter) -> FindingFilter:
        """The same, with parties by the names that are shown for them.

        A mistyped name is refused, not answered with none.

        Raises:
            NotFoundError: a policy, document, project, party or collection neither is there nor has a
                finding.
        """
        parties = {one: self._places.party(one) for one in asked.parties}
        for party, shown in parties.items():
            if shown is None:
                raise NotFoundError(
                    f"no document has a party {party!r}; `enricher parties list` shows all"
                )
        for collection in asked.collections:
            if collection not in self._places.collections():
                names = ", ".join(self._places.collections())
                raise NotFoundError(f"there is no collection {collection!r}; there are: {names}")
        if asked.project is not None and not self._has(FindingFilter(project=asked.project)):
            self._guard.check_project(asked.project)
        for policy in asked.policies:
            if not self._has(FindingFilter(policies=(policy,))):
                _refuse_policy(policy, self._guard.ids())
        for document in asked.documents:
            is_known = document and document in self._ids_from(document)
            if not is_known and not self._has(FindingFilter(documents=(document,))):
                raise NotFoundError(
                    f"there is no document {document!r}; `enricher search` lists the documents"
                )
        return replace(asked, parties=tuple(shown for shown in parties.values() if shown))

    def accept(self, number: int, reason: str, who: str, until: date | None = None) -> Finding:
        """Say that a finding is to stay, and why; it counts as open no more.

        It stands until its facts change, its condition does, or the day is over; a new version of
        the document with the same values makes no difference. Accepting again replaces reason and
        day.

        Args:
            until: the last day on which that holds; None is for good.

        Raises:
            NotFoundError: there is no such finding.
            ConflictError: it is resolved.
            InputError: there is no reason, it is very long, or the day is over.
            UnavailableError: the index does not answer; it is kept all the same.
        """
        self._findings.accept(number, _acceptance(f"finding {number}", reason, who, until))
        self._write_out()
        return self.get(number)

    def accept_all(
        self, numbers: Sequence[int], reason: str, who: str, until: date | None = None
    ) -> Decided:
        """Accept all of these findings that are open, for one reason, or none of them.

        Those that are not open any more are passed over: somebody or something was faster.

        Raises what `accept` raises for a reason or a day.
        """
        acceptance = _acceptance("these findings", reason, who, until)
        return self._decided(numbers, self._findings.accept_open(numbers, acceptance))

    def reopen_all(self, numbers: Sequence[int], who: str) -> Decided:
        """Take all acceptances of these findings back; those that are not accepted are passed over."""
        return self._decided(numbers, self._findings.reopen_accepted(numbers, who, local_time()))

    def numbers(self, asked: FindingFilter) -> list[int]:
        """Of all that are asked for, in their order."""
        return self._findings.numbers(asked)

    def reopen(self, number: int, who: str) -> Finding:
        """Take an acceptance back; the finding is open again.

        Raises:
            NotFoundError: there is no such finding.
            ConflictError: it is not accepted.
            UnavailableError: the index does not answer; it is open all the same.
        """
        self._findings.reopen(number, who, local_time())
        self._write_out()
        return self.get(number)

    def _decided(self, numbers: Sequence[int], decided: Sequence[int]) -> Decided:
        self._write_out()
        others = [one for one in dict.fromkeys(numbers) if one not in set(decided)]
        states = {one.id: f"is {one.state.value}" for one in self._findings.some(others)}
        return Decided(
            tuple(decided), {one: states.get(one, "there is no such finding") for one in others}
        )

    def _has(self, asked: FindingFilter) -> bool:
        return bool(self._findings.page(asked, 0, 0).total)

    def _marked(self, findings: Iterable[Finding]) -> list[Finding]:
        """Findings with what surrounds them, and the reason for those that stay as they are.

        Their documents cannot be read, or their policies are not asked, or were stopped there.
        """
        findings = list(findings)
        broken = {
            (project, id): policies.problems_of(id)[0].message
            for project, policies in self._guard.all().items()
            for id in policies.broken
        }
        documents = list({one.document for one in findings})
        unread = self._unanswered.unread(documents)
        around = self._findings.surroundings(documents)
        stopped: dict[tuple[str, str, str], str] = {}
        if self._unanswered.stopped():
            asked = FindingFilter(documents=tuple(documents))
            stopped = {
                (one.project, one.policy, one.document): one.reason
                for one in self._findings.undecided(asked, _ALL)
                if one.stopped
            }

        def why_not(one: Finding) -> str:
            if one.state is State.RESOLVED:
                return ""
            if one.document in unread:
                return f"the document can no longer be read: {unread[one.document]}"
            which = one.project, one.policy
            return broken.get(which) or stopped.get((*which, one.document), "")

        def marked(one: Finding) -> Finding:
            of = around.get(one.document, Surroundings())
            return replace(
                one, not_asked=why_not(one), parties=of.parties, collections=of.collections
            )

        return [marked(one) for one in findings]


def _acceptance(what: str, reason: str, who: str, until: date | None) -> Acceptance:
    """Raises InputError: there is no reason, it is very long, or the day is over."""
    reason = " ".join(reason.split())
    now = local_time()
    if not reason:
        raise InputError(f"{what}: the reason is empty; say why you accept")
    if len(reason) > _MOST_CHARACTERS:
        raise InputError(
            f"{what}: the reason has {len(reason):,} characters;"
            f" at most {_MOST_CHARACTERS:,} are allowed"
        )
    if until is not None and until < now.date():
        raise InputError(f"{what}: {until} is over; give a day in the future")
    return Acceptance(reason, who, now, until)


def _refuse_policy(policy: str, known: set[str]) -> None:
    if policy in known:
        return
    near = get_close_matches(policy, sorted(known), 3)
    what = "similar names:" if near else "there are"
    raise NotFoundError(
        f"there is no policy {policy!r}; {what} {', '.join(near or sorted(known)) or 'none'}"
    )
