"""Which documents belong together: amendments, restatements and orders to their master, and near copies.

text --kinship_of--> Kinship --keys--> who may be a relative --choose_master, are_copies--> Family

The ledger keeps a kinship beside each text, and finds by its keys whom to compare it with
(`connectors.ledger.families`): nothing is read for that, and no document is compared with all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from itertools import combinations

from enricher.documents.references import Kind, Reference, read_opening
from enricher.entities import FieldValue
from enricher.text.sketches import bands, likeness, sketch_text
from enricher.text.titles import agreement_of_titles, telling_words
from enricher.values.party import party_key

NEAR = 0.9
"""Likeness from which on texts of the same parties are nearly the same. Of CUAD's 83,028 pairs two are as
near and one more is above 0.72; filled-in forms of one template are as near, and have other parties."""
SHARED = 2
"""Parties that a document and its master have in common, at least."""
_MOST_PARTIES = 8  # of which pairs are looked up; a contract of thirty funds has too many
_NAMED_IN = 4_000  # characters of an opening, in which parties are named
_DAY_FIELDS = ("AgreementDate", "EffectiveDate")


class Stage(StrEnum):
    """How far a document has come, if its text shows it."""

    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class Kinship:
    """What there is to know of a text to find its relatives.

    Attributes:
        titles: that it calls itself by.
        names: the words of its opening as keys of parties are written, where it names a master.
        sketch: of its words (`enricher.text.sketches`).
        heading: what its file calls it, "" for nothing.
    """

    reference: Reference | None = None
    titles: tuple[str, ...] = ()
    names: str = ""
    stage: Stage | None = None
    sketch: bytes = b""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A document that may be a relative of others.

    Attributes:
        days: that it may be named by.
        parties: the keys of its parties, each with the name that is shown for it.
        sequence: the lower, the earlier it came.
    """

    id: str
    sequence: int
    kinship: Kinship
    days: tuple[str, ...] = ()
    parties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Relative:
    """A document as another one shows it.

    Attributes:
        kind: how it or the other refers to its master; None for near copies.
        likeness: of near copies, in [0, 1].
    """

    id: str
    title: str
    kind: Kind | None = None
    likeness: float = 1.0
    stage: Stage | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """The relatives of a document.

    Attributes:
        reference: the master that its text names, whether or not that is among the documents.
        masters: what it amends, restates or is made under.
        changes: what amends or restates it, or is made under it.
        copies: what is nearly the same, the nearest first.
        stage: of the document itself.
    """

    reference: Reference | None = None
    masters: tuple[Relative, ...] = ()
    changes: tuple[Relative, ...] = ()
    copies: tuple[Relative, ...] = ()
    stage: Stage | None = None

    @property
    def attributes(self) -> dict[str, tuple[str, ...]]:
        """The ids of relatives, as searches ask for them."""
        return {
            "amends": tuple(one.id for one in self.masters),
            "amended_by": tuple(one.id for one in self.changes),
            "near_copy": tuple(one.id for one in self.copies),
        }


def kinship_of(text: str, heading: str) -> Kinship:
    """What there is to know of a text to find its relatives."""
    opening = read_opening(text)
    return Kinship(
        opening.reference,
        opening.titles,
        party_key(text[:_NAMED_IN]) if opening.reference else "",
        stage_of(text),
        sketch_text(text),
        heading,
    )


def days_of(text: str, fields: Mapping[str, Sequence[FieldValue]]) -> tuple[str, ...]:
    """The days that a document may be named by: those of its fields, and of its opening."""
    opening = read_opening(text)
    of_master = opening.reference.days if opening.reference else ()
    of_fields = (found.value.display for name in _DAY_FIELDS for found in fields.get(name, ()))
    return tuple(day for day in dict.fromkeys((*of_fields, *opening.days)) if day not in of_master)


_SIGNATURE = re.compile(r"/[sS]/(?<![\w/]/[sS]/)[ \t]*[^\W\d_]")
_DRAFT = re.compile(
    r"^\W{0,5}(?:[\w.&' -]{0,40}\s)?DRAFT\b(?!\s+(?:AGREEMENT|PROSPECTUS|EIS))|^\W{0,5}draft\W*$",
    re.MULTILINE,
)
_DRAFT_STANDS_IN = 600


def stage_of(text: str) -> Stage | None:
    """Whether a text is a draft or signed, where a conformed signature or a mark says so."""
    if _SIGNATURE.search(text):
        return Stage.SIGNED
    return Stage.DRAFT if _DRAFT.search(text[:_DRAFT_STANDS_IN]) else None


@dataclass(frozen=True, slots=True)
class Keys:
    """By which relatives find each other.

    Attributes:
        offered: what a document of this title, these days or parties is found by.
        asked: what its master offers.
        shared: what near copies have in common.
    """

    offered: frozenset[int]
    asked: frozenset[int]
    shared: frozenset[int]


def keys_of(member: Member) -> Keys:
    kinship, reference = member.kinship, member.kinship.reference
    offered = {_key("day", day) for day in member.days}
    for title in kinship.titles:
        offered |= _pairs(title, member.parties)
    asked: set[int] = set()
    if reference is not None:
        asked = {_key("day", day) for day in reference.days}
        asked = asked or _pairs(reference.title, member.parties)
    shared: set[int] = set()
    if len(member.parties) >= SHARED:
        named = "|".join(sorted(member.parties))
        shared = {
            _key(f"band {row}", named, part) for row, part in enumerate(bands(kinship.sketch))
        }
    return Keys(frozenset(offered), frozenset(asked), frozenset(shared))


def _pairs(title: str, parties: Collection[str]) -> set[int]:
    """A title with each two of some parties."""
    words = " ".join(sorted(telling_words(title)))
    some = sorted(parties)[:_MOST_PARTIES]
    return (
        {_key("pair", f"{words}|{one}|{other}") for one, other in combinations(some, 2)}
        if words
        else set()
    )


def _key(*parts: str | bytes) -> int:
    """A number of 64 bits, as SQLite has them."""
    data = b"\0".join(one if isinstance(one, bytes) else one.encode() for one in parts)
    return int.from_bytes(blake2b(data, digest_size=8).digest(), signed=True)


def choose_master(member: Member, candidates: Sequence[Member]) -> Member | None:
    """The document that a member names as its master; None where none is, or several may be."""
    found = [(score, one) for one in candidates if (score := _score(member, one))]
    if not found:
        return None
    most = max(score for score, _ in found)
    first, *others = sorted(
        (one for score, one in found if score == most),
        key=lambda one: (one.kinship.stage is not Stage.SIGNED, one.sequence),
    )
    # The draft and the executed copy of one master are one.
    return first if all(_copies(first, one) for one in others) else None


def _score(member: Member, other: Member) -> tuple[int, int] | None:
    """How well a document is what a member names; None where it is not."""
    reference = member.kinship.reference
    if reference is None or other.id == member.id:
        return None
    agreed = max(
        (agreement_of_titles(reference.title, title) for title in other.kinship.titles), default=0
    )
    if reference.days:
        is_meant = agreed > 0 and bool(set(reference.days) & set(other.days))
    else:
        is_meant = agreed == 3 and _is_later(member, other)
    if not is_meant:
        return None
    shared = shared_parties(member, other.parties)
    return (agreed, shared) if shared >= SHARED else None


def shared_parties(member: Member, parties: Mapping[str, str]) -> int:
    """How many parties of its master a member has, or names in its opening by two words or more."""
    mine, names = set(member.parties.values()), f" {member.kinship.names} "
    return len(
        {
            shown
            for key, shown in parties.items()
            if shown in mine or (" " in key and f" {key} " in names)
        }
    )


def _is_later(member: Member, master: Member) -> bool:
    """Whether a document can be of a master whose date it does not say: it is not older."""
    is_restated = (
        member.kinship.reference is not None and member.kinship.reference.kind is Kind.RESTATES
    )
    if not member.days or not master.days:
        return not is_restated
    ours, theirs = min(member.days), min(master.days)
    return theirs < ours or (theirs == ours and not is_restated)


def are_copies(one: Member, other: Member) -> float | None:
    """How much alike two documents are that are nearly the same; None for others.

    Another party, or another date, makes another contract of the same form.
    """
    if set(one.parties) != set(other.parties):
        return None
    if one.days and other.days and not set(one.days) & set(other.days):
        return None
    share = likeness(one.kinship.sketch, other.kinship.sketch)
    return share if share >= NEAR else None


def _copies(one: Member, other: Member) -> bool:
    return are_copies(one, other) is not None
