"""Ways to make tags of what a model says of words, and what each finds in texts it has not seen.

    folds of a cross-validation -> logits of words -> each way: tags -> spans -> entity scores
                                                   -> confidence fitted on other folds -> fields

One way ships (`enricher.recognizer.decode`); the others show what its parts bring.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from enricher.entities import Span
from enricher.recognizer.decode import IMPOSSIBLE, best_tags, log_softmax, sure_spans
from enricher.recognizer.windows import FloatArray, IntArray, Tokens, tokenize
from training.confidence.answers import HeldOut
from training.dataset.tags import LabeledText, tag_words
from training.evaluation.scores import Evaluation, KeptSpans, evaluate_entities
from training.experiments.crf import Chain, Tagged, best_path, fit_chain
from training.experiments.crossval import judge_folds, pooled
from training.experiments.emissions import FoldModel
from training.experiments.folds import Fold, Plan, trained_folds
from training.export.bundle import touching_penalty

logger = logging.getLogger(__name__)

Decoder = Callable[[FloatArray, Tokens], IntArray]
"""Makes well-formed tags, [words], of log-probabilities, [words, tags]."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """What a way finds.

    Attributes:
        entities: strict, all spans however unsure, over the unseen texts of all folds.
        shown: strict, those that are shown with confidence fitted on the other folds; None where
            there is one fold only. A way that finds more may lose what it gains here.
        fields: likewise.
    """

    name: str
    entities: Evaluation
    shown: Evaluation | None = None
    fields: Evaluation | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A text with what a model says of its words."""

    text: LabeledText
    tokens: Tokens
    scores: FloatArray

    def tagged(self, categories: Sequence[str], lines: bool) -> Tagged:
        tags = tag_words(self.tokens, self.text.labels, categories).tags
        return Tagged(self.scores.astype(np.float64), tags, _kinds(self.tokens, lines))


def compare_decodings(plan: Plan, kept: Path, with_crf: bool = True) -> list[Decoding]:
    """Decode what each fold has not seen in each way, and score what comes of it.

    Args:
        plan: of a cross-validation that has run.
        kept: takes what is read, see `FoldModel`.
        with_crf: False leaves out what needs all texts that the folds learned from to be read.
    """
    folds = trained_folds(plan)
    models = [FoldModel(fold, "int8", kept) for fold in folds]
    held = [_read(model, fold.held_out) for model, fold in zip(models, folds, strict=True)]
    ways = [_fixed(fold, model) for fold, model in zip(folds, models, strict=True)]
    if with_crf:
        categories = plan.schema.learned
        for number, (fold, model) in enumerate(zip(folds, models, strict=True)):
            seen = _read(model, fold.seen)
            others = [one for other, some in enumerate(held) if other != number for one in some]
            ways[number] += _learned("learned on what the fold saw", seen, categories)
            if others:
                ways[number] += _learned("learned on other folds", others, categories)
            logger.info("learned chains fold=%s", fold.folder.name)
    return [
        _score(plan, folds, held, [decoder for _, decoder in of_folds], of_folds[0][0])
        for of_folds in zip(*ways, strict=True)
    ]


def word_tags(scores: FloatArray) -> IntArray:
    """The best tag of each word by itself; I that follows nothing of its category becomes B."""
    tags: IntArray = scores.argmax(axis=1)
    before = np.concatenate(([0], tags[:-1]))
    alone = (tags > 0) & (tags % 2 == 0) & (before != tags) & (before != tags - 1)
    return np.where(alone, tags - 1, tags)


def well_formed_tags(scores: FloatArray, tokens: Tokens, touching: float) -> IntArray:
    """As `decode` does."""
    return best_tags(_parted(scores, tokens), np.where(tokens.apart, 0.0, touching))


def _fixed(fold: Fold, model: FoldModel) -> list[tuple[str, Decoder]]:
    touching = touching_penalty(fold.seen, model.tokenizer)
    return [
        ("best tag of each word", lambda scores, _: word_tags(scores)),
        ("best well-formed tags", lambda scores, tokens: well_formed_tags(scores, tokens, 0.0)),
        (
            "the same, touching costs (ships)",
            lambda scores, tokens: well_formed_tags(scores, tokens, touching),
        ),
    ]


def _learned(
    name: str, texts: Sequence[_Read], categories: Sequence[str]
) -> list[tuple[str, Decoder]]:
    decoders = []
    for lines in (False, True):
        chain = fit_chain([one.tagged(categories, lines) for one in texts], 1 + lines)
        full = f"CRF, {name}{', new lines apart' if lines else ''}"
        decoders.append((full, _by_chain(chain, lines)))
    return decoders


def _by_chain(chain: Chain, lines: bool) -> Decoder:
    def decode(scores: FloatArray, tokens: Tokens) -> IntArray:
        allowed = _parted(scores, tokens).astype(np.float64)
        return best_path(allowed, _kinds(tokens, lines), chain)

    return decode


def _kinds(tokens: Tokens, lines: bool) -> IntArray:
    """1 for words that begin a line or a column, where steps are learned apart, else 0."""
    return tokens.apart.astype(np.int64) if lines else np.zeros(len(tokens.starts), dtype=np.int64)


def _parted(scores: FloatArray, tokens: Tokens) -> FloatArray:
    allowed = scores.copy()
    allowed[tokens.parted, 2::2] = IMPOSSIBLE
    return allowed


def _read(model: FoldModel, texts: Sequence[LabeledText]) -> list[_Read]:
    return [
        _Read(text, tokenize(text.text, model.tokenizer), log_softmax(logits))
        for text, logits in zip(texts, model.logits(texts), strict=True)
    ]


def _score(
    plan: Plan,
    folds: Sequence[Fold],
    held: Sequence[Sequence[_Read]],
    decoders: Sequence[Decoder],
    name: str,
) -> Decoding:
    categories = plan.schema.learned
    spans = [
        {one.text.text: _spans(one, decode, categories) for one in read}
        for read, decode in zip(held, decoders, strict=True)
    ]
    entities = pooled(
        [
            evaluate_entities(fold.scored, KeptSpans(categories, found), fold.tokenizer)
            for fold, found in zip(folds, spans, strict=True)
        ]
    )
    if len(folds) == 1:
        return Decoding(name, entities)
    read = [
        (
            fold,
            [
                HeldOut.of(text, plan.expected[text.name], found[text.text], plan.schema)
                for text in fold.held_out
            ],
        )
        for fold, found in zip(folds, spans, strict=True)
    ]
    outcome = judge_folds(plan, read)
    return Decoding(name, entities, outcome.entity_scores, outcome.field_scores)


def _spans(one: _Read, decode: Decoder, categories: Sequence[str]) -> list[Span]:
    tags = decode(one.scores, one.tokens)
    return sure_spans(tags, one.scores, one.tokens.starts, one.tokens.ends, categories)
