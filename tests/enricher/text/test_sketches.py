"""A sketch that is kept tells how much alike two texts are, and where to look for texts like one."""

from __future__ import annotations

import random

import pytest

from enricher.text.sketches import BINS, bands, likeness, sketch_text

WORDS = [f"word{number}" for number in range(2000)]


def some_words(seed: int, words: int = 2000) -> list[str]:
    dice = random.Random(seed)
    return [dice.choice(WORDS) for _ in range(words)]


def changed(words: list[str], every: int) -> str:
    """The text with a word in so many replaced."""
    return " ".join(f"x{n}" if n % every == every // 2 else one for n, one in enumerate(words))


@pytest.mark.parametrize(("every", "wanted"), [(500, 0.98), (100, 0.905), (50, 0.82), (10, 0.33)])
def test_likeness_is_the_share_of_stretches_of_five_words(every: int, wanted: float) -> None:
    found = []
    for seed in range(10):
        words = some_words(seed)
        found.append(likeness(sketch_text(" ".join(words)), sketch_text(changed(words, every))))
    assert all(abs(one - wanted) < 0.09 for one in found), found
    assert abs(sum(found) / len(found) - wanted) < 0.03


def test_texts_that_are_nearly_the_same_share_a_band_and_others_do_not() -> None:
    for seed in range(20):
        words = some_words(seed)
        own = set(bands(sketch_text(" ".join(words))))
        assert own & set(bands(sketch_text(changed(words, 100))))
        assert not own & set(bands(sketch_text(" ".join(some_words(seed + 100)))))


def test_sketch_of_few_words_or_none() -> None:
    assert sketch_text("…") == b""
    assert bands(b"") == []
    assert likeness(b"", b"") == 0.0
    assert likeness(sketch_text("One, two"), sketch_text("one\n two")) == 1.0
    assert likeness(sketch_text("one two"), sketch_text("two one")) == 0.0
    assert len(sketch_text("one two")) == 2 * BINS
