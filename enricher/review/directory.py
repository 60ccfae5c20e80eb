"""The directory of parties: all of them with what they come to, and everything about one of them.

names --sort, page--> parties --sum_up--> PartyLine
name  --> PartyReport: writings, exposures and their documents, dates, open findings; what may be the same
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol, get_args

from enricher.errors import InputError
from enricher.policies.findings import Finding, FindingFilter, FindingPage, State
from enricher.review.merges import Parties, Suggestion
from enricher.search.exposures import Exposure
from enricher.search.profiles import NearDate, Profile, StatedAmount
from enricher.values.names.identities import Party

Order = Literal["documents", "name", "findings"]
ORDERS: tuple[Order, ...] = get_args(Order)

_MOST_STATED = 5  # documents of each exposure; a search has them all
_MOST_DATES = 20
_MOST_FINDINGS = 20


class SumsUp(Protocol):
    """What documents come to, by the name that a party is shown under."""

    def sum_up(self, name: str) -> Profile: ...

    def stated(self, name: str, exposure: Exposure, size: int) -> Sequence[StatedAmount]:
        """The documents that make up an exposure, those with the largest amounts first."""

    def near_dates(self, name: str, today: date, size: int) -> Sequence[NearDate]:
        """The next dates of the party's documents, the first one first."""


class OpenFindings(Protocol):
    def page(self, asked: FindingFilter, size: int, offset: int = 0) -> FindingPage: ...


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party in the list; `findings` are open ones in its documents."""

    party: Party
    profile: Profile
    findings: int


@dataclass(frozen=True, slots=True)
class PartyPage:
    """Some of the parties that were asked for; `total` are there."""

    total: int
    lines: tuple[PartyLine, ...]


@dataclass(frozen=True, slots=True)
class StatedExposure:
    """An exposure, and the documents of it with the largest amounts."""

    exposure: Exposure
    stated: tuple[StatedAmount, ...]


@dataclass(frozen=True, slots=True)
class PartyReport:
    """Everything about a party.

    Attributes:
        total_findings: open ones in its documents; `findings` are the worst of them.
        dates: today or later.
    """

    party: Party
    profile: Profile
    exposures: tuple[StatedExposure, ...]
    dates: tuple[NearDate, ...]
    findings: tuple[Finding, ...]
    total_findings: int


class PartyDirectory:
    """Lists parties with what their documents come to.

    Args:
        open_by_party: of parties by the name they are shown under, how many findings are open in their
            documents; those without any are left out.
    """

    def __init__(
        self,
        parties: Parties,
        profiles: SumsUp,
        findings: OpenFindings,
        open_by_party: Callable[[], Mapping[str, int]],
    ) -> None:
        self._parties = parties
        self._profiles = profiles
        self._findings = findings
        self._open_by_party = open_by_party

    def page(
        self, text: str = "", *, order: Order = "documents", size: int = 25, offset: int = 0
    ) -> PartyPage:
        """Parties with a text in a name.

        Args:
            order: most documents or most open findings first, or by name.

        Raises:
            InputError: there is no such order.
            UnavailableError: the index does not answer.
        """
        if order not in ORDERS:
            raise InputError(f"there is no order {order!r}; there are: {', '.join(ORDERS)}")
        counts = self._open_by_party()
        found = list(self._parties.list(text))
        if order == "name":
            found.sort(key=lambda one: (one.name.casefold(), one.name))
        elif order == "findings":
            found.sort(key=lambda one: -counts.get(one.name, 0))
        lines = (
            PartyLine(one, self._profiles.sum_up(one.name), counts.get(one.name, 0))
            for one in found[offset : offset + size]
        )
        return PartyPage(len(found), tuple(lines))

    def show(self, name: str, today: date) -> PartyReport:
        """Everything about the party that has a name, in whatever spelling.

        Raises:
            NotFoundError: no document has this party.
            UnavailableError: the index does not answer.
        """
        party = self._parties.find(name)
        profile = self._profiles.sum_up(party.name)
        asked = FindingFilter(states=(State.OPEN,), parties=(party.name,))
        findings = self._findings.page(asked, _MOST_FINDINGS)
        return PartyReport(
            party,
            profile,
            tuple(self._with_documents(party.name, profile.exposures)),
            tuple(self._profiles.near_dates(party.name, today, _MOST_DATES)),
            findings.findings,
            findings.total,
        )

    def suggestions(self, name: str, size: int) -> Sequence[Suggestion]:
        """Pairs of this party with others that may be the same, the likeliest first."""
        return self._parties.suggest(name, size)

    def _with_documents(self, name: str, exposures: Sequence[Exposure]) -> Iterator[StatedExposure]:
        for one in exposures:
            yield StatedExposure(one, tuple(self._profiles.stated(name, one, _MOST_STATED)))
