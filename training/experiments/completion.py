"""What follows from the values found in a contract, and how whole contracts are scored.

    EffectiveDate or else AgreementDate, and the other way round
    ExpiryDate as it is stated, else EffectiveDate + Term, else `perpetual` where the term is open

So the fields are as a user has them: what a document does not state but says all the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from enricher.models.scores import Scores
from enricher.values.lengths.length import add_length, read_length
from enricher.values.lengths.open_terms import OPEN_TERMS, PERPETUAL
from enricher.values.party import party_key
from training.evaluation.scores import Evaluation, Fields, comparable
from training.experiments.cuad_answers import (
    AGREEMENT_DATE,
    EXPIRY_DATE,
    NOTICE_PERIOD,
    RENEWAL_TERM,
)
from training.experiments.nda import EFFECTIVE_DATE, PARTY, TERM

SCORED = ("Party", EFFECTIVE_DATE, EXPIRY_DATE, "Jurisdiction")
"""The fields that a model for contracts is judged by, together."""

DAYS_OFF = 1  # `until May 1` and `through April 30` say one end


def bound(expected: Fields) -> Fields:
    """What is expected where the date of an agreement is that from which it binds."""
    dates = expected.get(EFFECTIVE_DATE) or expected.get(AGREEMENT_DATE, ())
    return {**expected, EFFECTIVE_DATE: dates}


def complete(found: Fields) -> Fields:
    """The fields with what follows from others."""
    effective = found.get(EFFECTIVE_DATE) or found.get(AGREEMENT_DATE, ())
    signed = found.get(AGREEMENT_DATE) or effective
    end = found.get(EXPIRY_DATE) or _end(effective, found.get(TERM, ()))
    return {**found, EFFECTIVE_DATE: effective, AGREEMENT_DATE: signed, EXPIRY_DATE: end}


def score_values(expected: Sequence[Fields], found: Sequence[Fields]) -> Evaluation:
    """Score the values of documents: names as parties count, lengths by how long they are."""
    scores: dict[str, Scores] = {}
    for wanted, given in zip(expected, found, strict=True):
        for category in wanted:
            right = {_key(category, value) for value in wanted[category]}
            values = {_key(category, value) for value in given.get(category, ())}
            both = sum(any(_is_same(category, one, other) for other in right) for one in values)
            scores[category] = scores.get(category, Scores()) + Scores(
                both, len(values) - both, len(right) - both
            )
    return Evaluation(scores)


def _end(effective: Sequence[str], term: Sequence[str]) -> tuple[str, ...]:
    if not term:
        return ()
    if term[0] in OPEN_TERMS:
        return (PERPETUAL,)
    length = read_length(term[0])
    if length is None or not effective:
        return ()
    try:
        return (add_length(date.fromisoformat(effective[0]), length).isoformat(),)
    except (ValueError, OverflowError):  # a date without a day, a year that there is not
        return ()


def _key(category: str, value: str) -> str:
    if category == PARTY:
        return party_key(value)
    if category in (TERM, RENEWAL_TERM, NOTICE_PERIOD) and (length := read_length(value)):
        return str(length.order)
    return comparable(value)


def _is_same(category: str, one: str, other: str) -> bool:
    if one == other or category != EXPIRY_DATE:
        return one == other
    try:
        apart = date.fromisoformat(one) - date.fromisoformat(other)
    except ValueError:
        return False
    return abs(apart.days) <= DAYS_OFF
