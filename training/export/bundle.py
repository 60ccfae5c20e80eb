"""A checkpoint becomes the bundle that serves, after it has been checked against the checkpoint.

Checkpoint -> float32 ONNX: same spans as torch -> int8 ONNX: small loss -> ModelBundle
"""

from __future__ import annotations

import hashlib
import logging
import math
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import torch
from tokenizers import Tokenizer

from enricher.documents.boxes import WordBoxes
from enricher.entities import Span
from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle, ModelDescription, text_key, write_bundle
from enricher.recognizer.confidence import Confidence
from enricher.recognizer.layout import LAYOUT_VERSION
from enricher.recognizer.passages import FLOOR
from enricher.recognizer.windows import FloatArray, Inputs, read_windows, tokenize
from enricher.schema import EntitySchema
from training.confidence.evidence import NO_PRIORS, Priors
from training.confidence.holdout import fit_on_raw
from training.dataset.tags import LabeledText
from training.evaluation.readings import PipelineTagger, RawSpans, read_raw
from training.evaluation.scores import Evaluation, evaluate_entities
from training.export.int8 import export_onnx, quantize, some_windows
from training.loop.model import Checkpoint

logger = logging.getLogger(__name__)

MAX_QUANTIZATION_LOSS = 0.005

LIKELY = 0.5  # how sure a passage has to be where no threshold was chosen
SAME_CONFIDENCE = (
    0.01  # how far passages of the exported model may be off: rounding moves candidates
)

MAX_TOUCHING = 6.0  # of what two entities that touch may cost: they are rare, not impossible
MAX_GAP = 20  # characters of blanks between two labels that touch

# Of texts that were learned from; they are read again, to see what was learned by heart.
SEEN_CHARACTERS = 200_000
CALIBRATION_TEXTS = 32  # whose first windows show how large activations get


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing.

    Attributes:
        quantization_loss: float32's entity F1 less that of int8.
        found: what the model finds in the texts that it was measured on.
    """

    bundle: ModelBundle
    quantized: bool
    quantization_loss: float
    found: RawSpans


Run = Callable[[Inputs], FloatArray]
"""Gives the logits [1, tokens, outputs] of a window."""


class WindowTagger:
    """Finds spans by whatever runs the windows of a checkpoint or of what was made from it."""

    def __init__(
        self, checkpoint: Checkpoint, run: Run, touching: float, least: float = 0.0
    ) -> None:
        self._categories = checkpoint.categories
        self._outputs = checkpoint.outputs
        self._tokenizer = checkpoint.tokenizer
        self._reading = checkpoint.reading
        self._layout = checkpoint.layout
        self._run = run
        self._touching = touching
        self._least = least

    @property
    def categories(self) -> tuple[str, ...]:
        return self._categories

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        read = text[:max_characters]
        tokens = tokenize(read, self._tokenizer)
        if self._layout:
            tokens = tokens.laid_out(boxes)
        logits = read_windows(tokens, self._reading, self._outputs.width, self._run)
        spans = self._outputs.decode(logits, tokens, read, self._touching)
        passages = self._outputs.passages
        return [
            span
            for span in spans
            if span.category not in passages or span.confidence >= self._least
        ]


def torch_tagger(checkpoint: Checkpoint, touching: float = 0.0, least: float = 0.0) -> WindowTagger:
    """The checkpoint itself as a tagger.

    Args:
        least: less sure passages are none; 0 gives all candidates.
    """
    model = checkpoint.model.eval()
    device = next(model.parameters()).device  # a GPU while it trains

    @torch.no_grad()
    def run(window: Inputs) -> FloatArray:
        tensors = {name: torch.from_numpy(array).to(device) for name, array in window.items()}
        logits: FloatArray = model(**tensors).cpu().numpy()
        return logits

    return WindowTagger(checkpoint, run, touching, least)


def publish(
    checkpoint: Checkpoint,
    folder: Path,
    schema: EntitySchema,
    project: str,
    name: str,
    seen: Sequence[LabeledText],
    unseen: Sequence[LabeledText],
    held_back: Sequence[LabeledText] = (),
    confidence: Confidence | None = None,
    priors: Priors = NO_PRIORS,
    literal: Sequence[str] = (),
    data_fingerprint: str = "",
    test_fingerprint: str = "",
    train_percent: int | None = None,
    choices: bytes | None = None,
    max_loss: float = MAX_QUANTIZATION_LOSS,
    metrics: Mapping[str, float] | None = None,
) -> Published:
    """Export, check and write a bundle.

    Args:
        checkpoint: what was trained.
        folder: of the new bundle; must not hold another one.
        schema: of the project.
        project: to which the model belongs.
        name: of the model in its project.
        seen: texts of the training, on which quantization is fitted.
        unseen: texts that the training did not have, on which the exported model must agree with
            the checkpoint, the loss of quantization is measured, and the model is scored.
        held_back: texts that the training was watched with, on which confidence is fitted.
        confidence: fitted on what other models of the same recipe had not seen; None fits it.
        priors: evidence that fitting begins with.
        literal, train_percent: see `ModelDescription`.
        data_fingerprint: see `fingerprint`.
        choices: what tells types of documents; None where that is what ships.
        test_fingerprint: that of `unseen`, where models are to be compared by it.
        max_loss: of entity F1; a model that loses more by quantization stays in float32.
        metrics: what else was measured of the model.

    Raises:
        ModelError: the exported model finds other spans than the checkpoint.
    """
    description = ModelDescription(
        project=project,
        name=name,
        categories=checkpoint.categories,
        window_tokens=checkpoint.config.window_tokens,
        overlap_tokens=checkpoint.config.overlap_tokens,
        touching=touching_penalty(seen, checkpoint.tokenizer, checkpoint.passages),
        literal=tuple(literal),
        passages=checkpoint.passages,
        joined=checkpoint.joined,
        confidence=confidence or Confidence(),
        data_fingerprint=data_fingerprint,
        test_fingerprint=test_fingerprint,
        made_with={name: version(name) for name in ("torch", "transformers", "onnxruntime")},
        schema=schema,
        learned_from=tuple(sorted({text_key(text.text) for text in (*seen, *held_back)})),
        tested_on=tuple(sorted({text_key(text.text) for text in unseen})),
        train_percent=train_percent,
        layout=LAYOUT_VERSION if checkpoint.layout else 0,
    )
    with tempfile.TemporaryDirectory() as place:
        full, small = Path(place) / "full.onnx", Path(place) / "small.onnx"
        export_onnx(checkpoint, full)
        fitted = seen[:CALIBRATION_TEXTS]
        windows = some_windows(
            checkpoint,
            [text.text for text in fitted],
            {text.text: text.boxes for text in fitted if text.boxes},
        )
        quantize(full, small, windows)
        trials = {
            path: write_bundle(
                path.with_suffix(""), description, path.read_bytes(), checkpoint.tokenizer_json
            )
            for path in (full, small)
        }
        found = {path: read_raw(trial, unseen) for path, trial in trials.items()}
        _check_same_spans(checkpoint, found[full], description.touching, unseen)
        score = partial(_score, description=description, schema=schema, checkpoint=checkpoint)
        loss = (
            score(unseen, found[full]).found.micro.f1 - score(unseen, found[small]).found.micro.f1
        )
        quantized = loss <= max_loss
        if not quantized:
            logger.warning("int8 loses %.4f entity F1, the model stays in float32", loss)
        chosen = small if quantized else full
        if confidence is None:
            description = replace(
                description, confidence=_fit(trials[chosen], schema, held_back, checkpoint, priors)
            )
        description = _with_thresholds(description)
        some = _first(seen, SEEN_CHARACTERS)
        known = score(some, read_raw(trials[chosen], some), description=description)
        scored = score(unseen, found[chosen], description=description)
        measured = {
            **(metrics or {}),
            **_looked_for(scored, unseen).as_metrics("unseen.entities"),
            "seen.entities.micro.f1": round(_without(known, checkpoint.passages).micro.f1, 4),
            "quantization.entity_f1_loss": round(loss, 4),
        }
        bundle = write_bundle(
            folder,
            replace(description, metrics=measured),
            chosen.read_bytes(),
            checkpoint.tokenizer_json,
            choices,
        )
    logger.info(
        "published model=%s version=%s bytes=%d loss=%.4f",
        name, bundle.version.version, bundle.model_path.stat().st_size, loss,
    )  # fmt: skip
    return Published(bundle, quantized, loss, found[chosen])


def _looked_for(scores: Evaluation, texts: Sequence[LabeledText]) -> Evaluation:
    """Without categories that nobody looked for in any of the texts."""
    return _without(
        scores,
        [name for name in scores.categories if not any(text.is_tagged(name) for text in texts)],
    )


def _without(scores: Evaluation, names: Collection[str]) -> Evaluation:
    """Without some categories, unless there are no others."""
    left = {name: one for name, one in scores.categories.items() if name not in names}
    overlap = {name: one for name, one in scores.overlap.items() if name in left}
    return Evaluation(left, overlap) if left else scores


def _score(
    texts: Sequence[LabeledText],
    found: RawSpans,
    description: ModelDescription,
    schema: EntitySchema,
    checkpoint: Checkpoint,
) -> Evaluation:
    tagger = PipelineTagger(found, _with_thresholds(description), schema)
    return evaluate_entities(texts, tagger, checkpoint.tokenizer, checkpoint.passages)


def _with_thresholds(description: ModelDescription) -> ModelDescription:
    """Passages are candidates, however unsure, so that each category of them has a threshold."""
    if not description.passages:
        return description
    believed = description.confidence
    thresholds = dict.fromkeys(description.passages, LIKELY) | dict(believed.thresholds)
    return replace(description, confidence=replace(believed, thresholds=thresholds))


def _first(texts: Sequence[LabeledText], characters: int) -> list[LabeledText]:
    """As many texts as hold so many characters together, one at least."""
    some = [texts[0]]
    for text in texts[1:]:
        characters -= len(some[-1].text)
        if len(text.text) > characters:
            break
        some.append(text)
    return some


def _fit(
    trial: ModelBundle,
    schema: EntitySchema,
    held_back: Sequence[LabeledText],
    checkpoint: Checkpoint,
    priors: Priors,
) -> Confidence:
    """How a model is to be believed, by what it finds in texts that it did not learn from."""
    if not held_back:
        return Confidence()
    raw = read_raw(trial, held_back)
    return fit_on_raw(raw, trial.description, schema, held_back, checkpoint.tokenizer, priors)


def touching_penalty(
    texts: Iterable[LabeledText], tokenizer: Tokenizer, passages: Collection[str] = ()
) -> float:
    """How much more rarely than not a label begins right behind another in a line, as log-odds."""
    labels = touching = 0
    for text in texts:
        entities = (label for label in text.labels if label.category not in passages)
        ordered = sorted(entities, key=lambda label: label.start)
        labels += len(ordered)
        for before, after in pairwise(ordered):
            between = text.text[before.end : after.start]
            if len(between) > MAX_GAP or "\n" in between or "\r" in between:
                continue
            if not tokenizer.encode(between, add_special_tokens=False):
                touching += 1
    return round(min(MAX_TOUCHING, math.log((labels + 1) / (touching + 1))), 2)


def fingerprint(texts: Iterable[LabeledText]) -> str:
    """The sha256 of what a model learns from: names, texts and labels, in any order."""
    digests = sorted(
        hashlib.sha256(repr(_content(text)).encode("utf-8")).hexdigest() for text in texts
    )
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _content(text: LabeledText) -> tuple[object, ...]:
    content = (text.name, text.text, text.labels)
    if text.tagged is None and not text.regions:
        return content
    return (*content, sorted(text.tagged or ()), text.regions)


def _check_same_spans(
    checkpoint: Checkpoint, found: RawSpans, touching: float, texts: Sequence[LabeledText]
) -> None:
    expected_by = torch_tagger(checkpoint, touching)
    passages = checkpoint.passages
    for text in texts:
        expected = expected_by.tag(text.text, len(text.text), text.boxes)
        given = found[text.text]
        if _entities(expected, passages) != _entities(given, passages):
            raise ModelError(
                f"the exported model finds {len(given)} spans in {text.name} where the checkpoint"
                f" finds {len(expected)}, or others; try another version of torch"
            )
        sure, others = _surest(expected, passages), _surest(given, passages)
        for name in passages:
            if abs(sure.get(name, 0.0) - others.get(name, 0.0)) > SAME_CONFIDENCE + FLOOR:
                raise ModelError(
                    f"the exported model is otherwise sure of {name} in {text.name} than the"
                    " checkpoint; try another version of torch"
                )


def _entities(spans: Iterable[Span], passages: Collection[str]) -> list[tuple[int, int, str]]:
    return [_place(span) for span in spans if span.category not in passages]


def _surest(spans: Iterable[Span], passages: Collection[str]) -> Mapping[str, float]:
    surest: dict[str, float] = {}
    for span in spans:
        if span.category in passages:
            surest[span.category] = max(span.confidence, surest.get(span.category, 0.0))
    return surest


def _place(span: Span) -> tuple[int, int, str]:
    return span.start, span.end, span.category
