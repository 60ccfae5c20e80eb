"""Windows cover a text once, tokens give back its characters, chunks do not show."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from enricher.recognizer import windows
from enricher.recognizer.windows import (
    GAPS,
    LETTERS,
    Reading,
    chunks,
    open_tokenizer,
    plan_windows,
    read_windows,
    readable_end,
    special_tokens,
    tokenize,
)


def make_tokenizer() -> Tokenizer:
    """A BERT tokenizer with a few words; unknown words fall into single letters."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,&"
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "agreement",
        *letters,
        *(f"##{c}" for c in letters),
    ]
    vocabulary = {word: number for number, word in enumerate(words)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    tokenizer.enable_truncation(16)
    return open_tokenizer(tokenizer.to_str())


TOKENIZER = make_tokenizer()


def words_of(text: str) -> list[str]:
    tokens = tokenize(text, TOKENIZER)
    return [
        text[start:end]
        for start, end in zip(tokens.starts.tolist(), tokens.ends.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nike, Inc. signs", ["Nike", ",", "Inc", ".", "signs"]),
        ("line\r\nend", ["line", "end"]),
        ("\ufeffbom", ["bom"]),
        ("👩‍👩‍👧 Müller GmbH", ["👩‍👩‍👧", "Müller", "GmbH"]),
        ("Cafe\u0301 X", ["Cafe\u0301", "X"]),
        ("שלום עולם", ["שלום", "עולם"]),
        ("東京 a", ["東", "京", "a"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_are_characters_of_the_text(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_text_that_names_a_special_token_is_read_as_text() -> None:
    ids = tokenize("a [SEP] b", TOKENIZER).ids.tolist()
    assert TOKENIZER.token_to_id("[SEP]") not in ids


def test_tokenizer_reads_past_the_truncation_it_was_saved_with() -> None:
    assert len(words_of("a " * 500)) == 500


def test_chunks_do_not_show_where_there_are_blanks(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The agreement of Nike, Inc.\r\nand Müller & Söhne 👍 ends.\n\n" * 40
    whole = tokenize(text, TOKENIZER)
    monkeypatch.setattr(windows, "CHUNK_CHARACTERS", 50)
    assert len(list(chunks(text))) > 20
    chunked = tokenize(text, TOKENIZER)
    for name in (*windows.INPUTS, "first", "starts", "ends", "parted", "apart"):
        assert np.array_equal(getattr(whole, name), getattr(chunked, name)), name


def test_chunks_cover_a_text_without_blanks() -> None:
    text = "x" * 200_000
    places = list(chunks(text))
    assert places[0][0] == 0
    assert places[-1][1] == len(text)
    assert all(end == begin for (_, end), (begin, _) in pairwise(places))


def shape_names(text: str) -> list[tuple[str, str]]:
    shapes = tokenize(text, TOKENIZER).shapes.tolist()
    return [(LETTERS[shape // len(GAPS)], GAPS[shape % len(GAPS)]) for shape in shapes]


def test_places_tell_the_distance_from_both_ends() -> None:
    tokens = tokenize(". " * 5000, TOKENIZER)
    assert tokens.from_start[[0, 31, 32, 95, 96, 4999]].tolist() == [1, 1, 2, 2, 3, 8]
    assert tokens.from_end[[4999, 4968, 4967, 0]].tolist() == [1, 1, 2, 8]
    assert tokenize(". " * 70_000, TOKENIZER).from_start.max() == windows.PLACES - 1


def test_shapes_tell_case_and_line_ends() -> None:
    assert shape_names("A\nBC d. 12\r\n\r\n9x") == [
        ("capitalized", "line"),
        ("upper", "line"),
        ("upper", "line"),
        ("lower", "blank"),
        ("none", "none"),
        ("digits", "blank"),
        ("digits", "blank"),
        ("mixed", "paragraph"),
        ("mixed", "paragraph"),
    ]


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("a   b", [False, True]),
        ("a \u00a0 b", [False, True]),
        ("a\tb", [False, True]),
        ("a  b", [False, False]),
        ("a\n      b", [False, False]),
        ("ab.c", [False, False, False]),
        ("   a", [False]),
    ],
)
def test_columns_are_parted_by_wide_blanks_in_a_line(text: str, parted: list[bool]) -> None:
    assert tokenize(text, TOKENIZER).parted.tolist() == parted


def test_words_stand_apart_where_a_line_or_a_column_begins() -> None:
    apart = tokenize("a b\nc\r\n\r\nd\te f", TOKENIZER).apart.tolist()
    assert apart == [True, False, True, True, True, False]


@given(
    st.integers(0, 400),
    st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n - 1))),
)
def test_windows_keep_every_token_once(count: int, sizes: tuple[int, int]) -> None:
    size, overlap = sizes
    plan = list(plan_windows(count, size, overlap))
    kept = [token for window in plan for token in range(window.keep_start, window.keep_end)]
    assert kept == list(range(count))
    for window in plan:
        assert window.start <= window.keep_start <= window.keep_end <= window.end
        assert window.end - window.start == min(size, count)
    for before, after in pairwise(plan):
        assert before.end - after.start >= overlap


def test_tokens_in_an_overlap_go_to_the_window_with_more_context() -> None:
    first, second = plan_windows(180, 100, 20)
    assert (first.end, second.start) == (100, 80)
    assert (first.keep_end, second.keep_start) == (90, 90)


def test_windows_that_cannot_advance_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot overlap"):
        list(plan_windows(10, 5, 5))


def test_read_windows_puts_the_logits_of_each_word_in_its_place() -> None:
    text = " ".join(f"agreement {number}" for number in range(100))
    tokens = tokenize(text, TOKENIZER)
    before, after = special_tokens(TOKENIZER)
    assert (before, after) == ((2,), (3,))
    sizes = []

    def run(window: windows.Inputs) -> windows.FloatArray:
        ids, shapes = window["ids"], window["shapes"]
        sizes.append(ids.shape[1])
        assert ids[0, 0] == 2
        assert ids[0, -1] == 3
        return np.stack((ids, shapes), axis=2).astype(np.float32)

    logits = read_windows(tokens, Reading(32, 8, before, after), 2, run)
    assert set(sizes) == {32}
    assert np.array_equal(logits[:, 0], tokens.ids[tokens.first])
    assert np.array_equal(logits[:, 1], tokens.shapes[tokens.first])


def test_budget_ends_before_the_word_it_would_cut() -> None:
    assert readable_end("between Nike and", 10) == 7
    assert readable_end("between Nike and", 100) == 16
    assert readable_end("x" * 5000, 3000) == 3000
