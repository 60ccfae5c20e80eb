"""What an evaluation found, kept with the model that it is about.

Training measures (`training.evaluation.report`) and writes; pages and comparisons read, without torch. The
file lies beside the bundle's own and is none of them: measuring again writes it anew, and the model
stays the version that it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from enricher.entities import Span
from enricher.errors import ModelError
from enricher.files.atomic import write_whole

EVALUATION_FILE = "evaluation.json"
NONE = "none"
"""The row of what was found and is labelled nothing, the column of what is labelled and missed."""

AROUND = 40  # characters on either side: enough to know the place again


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document, and the text around it."""

    category: str
    start: int
    end: int
    text: str
    before: str
    after: str

    @classmethod
    def of(cls, span: Span, text: str) -> Place:
        return cls(
            span.category,
            span.start,
            span.end,
            text[span.start : span.end],
            text[max(0, span.start - AROUND) : span.start],
            text[span.end : span.end + AROUND],
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "category": self.category,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True, slots=True)
class Found(Place):
    """An entity that was found, its confidence and, if it is wrong, the label that is right."""

    confidence: float
    kind: str | None = None  # see `training.evaluation.matches.Matches.kinds`; None where right
    label: Place | None = None

    def as_json(self) -> dict[str, Any]:
        said = {**Place.as_json(self), "confidence": round(self.confidence, 4)}
        if self.kind is None:
            return said
        return {**said, "kind": self.kind, "label": self.label.as_json() if self.label else None}


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """The result for a document. A label that was found wrongly is under `wrong`, not `missed`."""

    name: str
    right: tuple[Found, ...]
    wrong: tuple[Found, ...]
    missed: tuple[Place, ...]

    def as_json(self) -> dict[str, Any]:
        parts = {"right": self.right, "wrong": self.wrong, "missed": self.missed}
        return {
            "name": self.name,
            **{name: [one.as_json() for one in places] for name, places in parts.items()},
        }

    @property
    def faults(self) -> int:
        return len(self.wrong) + len(self.missed)


@dataclass(frozen=True, slots=True)
class Rates:
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class CategoryScores(Rates):
    """How well a category is found; `overlap`, for passages, counts what shares half of the words."""

    support: int
    tp: int
    fp: int
    fn: int
    overlap: Rates | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint(Rates):
    """The scores if entities with a confidence below `threshold` were left out."""

    threshold: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    chosen: float | None
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """A tenth of the scale: the mean confidence of its entities, and the share that is right."""

    confidence: float
    right: float
    entities: int


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """Expected calibration errors, before and after calibration."""

    before: float
    after: float


@dataclass(frozen=True, slots=True)
class CalibrationCurves:
    before: tuple[CalibrationBin, ...] = ()
    after: tuple[CalibrationBin, ...] = ()


@dataclass(frozen=True, slots=True)
class Calibration:
    calibrated: bool
    entities: int
    ece: BeforeAfter
    curve: CalibrationCurves = field(default_factory=CalibrationCurves)


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence of advice about a category, or about all; `other` is what it is confused with.

    `kind` is `unmeasured`, `never`, `labels`, `confused`, `bounds`, `spurious`, `overfit`,
    `testing_set`, `seen`, `left_out`, `unknown`, `long` or `epochs`.
    """

    kind: str
    text: str
    category: str | None = None
    other: str | None = None

    def as_json(self) -> dict[str, str | None]:
        named = {"kind": self.kind, "category": self.category}
        return {**named, **({"other": self.other} if self.other else {}), "text": self.text}


@dataclass(frozen=True, slots=True)
class EvaluationFound:
    """See docs/evaluation.md for the meaning of each."""

    micro: Rates
    macro: Rates
    categories: Mapping[str, CategoryScores]
    kinds: Mapping[str, int]
    confusion: Mapping[str, Mapping[str, int]]
    calibration: Calibration
    thresholds: Mapping[str, Thresholds]
    advice: tuple[Advice, ...]
    documents: tuple[DocumentOutcome, ...]

    @property
    def has_passages(self) -> bool:
        return any(one.overlap for one in self.categories.values())


@dataclass(frozen=True, slots=True)
class DocumentCount:
    train: int
    test: int


@dataclass(frozen=True, slots=True)
class StoredEvaluation:
    """What `enricher evaluate --json` prints, when it was measured, and on which texts."""

    model: str
    seconds: float
    documents: DocumentCount
    evaluation: EvaluationFound
    measured_at: datetime | None = None  # None for what a training in the ledger says of itself
    texts: Mapping[str, str] = field(default_factory=dict)  # a `text_key` for each document by name


_JSON = TypeAdapter(StoredEvaluation)


def keep_evaluation(folder: Path, said: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Keep what was measured with the model in a folder, in place of what was before.

    Args:
        said: as `enricher evaluate --json` prints it.
        texts: a `text_key` for each document by name.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    kept = {**said, "measured_at": now, "texts": dict(texts)}
    text = json.dumps(kept, ensure_ascii=False)
    # A text may hold half a character, which no file can.
    write_whole(folder / EVALUATION_FILE, text.encode("utf-8", "replace").decode())


def kept_evaluation(folder: Path) -> StoredEvaluation | None:
    """What was last measured of the model in a folder; None where nothing was kept.

    Raises:
        ModelError: it cannot be read.
    """
    path = folder / EVALUATION_FILE
    try:
        said = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from error
    try:
        return _JSON.validate_json(said)
    except ValidationError as error:
        raise ModelError(f"{path} is damaged; measure the model again, or delete it") from error


def evaluation_of(said: Mapping[str, Any]) -> StoredEvaluation:
    """What `enricher evaluate --json` printed, as a training in the ledger keeps it.

    Raises:
        ModelError: it cannot be read.
    """
    try:
        return _JSON.validate_python(said)
    except ValidationError as error:
        raise ModelError("the evaluation was made by another version of enricher") from error


@dataclass(frozen=True, slots=True)
class Case:
    """A label, what was found there, or both, and how they go together.

    Attributes:
        kind: `correct`, `category`, `bounds`, `both`, `missed` or `spurious`.
    """

    document: str
    kind: str
    label: Place | None
    found: Found | None

    @property
    def place(self) -> Place:
        """Where to look."""
        one = self.found or self.label
        assert one is not None
        return one

    @property
    def cell(self) -> tuple[str, str]:
        """The row and the column of the confusion matrix that count it."""
        return (
            self.label.category if self.label else NONE,
            self.found.category if self.found else NONE,
        )


def cases(evaluation: EvaluationFound) -> Iterator[Case]:
    """All that was labelled or found, document by document, in the order of the text."""
    for document in evaluation.documents:
        found = [
            *(Case(document.name, "correct", one, one) for one in document.right),
            *(Case(document.name, one.kind or "", one.label, one) for one in document.wrong),
            *(Case(document.name, "missed", one, None) for one in document.missed),
        ]
        yield from sorted(found, key=lambda one: one.place.start)
