"""Parties for people: list them, propose which may be one, merge and split them.

    names --find--> keys --decide--> ledger (who, when) --write_out--> index

What a person decides is in the ledger first. When a function returns, the index has it as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from enricher.errors import InputError, NotFoundError
from enricher.ingestion.indexer import write_out
from enricher.parties.identities import Decision, Party, read_name
from enricher.parties.pairs import nearest, propose
from enricher.wiring.home import Home

_NEAR = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two parties that may be one, how near they are, and what tells them apart."""

    parties: tuple[Party, Party]
    score: float
    reason: str


def list_parties(home: Home, text: str = "", *, merged: bool = False) -> list[Party]:
    """The parties of all documents, those of most documents first.

    Args:
        text: only those with a name that contains it, without regard to case.
        merged: only those that people merged.
    """
    wanted = text.casefold()
    return [
        party
        for party in home.ledger.parties.all()
        if (party.merged or not merged)
        and any(wanted in name.casefold() for name in (party.name, *(n.name for n in party.names)))
    ]


def suggest_merges(home: Home, name: str = "", size: int = 20) -> list[Suggestion]:
    """Pairs of parties that may be one, the likeliest first; none that people said are two.

    Args:
        name: only pairs with this party.

    Raises:
        NotFoundError: no document has this party.
    """
    only = home.ledger.parties.shown(_known_key(home, name)[1]) if name else None
    pairs = [
        pair
        for pair in propose(home.ledger.parties.keys(), home.ledger.party_decisions.apart())
        if only is None or only in pair.names
    ]
    return [
        Suggestion(
            (home.ledger.parties.named(pair.names[0]), home.ledger.parties.named(pair.names[1])),
            pair.score,
            pair.reason,
        )
        for pair in pairs[:size]
    ]


def merge_parties(home: Home, names: Sequence[str], who: str, into: str | None = None) -> Party:
    """Make one party of those that have these names, whichever of their writings is given.

    Args:
        who: decides, for the log.
        into: what it is shown as; left out: as the party that most documents have.

    Raises:
        NotFoundError: no document has a party of such a name.
        InputError: only one name is given.
        UnavailableError: the index does not answer; the merge is kept.
    """
    known = dict(_known_key(home, name) for name in (*names, *([into] if into else ())))
    if len(names) + (into is not None) < 2:
        raise InputError("a merge needs two names, or a name and --into")
    shown = _known_key(home, into)[0] if into else None
    merged = home.ledger.party_decisions.merge(known, shown, who)
    write_out(home.ledger.documents, home.index)
    return home.ledger.parties.named(merged)


def split_parties(home: Home, names: Sequence[str], who: str) -> list[Party]:
    """Take a merge apart, or a name out of it; or say of several names that they are not one.

    Raises:
        NotFoundError: no document has a party of such a name.
        InputError: the one name is not merged.
        UnavailableError: the index does not answer; the decision is kept.
    """
    known = dict(_known_key(home, name) for name in names)
    shown = home.ledger.party_decisions.split(known, who)
    write_out(home.ledger.documents, home.index)
    return [home.ledger.parties.named(one) for one in shown]


def party_log(home: Home) -> list[Decision]:
    """What people decided, the latest first."""
    return home.ledger.party_decisions.log()


def _known_key(home: Home, name: str) -> tuple[str, str]:
    written, key = read_name(name)
    if home.ledger.parties.shown(key) is None:
        near = nearest(key, home.ledger.parties.keys(), _NEAR)
        hint = f"near ones are {', '.join(near)}" if near else "enricher parties list shows all"
        raise NotFoundError(f"no document has a party {name!r}; {hint}")
    return written, key
