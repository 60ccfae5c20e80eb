"""How often texts are gone through depends on how much they teach."""

from __future__ import annotations

import pytest

from enricher.entities import Span
from enricher.recognizer.windows import open_tokenizer
from training.dataset.tags import LabeledText
from training.loop.length import MOST_EPOCHS, plan_training
from training.loop.model import PACKAGED_BACKBONE, read_tokenizer

TOKENIZER = open_tokenizer(read_tokenizer(PACKAGED_BACKBONE))


def texts(count: int, words: int, every: int) -> list[LabeledText]:
    """Texts of so many words, of which every so-manieth is labelled."""
    text = "word " * words
    labels = tuple(Span(5 * word, 5 * word + 4, "A") for word in range(0, words, every))
    return [LabeledText(str(number), text, labels) for number in range(count)]


@pytest.mark.parametrize(
    ("some", "epochs", "batch"),
    [
        (texts(10, 400, 50), MOST_EPOCHS, 2),
        (texts(60, 400, 50), 10, 2),
        (texts(400, 400, 50), 10, 4),
        (texts(100, 6000, 50), 5, 4),
        (texts(300, 6000, 50), 2, 4),
        (texts(100, 6000, 6000), 10, 4),  # most windows have no label, and are left out
    ],
)
def test_little_is_gone_through_more_often(
    some: list[LabeledText], epochs: int, batch: int
) -> None:
    planned = plan_training(some, TOKENIZER, 1, None)
    assert (planned.epochs, planned.batch_windows) == (epochs, batch)


def test_what_a_person_says_goes() -> None:
    planned = plan_training(texts(300, 6000, 50), TOKENIZER, 7, 9)
    assert (planned.epochs, planned.seed) == (9, 7)


def test_texts_without_labels_are_planned_for() -> None:
    assert plan_training([LabeledText("a", "", ())], TOKENIZER, 1, None).epochs == MOST_EPOCHS
