"""Labels become tags and tags labels, without loss where a label covers whole words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

from enricher.entities import Span
from enricher.recognizer.decode import tagged_runs
from enricher.recognizer.windows import open_tokenizer, tokenize
from training.dataset.tags import (
    LabeledText,
    open_tags,
    tag_pieces,
    tag_words,
    words_outside,
)

CATEGORIES = ("Party", "Term")


def make_tokenizer() -> Tokenizer:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["[UNK]", "[CLS]", *letters, *(f"##{letter}" for letter in letters)]
    tokenizer = Tokenizer(
        models.WordPiece({word: number for number, word in enumerate(words)}, unk_token="[UNK]")
    )
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A", special_tokens=[("[CLS]", 1)]
    )
    return open_tokenizer(tokenizer.to_str())


TOKENIZER = make_tokenizer()
TEXT = st.text(alphabet="abcXY .,&\n\r\té\u0301ß東שl🙂\u200d\u00a0", max_size=80)


@given(TEXT, st.data())
def test_labels_of_whole_words_come_back_as_they_were(text: str, data: st.DataObject) -> None:
    tokens = tokenize(text, TOKENIZER)
    words = len(tokens.starts)
    cuts = sorted(data.draw(st.sets(st.integers(0, words), max_size=8)))
    labels = [
        Span(int(tokens.starts[first]), int(tokens.ends[last - 1]), data.draw(st.sampled_from(CATEGORIES)))
        for first, last in zip(cuts[::2], cuts[1::2], strict=False)
    ]  # fmt: skip
    tagged = tag_words(tokens, labels, CATEGORIES)
    assert tagged.refused == ()
    found = [
        Span(int(tokens.starts[first]), int(tokens.ends[last - 1]), CATEGORIES[index])
        for first, last, index in tagged_runs(tagged.tags)
    ]
    assert found == labels
    for span in found:
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""


def tags_of(text: str, *labels: Span) -> list[int]:
    return list(tag_words(tokenize(text, TOKENIZER), labels, CATEGORIES).tags)


def test_label_is_widened_to_the_words_it_touches() -> None:
    assert tags_of("xa by c", Span(1, 4, "Party")) == [1, 2, 0]


def test_neighbours_of_a_category_stay_apart() -> None:
    assert tags_of("a b c", Span(0, 1, "Term"), Span(2, 5, "Term")) == [3, 3, 4]


def test_longer_of_two_labels_on_a_word_is_used_and_the_other_listed() -> None:
    short, long = Span(2, 3, "Party"), Span(0, 5, "Term")
    tagged = tag_words(tokenize("a b c", TOKENIZER), [short, long], CATEGORIES)
    assert tagged.tags.tolist() == [3, 4, 4]
    assert tagged.refused == (short,)


def test_label_over_blanks_alone_is_listed() -> None:
    label = Span(1, 3, "Party")
    assert tag_words(tokenize("a   b", TOKENIZER), [label], CATEGORIES).refused == (label,)


def test_only_the_first_piece_of_a_word_has_a_target() -> None:
    tokens = tokenize("abc d", TOKENIZER)
    assert tag_pieces(tokens, np.array([1, 2]), -100).tolist() == [1, -100, -100, 2]


def test_label_behind_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="after the text"):
        LabeledText("x", "abc", (Span(0, 4, "Party"),))


def test_spans_are_judged_where_somebody_looked() -> None:
    text = LabeledText(
        "a", "Ada pays Bob in Rome.", (Span(9, 12, "City"),), frozenset({"Who"}), ((0, 12),)
    )
    inside, elsewhere = Span(0, 3, "Who"), Span(16, 20, "Who")
    untagged, labelled = Span(0, 3, "City"), Span(9, 12, "City")
    assert text.judgeable([inside, elsewhere, untagged, labelled]) == [inside, labelled]
    whole = LabeledText("b", text.text, text.labels)
    assert whole.judgeable([elsewhere, untagged]) == [elsewhere, untagged]


def test_a_word_without_a_label_may_be_of_what_nobody_looked_for() -> None:
    text = LabeledText("a", "Ada", (), frozenset({"Who"}))
    assert open_tags(text, ("Who", "City")).tolist() == [True, False, False, True, True]
    assert open_tags(LabeledText("b", "Ada", ()), ("Who",)).tolist() == [True, False, False]


def test_words_outside_of_the_regions() -> None:
    tokens = tokenize("Ada pays Bob.", TOKENIZER)
    assert words_outside(tokens, [(0, 5)]).tolist() == [False, False, True, True]
    assert not words_outside(tokens, []).any()
