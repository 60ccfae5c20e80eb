"""What ships reranks passages: floors on wordings that it did not learn from."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from enricher.errors import ModelError
from enricher.models.registry import Registry
from enricher.models.search_model import SearchModel, shipped_search
from enricher.recognizer.reranker import NOTHING, Reranker, read_head, write_head
from tests.tables import rows
from training.experiments.search.lessons import fill, read_wordings

ANSWERS = dict(rows(Path(__file__).with_name("answers.tsv"))[1:])
"""A passage of our own for each of some clauses."""


@pytest.fixture(scope="module")
def search() -> SearchModel:
    found = shipped_search(Registry(Path("nowhere")))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def reranker(search: SearchModel) -> Reranker:
    return search.reranker()


def held_out(every: int) -> list[tuple[str, str]]:
    rng = Random(1)
    return [
        (fill(one.text, ("Nokia", "the supplier"), rng), one.category)
        for one in read_wordings()
        if one.is_held_out and one.category in ANSWERS
    ][::every]


def reciprocal(scores: np.ndarray, category: str) -> float:
    return 1 / (1 + int((scores > scores[list(ANSWERS).index(category)]).sum()))


def test_vectors_find_what_others_ask_in_other_words(search: SearchModel) -> None:
    embedder = search.embedder()
    matrix = np.concatenate([embedder.passages(one).matrix[:1] for one in ANSWERS.values()])
    found = [
        reciprocal(matrix.astype(int) @ embedder.question(question).astype(int), category)
        for question, category in held_out(1)
    ]
    assert np.mean(found) >= 0.65  # measured: 0.708 of 79 among 25 passages


def test_reranker_finds_what_others_ask_in_other_words(reranker: Reranker) -> None:
    found = [
        reciprocal(reranker.scores(question, list(ANSWERS.values())), category)
        for question, category in held_out(4)
    ]
    assert np.mean(found) >= 0.6  # measured: 0.721 of all 79


def test_scores_are_those_of_each_passage_alone(reranker: Reranker) -> None:
    texts = list(ANSWERS.values())[:3]
    question = "may Nokia give the contract to somebody else"
    scores = reranker.scores(question, texts)
    assert scores.shape == (3,)
    assert scores.argmax() == 0
    assert scores.tolist() == [float(reranker.scores(question, [one])[0]) for one in texts]


@pytest.mark.parametrize(("question", "text"), [("", "Rent"), ("rent", " \n")])
def test_nothing_answers_nothing(question: str, text: str, reranker: Reranker) -> None:
    assert reranker.scores(question, [text]).tolist() == [NOTHING]


def test_long_texts_are_read_to_a_limit(reranker: Reranker) -> None:
    assert np.isfinite(reranker.scores("who pays " * 200, ["The Tenant pays rent. " * 500])).all()
    assert reranker.scores("who pays", []).shape == (0,)


def test_head_is_written_and_read(search: SearchModel) -> None:
    content = search.read("reranker.npz")
    head = read_head(content)
    assert np.array_equal(read_head(write_head(head)).word, head.word)
    with pytest.raises(ModelError, match="reranks passages cannot be read"):
        read_head(content[:-20])
