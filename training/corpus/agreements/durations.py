"""Durations of contracts in plain words, and those that are not how long a contract lasts.

A duty that outlasts the contract, a notice, a time to pay, a warranty or a limitation is no term.
"""

from __future__ import annotations

from training.corpus.cast.draft import Draft
from training.corpus.words import Words

WORDS = Words("agreements/durations")

PLAIN_TERMS = WORDS.lines("plain_terms")
_AFTERWARDS = "[expiry|termination|the end of this {title}|its end|the last delivery]"
OTHER_PERIODS = WORDS.topics("other_periods")


def with_other_periods(
    draft: Draft, clauses: list[tuple[str, str]], share: float = 0.5
) -> list[tuple[str, str]]:
    """The clauses, in a share of the documents with some of `OTHER_PERIODS` among them."""
    if not draft.chance(share):
        return clauses
    placed = list(clauses)
    for topic in draft.rng.sample(OTHER_PERIODS, draft.rng.randint(1, 3)):
        placed.insert(draft.rng.randint(min(1, len(placed)), len(placed)), topic.write(draft))
    return placed
