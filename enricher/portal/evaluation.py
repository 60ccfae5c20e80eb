"""An evaluation as pictures: scores, matrix, curves, and the mistakes behind a cell that was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends
from markupsafe import Markup

from enricher.models.evaluations import NONE, Case, EvaluationFound, Thresholds, cases
from enricher.models.sample_sizes import Sample, sample_of, sample_of_all
from enricher.portal.categories import looks
from enricher.portal.charts import SHARES, Axis, Series, bar, line_chart, reliability_chart

_MOST_CASES = 200  # that are listed at a time
KINDS = {
    "correct": "right",
    "bounds": "right category, other bounds",
    "category": "right bounds, other category",
    "both": "other bounds and category",
    "missed": "missed",
    "spurious": "found where nothing is labelled",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which cases the address asks for; all of it must hold."""

    labelled: str | None = None
    found: str | None = None
    kind: str | None = None
    document: str | None = None

    def __bool__(self) -> bool:
        return any((self.labelled, self.found, self.kind, self.document))

    def has(self, case: Case) -> bool:
        row, column = case.cell
        return (
            self.labelled in (None, row)
            and self.found in (None, column)
            and self.kind in (None, case.kind)
            and self.document in (None, case.document)
        )

    @property
    def title(self) -> str:
        if self.document:
            return f"All in {self.document}"
        if self.kind:
            return KINDS.get(self.kind, self.kind).capitalize()
        if self.found == NONE:
            return f"{self.labelled} that was missed"
        if self.labelled == NONE:
            return f"{self.found} found where nothing is labelled"
        if self.labelled == self.found:
            return f"{self.labelled} that was found, its bounds right or not"
        return f"{self.labelled} that was taken for {self.found}"


Asked = Annotated[Chosen, Depends()]


@dataclass(frozen=True, slots=True)
class Looked:
    """Where an evaluation is looked at, and what is chosen of it."""

    project: str
    path: str
    chosen: Chosen

    def link(self, **chosen: str) -> str:
        return f"{self.path}?{urlencode(chosen)}#cases"

    def place(self, case: Case) -> str:
        """The place in the document, where it is tagged."""
        project, name = quote(self.project), quote(case.document)
        return f"/projects/{project}/tag/{name}#at={case.place.start},{case.place.end}"


@dataclass(frozen=True, slots=True)
class Cell:
    """Of the matrix; `heat` is the share of its row, from 0 to 5."""

    count: int
    heat: int
    is_right: bool
    is_chosen: bool
    link: str


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the template shows of an evaluation."""

    at: Looked
    looks: Mapping[str, str]
    columns: Sequence[str]
    matrix: Mapping[str, Sequence[Cell]]
    thresholds: Sequence[Markup]
    calibration: Markup
    cases: Sequence[Case]
    case_count: int
    kinds: Mapping[str, str]
    samples: Mapping[str, Sample]
    all: Sample

    def bar(self, share: float, number: int) -> Markup:
        return bar(share, number)


def pictures(at: Looked, evaluation: EvaluationFound) -> Pictures:
    chosen = [one for one in cases(evaluation) if at.chosen.has(one)] if at.chosen else []
    categories = list(evaluation.categories)
    columns = [*categories, NONE]
    return Pictures(
        at=at,
        looks=looks(categories),
        columns=columns,
        matrix={
            row: _cells(at, evaluation.confusion.get(row, {}), row, columns) for row in columns
        },
        thresholds=[
            _threshold_chart(name, one) for name, one in evaluation.thresholds.items() if one.curve
        ],
        calibration=_calibration_chart(evaluation),
        cases=list(islice(chosen, _MOST_CASES)),
        case_count=len(chosen),
        kinds=KINDS,
        samples={name: sample_of(one) for name, one in evaluation.categories.items()},
        all=sample_of_all(evaluation.categories),
    )


def _cells(at: Looked, counts: Mapping[str, int], row: str, columns: Sequence[str]) -> list[Cell]:
    total = sum(counts.values()) or 1
    return [
        Cell(
            count := counts.get(column, 0),
            -(-5 * count // total),  # what is there at all is tinted
            row == column,
            (at.chosen.labelled, at.chosen.found) == (row, column),
            at.link(labelled=row, found=column),
        )
        for column in columns
    ]


def _threshold_chart(name: str, thresholds: Thresholds) -> Markup:
    curve = thresholds.curve
    best = max(curve, key=lambda one: one.f1)
    chosen = thresholds.chosen
    said = "no threshold is set" if chosen is None else f"the threshold is {chosen:g}"
    return line_chart(
        name,
        f"Precision, recall and F1 of {name} if less sure entities were left out; {said};"
        f" F1 is best, {best.f1:.3f}, at {best.threshold:g}.",
        Axis("threshold", SHARES),
        Axis("score", SHARES),
        [
            Series("precision", [(one.threshold, one.precision) for one in curve]),
            Series("recall", [(one.threshold, one.recall) for one in curve]),
            Series("F1", [(one.threshold, one.f1) for one in curve]),
        ],
        chosen,
        "" if chosen is None else f"chosen: {chosen:g}",
    )


def _calibration_chart(evaluation: EvaluationFound) -> Markup:
    said = evaluation.calibration
    bins = {
        name: [(one.confidence, one.right, one.entities) for one in some]
        for name, some in (("after", said.curve.after), ("before", said.curve.before))
    }
    if not bins["after"]:
        return Markup()
    if not said.calibrated:
        series = [("as the model says", bins["after"])]
        words = f"Confidence is not calibrated: it is off by {said.ece.after:.3f} on average."
    else:
        series = [("calibrated", bins["after"]), ("as the model said before", bins["before"])]
        words = (
            f"Confidence is off by {said.ece.after:.3f} on average,"
            f" by {said.ece.before:.3f} before it was calibrated."
        )
    return reliability_chart("Confidence and share of right entities", words, series)
