"""Parties for people: list them, propose which may be one, merge and split them.

    names --find--> keys --decide--> ledger (who, when) --write_out--> index

What a person decides is in the ledger first. When a function returns, the index has it as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from enricher.errors import InputError, NotFoundError
from enricher.values.names.identities import Decision, Party, read_name
from enricher.values.names.pairs import nearest, propose

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two parties that may be one, how near they are, and what tells them apart."""

    parties: tuple[Party, Party]
    score: float
    reason: str


class Names(Protocol):
    """The names of parties in all documents; a key is what writings of one have in common."""

    def all(self) -> Sequence[Party]: ...

    def keys(self) -> Mapping[str, str]: ...

    def shown(self, key: str) -> str | None: ...

    def named(self, shown: str) -> Party: ...


class Decisions(Protocol):
    """What people said of parties, kept for good."""

    def merge(self, names: Mapping[str, str], shown: str | None, who: str) -> str: ...

    def split(self, names: Mapping[str, str], who: str) -> Sequence[str]: ...

    def apart(self) -> Collection[tuple[str, str]]: ...

    def log(self) -> Sequence[Decision]: ...


@dataclass(frozen=True, slots=True)
class Parties:
    """Lists parties, and makes one of several.

    Attributes:
        publish: returns when searches show what is in the ledger.
    """

    names: Names
    decisions: Decisions
    publish: Callable[[], object]

    def list(self, text: str = "", *, merged: bool = False) -> Sequence[Party]:
        """The parties of all documents, those of most documents first.

        Args:
            text: only those with a name that contains it, without regard to case.
            merged: only those that people merged.
        """
        wanted = text.casefold()
        return [
            party
            for party in self.names.all()
            if (party.merged or not merged)
            and any(
                wanted in name.casefold() for name in (party.name, *(n.name for n in party.names))
            )
        ]

    def find(self, name: str) -> Party:
        """The party that has a name, in whatever spelling.

        Raises:
            NotFoundError: no document has this party.
        """
        shown = self.names.shown(self._known_key(name)[1])
        assert shown is not None  # its key is known
        return self.names.named(shown)

    def suggest(self, name: str = "", size: int = 20) -> Sequence[Suggestion]:
        """Pairs of parties that may be one, the likeliest first; none that people said are two.

        Args:
            name: only pairs with this party.

        Raises:
            NotFoundError: no document has this party.
        """
        only = self.names.shown(self._known_key(name)[1]) if name else None
        pairs = [
            pair
            for pair in propose(self.names.keys(), self.decisions.apart())
            if only is None or only in pair.names
        ]
        return [
            Suggestion(
                (self.names.named(pair.names[0]), self.names.named(pair.names[1])),
                pair.score,
                pair.reason,
            )
            for pair in pairs[:size]
        ]

    def merge(self, names: Sequence[str], who: str, into: str | None = None) -> Party:
        """Make one party of those that have these names, whichever of their writings is given.

        Args:
            who: decides, for the log.
            into: what it is shown as; left out: as the party that most documents have.

        Raises:
            NotFoundError: no document has a party of such a name.
            InputError: only one name is given.
            UnavailableError: the index does not answer; the merge is kept.
        """
        known = dict(self._known_key(name) for name in (*names, *([into] if into else ())))
        if len(names) + (into is not None) < 2:
            raise InputError("a merge needs two names, or a name and --into")
        shown = self._known_key(into)[0] if into else None
        merged = self.decisions.merge(known, shown, who)
        self.publish()
        return self.names.named(merged)

    def split(self, names: Sequence[str], who: str) -> Sequence[Party]:
        """Take a merge apart, or a name out of it; or say of several names that they are not one.

        Raises:
            NotFoundError: no document has a party of such a name.
            InputError: the one name is not merged.
            UnavailableError: the index does not answer; the decision is kept.
        """
        known = dict(self._known_key(name) for name in names)
        shown = self.decisions.split(known, who)
        self.publish()
        return [self.names.named(one) for one in shown]

    def log(self) -> Sequence[Decision]:
        """What people decided, the latest first."""
        return self.decisions.log()

    def _known_key(self, name: str) -> tuple[str, str]:
        written, key = read_name(name)
        if self.names.shown(key) is None:
            near = nearest(key, self.names.keys(), _NEAR)
            hint = (
                f"similar names: {', '.join(near)}" if near else "enricher parties list shows all"
            )
            raise NotFoundError(f"no document has a party {name!r}; {hint}")
        return written, key
