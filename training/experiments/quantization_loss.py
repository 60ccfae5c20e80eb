"""What the int8 that ships loses, over all folds of a cross-validation, and what it depends on.

folds -> float32 and int8 -> spans of the texts that each has not seen -> loss of entity F1
      -> some of the texts read again, beside others -> the same logits to the last bit?
checkpoint, bundle that was published from it -> spans of generated documents -> loss of entity F1
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.models.scores import Scores
from enricher.recognizer.bundle import ModelBundle, write_bundle
from enricher.recognizer.decode import decode_tokens
from enricher.recognizer.windows import tokenize
from enricher.schema import EntitySchema
from training.dataset.tags import LabeledText
from training.evaluation.intervals import paired_f1_loss
from training.evaluation.readings import PipelineTagger, read_raw
from training.evaluation.scores import KeptSpans, evaluate_entities
from training.experiments.emissions import FoldModel, Precision
from training.experiments.folds import Fold, Plan, trained_folds
from training.export.bundle import touching_penalty
from training.export.int8 import export_onnx
from training.loop.model import Checkpoint

READ_AGAIN = 10  # texts of each fold
AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class QuantizationLoss:
    """float32 beside int8, on texts that the models have not seen.

    Attributes:
        full: strict entity scores of float32.
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
    read_again: int = 0
    same: int = 0

    @property
    def loss(self) -> float:
        return self.full.f1 - self.small.f1


def measure_loss(plan: Plan, kept: Path) -> QuantizationLoss:
    """Read all that the folds have not seen in both precisions; all spans count, however unsure.

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


def measure_published(
    checkpoint: Checkpoint, bundle: ModelBundle, schema: EntitySchema, texts: Sequence[LabeledText]
) -> QuantizationLoss:
    """Read texts with a bundle, and with the checkpoint that it was published from in float32.

    Args:
        checkpoint: as it was trained.
        bundle: in int8; what is sure enough for it is what counts.
        schema: of its project.
        texts: that it has not learned from.
    """
    with TemporaryDirectory() as place:
        exported = Path(place) / "full.onnx"
        export_onnx(checkpoint, exported)
        full = write_bundle(
            Path(place) / "full",
            bundle.description,
            exported.read_bytes(),
            checkpoint.tokenizer_json,
        )
        found = [read_raw(each, texts) for each in (full, bundle)]
    taggers = [PipelineTagger(each, bundle.description, schema) for each in found]
    (of_full, in_full), (of_small, in_small) = (
        _scored(
            texts,
            [tagger.tag(text.text, len(text.text)) for text in texts],
            bundle.description.categories,
            checkpoint.tokenizer,
        )
        for tagger in taggers
    )
    return QuantizationLoss(
        documents=len(texts),
        full=sum(of_full, Scores()),
        small=sum(of_small, Scores()),
        interval=paired_f1_loss(of_full, of_small),
        changed=len(in_full ^ in_small),
        spans=len(in_full),
    )


Found = set[tuple[str, int, int, str]]


def _score(fold: Fold, precision: Precision, kept: Path) -> tuple[list[Scores], Found]:
    """The scores of each text, and all that was found in them."""
    model = FoldModel(fold, precision, kept)
    touching = touching_penalty(fold.seen, model.tokenizer)
    spans = []
    for text, logits in zip(fold.scored, model.logits(fold.scored), strict=True):
        tokens = tokenize(text.text, model.tokenizer)
        spans.append(decode_tokens(logits, tokens, model.categories, touching))
    return _scored(fold.scored, spans, model.categories, model.tokenizer)


def _scored(
    texts: Sequence[LabeledText],
    spans: Sequence[list[Span]],
    categories: tuple[str, ...],
    tokenizer: Tokenizer,
) -> tuple[list[Scores], Found]:
    """The scores of each text, and all places together, by the spans found in each."""
    kept = KeptSpans(categories, {text.text: some for text, some in zip(texts, spans, strict=True)})
    scores = [evaluate_entities([text], kept, tokenizer).micro for text in texts]
    places = {
        (text.name, span.start, span.end, span.category)
        for text, some in zip(texts, spans, strict=True)
        for span in some
    }
    return scores, places


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
