from __future__ import annotations

from collections import Counter

from enricher.entities import Span
from enricher.models.evaluations import NONE
from training.evaluation.matches import Pair, count_matches, pair_up

CATEGORIES = ("Person", "City")


def test_each_kind_of_match_is_told_apart() -> None:
    right = Span(0, 5, "Person")
    labels = [right, Span(10, 15, "Person"), Span(20, 30, "City"), Span(40, 50, "City"),
              Span(60, 65, "City")]  # fmt: skip
    found = [right, Span(10, 15, "City"), Span(22, 30, "City"), Span(45, 55, "Person"),
             Span(70, 75, "Person")]  # fmt: skip
    pairs = pair_up(labels, found)
    assert [pair.is_right for pair in pairs] == [True, False, False, False, False, False]
    matches = count_matches(pairs, CATEGORIES)
    assert matches.kinds == Counter(["correct", "category", "bounds", "both", "missed", "spurious"])
    assert matches.confusion == {
        "Person": Counter({"Person": 1, "City": 1}),
        "City": Counter({"City": 1, "Person": 1, NONE: 1}),
        NONE: Counter({"Person": 1}),
    }


def test_a_label_is_answered_by_the_span_that_is_most_like_it() -> None:
    label = Span(10, 20, "Person")
    exact, wide, other = Span(10, 20, "Person"), Span(5, 25, "Person"), Span(10, 20, "City")
    for found in ([wide, exact], [exact, wide], [other, exact]):
        pairs = pair_up([label], found)
        assert Pair(label, exact) in pairs
        assert len(pairs) == 2


def test_a_span_answers_one_label_only() -> None:
    labels = [Span(0, 5, "Person"), Span(6, 10, "Person")]
    both = Span(0, 10, "Person")
    pairs = pair_up(labels, [both])
    assert pairs == [Pair(labels[0], both), Pair(labels[1], None)]


def test_nothing_found_and_nothing_labelled_are_no_pairs() -> None:
    assert pair_up([], []) == []
    assert count_matches([], CATEGORIES).kinds == Counter()
