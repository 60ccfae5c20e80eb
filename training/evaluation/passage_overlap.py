"""How much of a passage was found: the words that it shares with a label, of those of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from enricher.entities import Span
from enricher.models.scores import Scores
from enricher.recognizer.windows import Tokens
from training.dataset.tags import passage_words

LEAST_OVERLAP = 0.5
"""As the contracts of CUAD were scored by whoever published them."""

Place = tuple[int, int]


def overlap(one: Place, other: Place) -> float:
    """The share of common words, or characters, of two stretches `[first, last)`."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def passage_places(
    tokens: Tokens, spans: Iterable[Span], passages: Sequence[str]
) -> dict[str, list[Place]]:
    """The words of passages, by category."""
    places: dict[str, list[Place]] = {name: [] for name in passages}
    for first, last, number in passage_words(tokens, spans, passages):
        places[passages[number]].append((first, last))
    return places


def score_places(
    wanted: Collection[Place], given: Collection[Place], least: float = LEAST_OVERLAP
) -> Scores:
    """Count labels that something found meets, what meets none, and labels that nothing meets."""
    met = sum(any(overlap(label, one) >= least for one in given) for label in wanted)
    wrong = sum(not any(overlap(label, one) >= least for label in wanted) for one in given)
    return Scores(met, wrong, len(wanted) - met)
