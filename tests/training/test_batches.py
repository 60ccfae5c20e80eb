"""Which windows of texts a pass of a training sees."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer, models, pre_tokenizers

from enricher.entities import Span
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import INPUTS, open_tokenizer, tokenize
from training.dataset.tags import LabeledText
from training.loop.batches import Example, as_batch, as_example, cut
from training.loop.config import TrainingConfig
from training.loop.passage_targets import PassageBatch

PARTY, TERM = 1, 3  # tags that begin an entity of the first and of the second category
OPEN = np.array([True, False, False, False, False])


def contract(pages: int, terms: int) -> Example:
    """A text that names a party on every page, and a term on some."""
    targets = np.zeros(pages * 100, dtype=np.int64)
    targets[50::100] = PARTY
    targets[10 : terms * 100 : 100] = TERM
    return Example(dict.fromkeys(INPUTS, np.arange(len(targets))), targets, OPEN)


def test_all_windows_with_labels_are_seen_where_nothing_else_is_asked() -> None:
    examples = [contract(pages=4, terms=1) for _ in range(50)]
    config = TrainingConfig(empty_share=0.0)
    assert len(cut(examples, 400, config, np.random.default_rng(1))) == 50


def test_frequent_categories_are_seen_less_and_rare_ones_as_often() -> None:
    examples = [
        *(contract(pages=4, terms=0) for _ in range(200)),
        *(contract(pages=4, terms=1) for _ in range(20)),
    ]
    config = TrainingConfig(empty_share=0.0, most_windows=40)
    windows = cut(examples, 400, config, np.random.default_rng(1))
    terms = sum(bool((one.targets == TERM).any()) for one in windows)
    assert terms == 20
    assert 40 <= len(windows) <= 75  # 20, and 200 of which 40 in 220 are drawn


TEXT = "Acme pays. Lender may audit the books of Acme. Acme may assign it."
AUDIT = "Lender may audit the books of Acme."
OUTPUTS = Outputs.of(("Party", "AuditRights", "Insurance"), ("AuditRights", "Insurance"))


def _words(**looked: Any) -> tuple[Example, list[str]]:
    """A text with a party inside of a passage, whose words are one token each."""
    start = TEXT.index(AUDIT)
    labels = (
        Span(start, start + len(AUDIT), "AuditRights"),
        Span(TEXT.index("Acme."), TEXT.index("Acme.") + 4, "Party"),
    )
    whole_words = Tokenizer(models.WordLevel({"[UNK]": 0}, "[UNK]"))
    whole_words.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer = open_tokenizer(whole_words.to_str())
    tokens = tokenize(TEXT, tokenizer)
    words = [TEXT[one:other] for one, other in zip(tokens.starts, tokens.ends, strict=True)]
    return as_example(LabeledText("a", TEXT, labels, **looked), tokenizer, OUTPUTS), words


def _batch_of(example: Example) -> PassageBatch:
    batch = as_batch([example], ((7,), (8,)), 0).passages
    assert batch is not None
    return batch


def test_passages_hold_entities_and_never_are_tags() -> None:
    example, words = _words()
    inside = _batch_of(example).inside[0, 1:-1].numpy().astype(bool)
    assert [word for word, is_in in zip(words, inside[:, 0], strict=True) if is_in] == [
        "Lender", "may", "audit", "the", "books", "of", "Acme", ".",
    ]  # fmt: skip
    assert not inside[:, 1].any()
    assert [word for word, tag in zip(words, example.targets, strict=True) if tag] == ["Acme"]


def test_a_window_has_the_part_of_a_passage_that_reaches_into_it() -> None:
    example, words = _words()
    window = example.part(5, 9)
    assert window.held == {~0}
    assert words[5:9] == ["audit", "the", "books", "of"]
    assert _batch_of(window).inside[0, 1:-1, 0].tolist() == [1, 1, 1, 1]
    assert example.part(0, 3).held == frozenset()


def test_what_nobody_looked_for_or_at_teaches_nothing() -> None:
    example, words = _words(tagged=frozenset({"Insurance"}), regions=((0, 10),))
    judged = _batch_of(example).judged[0, 1:-1].numpy().astype(bool)
    assert [word for word, is_judged in zip(words, judged[:, 1], strict=True) if is_judged] == [
        "Acme", "pays", ".",
    ]  # fmt: skip
    # A label counts wherever it stands.
    assert judged[:, 0].sum() == 8


def test_loss_is_that_of_judged_words_alone() -> None:
    batch = _batch_of(_words(tagged=frozenset({"Insurance"}), regions=((0, 10),))[0])
    logits = torch.where(batch.inside > 0, 20.0, -20.0)
    assert batch.loss(logits) < 1e-6
    assert batch.loss(torch.where(batch.judged > 0, logits, 20.0)) < 1e-6
    assert batch.loss(-logits) > 10
