"""What the prose of an agreement consists of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clause:
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """An agreement of one kind, `{names}` standing for what differs from one to the next.

    Attributes:
        openings: two ways to begin, with `{as_of}` or `{dated}` where the day stands.
        as_of: what stands there, one for each way.
        terms, laws: two ways to say it.
        no_term: what is said instead where there is no term.
        money: what is paid, `{fee}`.
        clauses: the rest, which says nothing that a policy asks for.
    """

    title: str
    openings: tuple[str, str]
    as_of: tuple[str, str]
    terms: tuple[str, str]
    no_term: str
    laws: tuple[str, str]
    money: str
    clauses: tuple[Clause, ...]
