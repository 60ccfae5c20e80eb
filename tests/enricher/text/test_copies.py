"""Copies of texts are found by sketches, which are compared pair by pair."""

from __future__ import annotations

import random

from enricher.text.copies import near_copies, sketch_texts

WORDS = [f"word{number}" for number in range(2000)]


def some_text(seed: int, words: int = 600) -> list[str]:
    dice = random.Random(seed)
    return [dice.choice(WORDS) for _ in range(words)]


def jaccard(one: list[str], other: list[str]) -> float:
    rows = [{tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in (one, other)]
    return len(rows[0] & rows[1]) / len(rows[0] | rows[1])


def test_likeness_is_near_the_share_of_common_stretches() -> None:
    for seed in range(20):
        one = some_text(seed)
        other = [*one[: 20 * seed + 100], *some_text(seed + 100)]
        wanted = jaccard(one, other)
        ((_, _, found),) = near_copies([" ".join(one), " ".join(other)], 0.0)
        assert abs(found - wanted) < 0.1, (found, wanted)


def test_other_texts_are_not_alike_and_the_same_words_are() -> None:
    texts = [" ".join(some_text(seed)) for seed in range(30)]
    texts.append(texts[4].upper().replace(" ", "\r\n  "))
    assert [pair[:2] for pair in near_copies(texts, 0.5)] == [(4, 30)]


def test_texts_of_a_few_words_or_none_compare_too() -> None:
    texts = ["", "one two", "one two", "two one", "…"]
    assert [pair[:2] for pair in near_copies(texts, 0.5)] == [(1, 2)]
    assert len(sketch_texts([])) == 0


def test_a_sketch_is_the_same_in_every_process() -> None:
    assert int(sketch_texts(["one two three four five six"]).min()) == SKETCHED


SKETCHED = 15720301212263657
