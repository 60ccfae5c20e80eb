"""What the int8 that ships loses, over all folds of a cross-validation, and what it depends on.

folds -> float32 and int8 -> spans of the texts that each has not seen -> loss of entity F1
      -> some of the texts read again, beside others -> the same logits to the last bit?
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from enricher.recognizer.decode import decode_tokens
from enricher.recognizer.windows import tokenize
from enricher.scores import Scores
from training.dataset import LabeledText
from training.emissions import FoldModel, Precision
from training.evaluate import KeptSpans, evaluate_entities
from training.folds import Fold, Plan, trained_folds
from training.intervals import paired_f1_loss
from training.publish import touching_penalty

READ_AGAIN = 10  # texts of each fold
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class QuantizationLoss:
    """float32 beside int8, on texts that the models have not seen.

    Attributes:
        full: strict entity scores of float32, of all spans however unsure.
        small: those of int8.
        interval: holds the loss of F1 at 95 %, by drawing documents.
        changed: spans that one finds and the other does not.
        spans: those of float32.
        read_again: texts that int8 read alone, and again beside others.
        same: how many of these gave the same logits.
    """

    documents: int
    full: Scores
    small: Scores
    interval: tuple[float, float]
    changed: int
    spans: int
    read_again: int
    same: int

    @property
    def loss(self) -> float:
        return self.full.f1 - self.small.f1


def measure_loss(plan: Plan, kept: Path) -> QuantizationLoss:
    """Read all that the folds have not seen in both precisions.

    Args:
        plan: of a cross-validation that has run.
        kept: takes what is read, see `FoldModel`.
    """
    folds = trained_folds(plan)
    full: list[Scores] = []
    small: list[Scores] = []
    changed = spans = read_again = same = 0
    for fold in folds:
        of_full, found_full = _score(fold, "float32", kept)
        of_small, found_small = _score(fold, "int8", kept)
        full += of_full
        small += of_small
        changed += len(found_full ^ found_small)
        spans += len(found_full)
        some = fold.scored[:READ_AGAIN]
        read_again += len(some)
        same += _count_same(FoldModel(fold, "int8", kept), some)
    return QuantizationLoss(
        documents=len(full),
        full=sum(full, Scores()),
        small=sum(small, Scores()),
        interval=paired_f1_loss(full, small),
        changed=changed,
        spans=spans,
        read_again=read_again,
        same=same,
    )


Found = set[tuple[str, int, int, str]]


def _score(fold: Fold, precision: Precision, kept: Path) -> tuple[list[Scores], Found]:
    """The scores of each text, and all that was found in them."""
    model = FoldModel(fold, precision, kept)
    touching = touching_penalty(fold.seen, model.tokenizer)
    scores = []
    found: Found = set()
    for text, logits in zip(fold.scored, model.logits(fold.scored), strict=True):
        tokens = tokenize(text.text, model.tokenizer)
        spans = decode_tokens(logits, tokens, model.categories, touching)
        tagger = KeptSpans(model.categories, {text.text: spans})
        scores.append(evaluate_entities([text], tagger, model.tokenizer).micro)
        found |= {(text.name, span.start, span.end, span.category) for span in spans}
    return scores, found


def _count_same(model: FoldModel, texts: Sequence[LabeledText]) -> int:
    """How many texts give what they gave alone when they are read in another order and at once."""
    tokenizer = model.tokenizer
    with ThreadPoolExecutor(AT_ONCE) as pool:
        backwards = pool.map(
            lambda text: model.read(tokenize(text.text, tokenizer)), reversed(texts)
        )
        again = list(backwards)[::-1]
    alone = model.logits(texts)
    return sum(np.array_equal(one, other) for one, other in zip(alone, again, strict=True))
