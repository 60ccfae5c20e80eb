"""Decoding gives well-formed spans, the best there are, above the thresholds."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from enricher.errors import ModelError
from enricher.recognizer.decode import best_tags, decode, tag_names, tagged_runs

CATEGORIES = ("Party", "Term")
OUT, B_PARTY, I_PARTY, B_TERM, I_TERM = range(5)


def logits_for(tags: list[int], sure: float = 8.0) -> np.ndarray:
    logits = np.zeros((len(tags), 5), dtype=np.float32)
    logits[np.arange(len(tags)), tags] = sure
    return logits


def places(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(count) * 10, np.arange(count) * 10 + 9


def well_formed(tags: tuple[int, ...]) -> bool:
    return all(
        tag == OUT or tag % 2 == 1 or before in (tag, tag - 1)
        for before, tag in zip((OUT, *tags), tags, strict=False)
    )


def test_words_become_spans_with_their_category() -> None:
    logits = logits_for([OUT, B_PARTY, I_PARTY, B_PARTY, OUT, B_TERM, I_TERM, I_TERM])
    spans = decode(logits, *places(8), CATEGORIES)
    assert [(span.start, span.end, span.category) for span in spans] == [
        (10, 29, "Party"),
        (30, 39, "Party"),
        (50, 79, "Term"),
    ]
    assert all(0.99 < span.confidence <= 1.0 for span in spans)


def test_inside_without_begin_is_repaired_by_the_better_reading() -> None:
    logits = logits_for([OUT, I_PARTY, I_PARTY, OUT])
    logits[1, B_PARTY] = 7.0
    [span] = decode(logits, *places(4), CATEGORIES)
    assert (span.start, span.end) == (10, 29)


def test_confidence_falls_with_the_doubt_of_any_word() -> None:
    logits = logits_for([B_PARTY, I_PARTY, I_PARTY])
    [sure] = decode(logits, *places(3), CATEGORIES)
    logits[1, OUT] = 7.5
    [unsure] = decode(logits, *places(3), CATEGORIES)
    assert unsure.confidence < sure.confidence


def test_entity_that_begins_right_behind_another_one_costs_something() -> None:
    logits = logits_for([B_PARTY, B_PARTY, OUT, B_PARTY, OUT])
    logits[1, I_PARTY] = logits[1, B_PARTY] - 1
    assert len(decode(logits, *places(5), CATEGORIES)) == 3
    joined = decode(logits, *places(5), CATEGORIES, touching=2.0)
    assert [(span.start, span.end) for span in joined] == [(0, 19), (30, 39)]


def test_date_above_a_name_does_not_lose_its_year() -> None:
    logits = logits_for([B_TERM, I_TERM, B_PARTY])
    logits[1, OUT] = logits[1, I_TERM] - 1
    cut = decode(logits, *places(3), CATEGORIES, touching=2.0)
    assert [(span.start, span.end) for span in cut] == [(0, 9), (20, 29)]
    apart = np.array([False, False, True])
    whole = decode(logits, *places(3), CATEGORIES, apart=apart, touching=2.0)
    assert [(span.start, span.end) for span in whole] == [(0, 19), (20, 29)]


def test_entities_that_surely_touch_stay_two() -> None:
    logits = logits_for([B_PARTY, B_TERM, B_PARTY])
    assert len(decode(logits, *places(3), CATEGORIES, touching=2.0)) == 3


def test_entity_does_not_go_on_into_another_column() -> None:
    logits = logits_for([B_PARTY, I_PARTY, I_PARTY, I_PARTY])
    parted = np.array([False, False, True, False])
    spans = decode(logits, *places(4), CATEGORIES, parted)
    assert [(span.start, span.end) for span in spans] == [(0, 19), (20, 39)]
    assert all(span.confidence > 0.99 for span in spans)


def test_wrong_number_of_tags_is_refused() -> None:
    with pytest.raises(ModelError, match="tags"):
        decode(np.zeros((3, 4), dtype=np.float32), *places(3), CATEGORIES)


def test_text_without_words_has_no_spans() -> None:
    assert decode(np.zeros((0, 5), dtype=np.float32), *places(0), CATEGORIES) == []


def test_tag_names_are_in_the_order_of_the_logits() -> None:
    assert tag_names(CATEGORIES) == ["O", "B-Party", "I-Party", "B-Term", "I-Term"]


@given(
    st.integers(1, 5).flatmap(
        lambda words: arrays(np.float32, (words, 5), elements=st.integers(-8, 8).map(float))
    )
)
def test_best_tags_are_the_best_of_all_well_formed_ones(scores: np.ndarray) -> None:
    tags = best_tags(scores)
    assert well_formed(tuple(tags.tolist()))
    words = np.arange(len(scores))
    best = max(
        float(scores[words, list(candidate)].sum())
        for candidate in itertools.product(range(5), repeat=len(scores))
        if well_formed(candidate)
    )
    assert float(scores[words, tags].sum()) == best


@given(st.lists(st.integers(0, 4), max_size=30))
def test_runs_of_well_formed_tags_give_the_tags_back(wanted: list[int]) -> None:
    tags = np.array(wanted, dtype=np.int64)
    for word in range(len(tags)):  # make it well-formed
        before = tags[word - 1] if word else OUT
        if tags[word] in (I_PARTY, I_TERM) and before not in (tags[word], tags[word] - 1):
            tags[word] -= 1
    again = np.zeros_like(tags)
    for first, last, index in tagged_runs(tags):
        again[first] = 1 + 2 * index
        again[first + 1 : last] = 2 + 2 * index
    assert np.array_equal(again, tags)
