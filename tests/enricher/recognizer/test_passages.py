import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import BertPreTokenizer

from enricher.errors import ModelError
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.passages import FLOOR, find_passages
from enricher.recognizer.windows import FloatArray, open_tokenizer, tokenize

_TOKENIZER = Tokenizer(WordLevel({"[UNK]": 0}, "[UNK]"))
_TOKENIZER.pre_tokenizer = BertPreTokenizer()
TOKENIZER = open_tokenizer(_TOKENIZER.to_str())
TEXT = "Lender may audit. It may copy books.\n\n12\n\nIt may ask again. Acme pays."
SENTENCES = ("Lender may audit.", "It may copy books.", "12", "It may ask again.", "Acme pays.")


def _logits(text: str, *by_sentence: float) -> FloatArray:
    """One column: each word as sure as its sentence."""
    tokens = tokenize(text, TOKENIZER)
    logits = np.full((len(tokens.starts), 1), -9.0, dtype=np.float32)
    for sentence, sure in zip(SENTENCES, by_sentence, strict=True):
        start = text.index(sentence)
        inside = (tokens.starts >= start) & (tokens.starts < start + len(sentence))
        logits[inside] = sure
    return logits


def _found(*by_sentence: float, joined: bool = True) -> list[tuple[str, float]]:
    names = ("AuditRights",)
    logits, tokens = _logits(TEXT, *by_sentence), tokenize(TEXT, TOKENIZER)
    spans = find_passages(logits, tokens, TEXT, names, names if joined else ())
    return [(TEXT[one.start : one.end], round(one.confidence, 2)) for one in spans]


def test_a_sure_sentence_is_a_passage() -> None:
    assert _found(2, -9, -9, -9, -9) == [("Lender may audit.", 0.88)]


def test_sure_sentences_in_a_row_are_one_passage() -> None:
    assert _found(2, 1.5, -9, -9, -9) == [("Lender may audit. It may copy books.", 0.88)]


def test_sure_sentences_in_a_row_are_passages_each_where_they_were_labelled_so() -> None:
    assert _found(2, 1.5, -9, -9, -9, joined=False) == [
        ("Lender may audit.", 0.88),
        ("It may copy books.", 0.82),
    ]


def test_what_a_page_ends_with_does_not_part_a_passage_and_ends_none() -> None:
    assert _found(-9, 2, -9, 2, -9) == [("It may copy books.\n\n12\n\nIt may ask again.", 0.88)]
    assert _found(-9, 2, 9, -9, -9) == [("It may copy books.", 0.88)]


def test_a_sentence_that_a_page_parts_is_one_passage_in_any_case() -> None:
    assert _found(-9, 2, -9, 2, 2, joined=False) == [
        ("It may copy books.\n\n12\n\nIt may ask again.", 0.88),
        ("Acme pays.", 0.88),
    ]


def test_sentences_far_less_sure_are_candidates_of_their_own() -> None:
    assert _found(3, -3, -9, -9, -9) == [("Lender may audit.", 0.95), ("It may copy books.", 0.05)]


def test_what_is_below_the_floor_is_no_candidate() -> None:
    below = float(np.log(FLOOR / (1 - FLOOR))) - 0.1
    assert _found(*[below] * 5) == []


def test_a_sentence_is_as_sure_as_its_words_are_on_average() -> None:
    logits = _logits(TEXT, -9, -9, -9, -9, -9)
    logits[:4, 0] = (4, 0, 4, 0)  # Lender may audit .
    [span] = find_passages(logits, tokenize(TEXT, TOKENIZER), TEXT, ("AuditRights",))
    assert (span.start, span.end, span.category) == (0, 17, "AuditRights")
    assert span.confidence == pytest.approx((0.982 + 0.5) / 2, abs=1e-3)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_text_without_words_has_no_passages(text: str) -> None:
    tokens = tokenize(text, TOKENIZER)
    assert find_passages(np.zeros((0, 1), dtype=np.float32), tokens, text, ("A",)) == []


def test_passages_overlap_entities_and_other_passages() -> None:
    outputs = Outputs.of(("AuditRights", "Party", "Insurance"), ("Insurance", "AuditRights"))
    assert (outputs.tagged, outputs.passages) == (("Party",), ("AuditRights", "Insurance"))
    tokens = tokenize(TEXT, TOKENIZER)
    logits = np.zeros((len(tokens.starts), outputs.width), dtype=np.float32)
    logits[:, 0] = 9
    logits[0, 1] = 20  # Lender
    logits[:, 3:] = -9
    logits[:4, 3:] = 5

    found = outputs.decode(logits, tokens, TEXT, touching=0.0)

    assert [(TEXT[one.start : one.end], one.category) for one in found] == [
        ("Lender", "Party"),
        ("Lender may audit.", "AuditRights"),
        ("Lender may audit.", "Insurance"),
    ]


def test_other_logits_than_outputs_are_refused() -> None:
    tokens = tokenize(TEXT, TOKENIZER)
    with pytest.raises(ModelError, match="numbers a word, not 4"):
        Outputs(("Party",), ("Insurance",)).decode(
            np.zeros((len(tokens.starts), 3), dtype=np.float32), tokens, TEXT, 0.0
        )
