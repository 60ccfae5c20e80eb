from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from enricher.documents.boxes import WordBoxes
from enricher.documents.layout import Ink, Word
from enricher.recognizer.layout import KINDS, LAYOUT_INPUTS, MARKS, NEAR, Layout
from enricher.recognizer.windows import (
    INPUTS,
    Reading,
    Tokens,
    open_tokenizer,
    tokenize,
    window_inputs,
)

WIDE, HIGH = 6.0, 12.0  # of a letter, and of a line
# Two columns, labels above their values; the file has all labels first.
FORM = (
    ("Date of birth", 50, 100),
    ("Customer since", 300, 100),
    ("Name:", 50, 160),
    ("12.03.1980", 50, 114),
    ("01.02.2020", 301, 114),
    ("Anna Berger", 130, 160),
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordLevel({"[UNK]": 0}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return open_tokenizer(made.to_str())


def write(lines: Sequence[tuple[str, float, float]], font: str = "") -> tuple[str, WordBoxes]:
    """A text of some stretches that stand at [left, top], and the boxes of its words."""
    text = ""
    words = []
    for line, left, top in lines:
        for part in line.split():
            start = len(text)
            text += f"{part} "
            right = left + WIDE * len(part)
            word = Word(part, left, top, right, top + HIGH, ink=Ink(font, 9, 0))
            words.append(((start, start + len(part)), 0, word))
            left = right + 0.3 * HIGH
    return text, WordBoxes.of(words)


def laid_out(text: str, boxes: WordBoxes | None, tokenizer: Tokenizer) -> tuple[Tokens, Layout]:
    tokens = tokenize(text, tokenizer).laid_out(boxes)
    assert tokens.layout is not None
    return tokens, tokens.layout


def told(
    side: str, of: str, tokenizer: Tokenizer, lines: Sequence[tuple[str, float, float]] = FORM
) -> str:
    """The words that a word is told of."""
    text, boxes = write(lines)
    tokens, layout = laid_out(text, boxes, tokenizer)
    at = int(np.searchsorted(tokens.starts, text.index(of)))
    named = getattr(layout, side)[tokens.first[at]]
    words = [int(np.searchsorted(tokens.first, one - 1)) for one in named[named > 0]]
    return " ".join(text[tokens.starts[one] : tokens.ends[one]] for one in words)


@pytest.mark.parametrize(
    ("side", "of", "words"),
    [
        ("above", "12.03.1980", "Date of birth"),
        ("above", "01.02.2020", "Customer since"),
        ("left", "01.02.2020", "12"),  # the first token of what stands there
        ("left", "Anna", "Name"),
        ("left", "Berger", "Name"),  # a phrase has one neighbour
        ("left", "Customer", "Date of birth"),
        ("left", "Date", ""),
        ("above", "Date", ""),
    ],
)
def test_a_word_is_told_what_stands_left_of_it_and_above(
    side: str, of: str, words: str, tokenizer: Tokenizer
) -> None:
    assert told(side, of, tokenizer) == words


def test_what_is_told_depends_on_places_and_not_on_the_order_of_the_text(
    tokenizer: Tokenizer,
) -> None:
    assert told("above", "01.02.2020", tokenizer, FORM[::-1]) == "Customer since"


def test_of_a_long_neighbour_the_nearest_words_are_told(tokenizer: Tokenizer) -> None:
    lines = (("who lives at the same place as", 50, 100), ("Anna", 300, 100), ("Paul", 50, 114))
    assert told("left", "Anna", tokenizer, lines) == "the same place as"
    assert told("above", "Paul", tokenizer, lines) == "who lives"  # straight above


def test_what_is_far_above_is_no_label(tokenizer: Tokenizer) -> None:
    assert told("above", "Anna", tokenizer, (("Name", 50, 100), ("Anna", 50, 300))) == ""


def test_without_boxes_nothing_is_told(tokenizer: Tokenizer) -> None:
    for boxes in (None, WordBoxes.of([])):
        _, layout = laid_out("Name: Anna", boxes, tokenizer)
        assert layout.marks.shape == (3, MARKS)
        assert layout.left.shape == layout.above.shape == (3, NEAR)
        assert not any(getattr(layout, name).any() for name in LAYOUT_INPUTS)


def test_words_without_a_place_among_others_are_told_nothing(tokenizer: Tokenizer) -> None:
    text, boxes = write(FORM)
    _, layout = laid_out(f"{text}Not on the page", boxes, tokenizer)
    assert layout.marks[0].all()
    assert not layout.marks[-4:].any()


def test_an_empty_text_has_a_layout(tokenizer: Tokenizer) -> None:
    _, layout = laid_out("", write(FORM)[1], tokenizer)
    assert layout.marks.shape == (0, MARKS)


def test_marks_tell_bold_words_and_places_apart(tokenizer: Tokenizer) -> None:
    plain, bold = (
        laid_out(*write(FORM, font), tokenizer)[1].marks for font in ("Times", "Times-Bold")
    )
    assert 0 < plain.min() < plain.max() < KINDS
    assert (plain != bold).sum(axis=0).tolist() == [0, 0, 0, 0, len(plain), 0]
    assert plain[0, 0] < plain[3, 0]  # the second column lies farther right
    assert plain[0, 1] < plain[-1, 1]


def test_pages_have_no_neighbours_in_common(tokenizer: Tokenizer) -> None:
    words = [
        ((0, 4), 0, Word("Name", 50, 100, 74, 112)),
        ((5, 9), 1, Word("Anna", 50, 114, 74, 126)),
    ]
    _, layout = laid_out("Name Anna", WordBoxes.of(words), tokenizer)
    assert not layout.above.any()


def test_a_window_is_told_of_its_own_tokens_alone(tokenizer: Tokenizer) -> None:
    text, boxes = write(FORM)
    tokens, layout = laid_out(text, boxes, tokenizer)
    count = len(tokens.ids)
    whole = window_inputs(tokens, 0, count, Reading(512, 64, (1,), (2,)))
    assert set(whole) == {*INPUTS, *LAYOUT_INPUTS}
    assert whole["left"].shape == (1, count + 2, NEAR)
    assert not whole["above"][0, [0, -1]].any()  # special tokens
    date = int(np.flatnonzero(layout.above[:, 0] == 1)[0])
    assert whole["above"][0, date + 1].tolist() == [2, 3, 4, 0]  # behind one special token
    part = window_inputs(tokens, 1, count, Reading(512, 64, (1,), (2,)))
    assert part["above"][0, date].tolist() == [0, 2, 3, 0]


def test_a_model_without_layout_is_told_what_it_was(tokenizer: Tokenizer) -> None:
    text, _ = write(FORM)
    assert set(window_inputs(tokenize(text, tokenizer), 0, 3, Reading(512, 64, (), ()))) == {
        *INPUTS
    }
