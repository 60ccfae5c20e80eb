"""What letters say. Sentences use "shall" and "may" so that they suit "we" and "you" as well."""

from __future__ import annotations

from dataclasses import dataclass

from training.corpus.words import Words

WORDS = Words("letters_words")

Terms = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A sort of letter.

    Attributes:
        named: openings that name the sender in full.
        openings_we: openings in the first person; `openings` speak of both in the third.
        effects: sentences by which the letter takes effect on its date.
        countersigned: how often the addressee signs, too.
    """

    roles: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    named: tuple[str, ...]
    openings_we: tuple[str, ...]
    openings: tuple[str, ...]
    terms: Terms
    term: tuple[str, ...]
    effects: tuple[str, ...] = (
        "[This letter|It] takes effect on its date.",
        "It binds from today.",
    )
    countersigned: float = 0.7
    no_law: float = 0.45
    no_term: float = 0.35


FACILITY = WORDS.record(Letter, "facility")
OFFER = WORDS.record(Letter, "offer")
MANDATE = WORDS.record(Letter, "mandate")
INTENT = WORDS.record(Letter, "intent")
TERMINATION = WORDS.record(Letter, "termination")
SIDE = WORDS.record(Letter, "side")
