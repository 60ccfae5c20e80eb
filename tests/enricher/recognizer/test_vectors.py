from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from enricher.documents.passages import PassageVectors
from enricher.errors import ModelError
from enricher.recognizer.vectors import (
    UNIT,
    PassagePool,
    VectorMap,
    VectorSpace,
    read_space,
    with_unread,
    write_space,
)
from enricher.recognizer.windows import FloatArray, Reading, plan_windows, tokenize
from enricher.text.passages import split_passages

READING = Reading(window_tokens=12, overlap_tokens=4, before=(7,), after=(8,))
WORDS = [f"w{number}" for number in range(100)]


@pytest.fixture
def tokenizer() -> Tokenizer:
    made = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, "w0"))
    made.pre_tokenizer = BertPreTokenizer()
    return made


def square(size: int) -> VectorMap:
    return VectorMap(np.eye(size, dtype=np.float32), np.zeros(size, np.float32))


@pytest.mark.parametrize("count", [1, 9, 10, 11, 60, 100])
def test_pool_gives_the_mean_of_each_passage_over_the_seams_of_windows(
    count: int, tokenizer: Tokenizer
) -> None:
    text = " ".join(WORDS[:count])
    tokens = tokenize(text, tokenizer)
    cuts = sorted({0, count // 3, count // 2, count})
    places = [
        (int(tokens.starts[first]), int(tokens.ends[last - 1]))
        for first, last in itertools.pairwise(cuts)
    ]
    pool = PassagePool(tokens, READING, places, 2)
    states: FloatArray = np.arange(count * 2, dtype=np.float32).reshape(count, 2)
    for window in plan_windows(count, 10, 4):
        pool.add([np.pad(states[window.start : window.end], ((1, 1), (0, 0)))[np.newaxis]])
    expected = [states[first:last].mean(axis=0) for first, last in itertools.pairwise(cuts)]
    assert pool.means() == pytest.approx(np.array(expected))


def test_vectors_are_of_unit_length_and_zero_where_nothing_was_read() -> None:
    vectors = square(2).vectors(np.array([[3.0, 4.0], [0.0, 0.0], [-1e-3, 0.0]], np.float32))
    assert vectors.tolist() == [[76, 102], [0, 0], [-UNIT, 0]]


def test_space_is_written_and_read_and_named_by_its_content() -> None:
    rng = np.random.default_rng(1)
    one = VectorMap(rng.normal(size=(6, 3)).astype(np.float32), np.ones(3, np.float32))
    other = replace(one, bias=np.zeros(3, np.float32))
    content = write_space((2, 5), one, other)
    space = read_space(content, "encoder")
    assert space.layers == (2, 5)
    assert space.passage.weights == pytest.approx(one.weights, abs=0.02)
    assert space.question.bias == pytest.approx(other.bias)
    names = {
        space.name,
        read_space(content, "encoder").name,
        read_space(content, "other").name,
        read_space(write_space((2, 5), other, other), "encoder").name,
    }
    assert len(names) == 3
    with pytest.raises(ModelError, match="vectors cannot be read"):
        read_space(content[:-9], "encoder")


def test_passages_behind_what_was_read_have_no_likeness() -> None:
    text = "The Supplier shall insure the Goods against all risks. " * 40
    read = 1000
    places = tuple((one.start, one.end) for one in split_passages(text[:read]))
    some = PassageVectors("e", places, bytes([1] * 4 * len(places)))
    found = with_unread(some, text, read)
    assert found.places[: len(places)] == places
    assert found.places[-1][1] == len(text.rstrip())
    assert not found.matrix[len(places) :].any()
    assert with_unread(some, text[:read], read) is some


def test_text_without_words_has_no_passages(tokenizer: Tokenizer) -> None:
    space = VectorSpace("e", (1,), square(2), square(2))
    gathering = space.gather(" \n", tokenize(" \n", tokenizer), READING)
    assert gathering.passages() == PassageVectors("e", (), b"")
