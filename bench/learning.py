"""Learning from few tagged documents: `enricher train` against what people would use instead.

Each document is read by a model that learned from the other folds; entities are right when start,
end and category are, to the character, the same for all.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from bench.learners import AT_ALL_COUNTS, FOLDS, LEARNERS, NEEDED, OURS, to_record
from bench.measuring import run_task
from bench.results import Cell, Result, Table
from bench.workspace import Workspace
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.models.scores import Scores
from enricher.projects.formats import folder_texts, read_labels
from training.dataset.split import fold_documents, shuffled

QUICKSTART = Path("loan-agreements", "loanAgreementsLabels.json")
COUNTS = (5, 10)  # of documents to learn from, before all


@dataclass(frozen=True, slots=True)
class Total:
    """What a learner did on all folds together."""

    scores: Scores
    seconds: tuple[float, ...]
    megabytes: float

    @property
    def seconds_a_model(self) -> float:
        return sum(self.seconds) / len(self.seconds)


def run(work: Workspace) -> Result:
    documents, described = read_documents()
    names = [name for name in LEARNERS if find_spec(NEEDED.get(name, "enricher"))]
    notes = [
        f"{len(documents)} documents, {sum(len(one.labels) for one in documents)} labels of"
        f" {len(_categories(documents))} categories: {described}. {work.sizes.folds} folds, pooled."
    ]
    notes += [f"{name}: {count} of the folds." for name, count in FOLDS.items()]
    if missing := sorted(set(LEARNERS) - set(names)):
        notes.append(f"Not installed, so not run: {', '.join(missing)}.")
    most = len(documents) - len(documents) // work.sizes.folds
    totals = {
        (name, count): learn_folds(name, documents, work.sizes.folds, count, work.folder)
        for count in (*(one for one in COUNTS if one < most), most)
        for name in names
        if count == most or name in AT_ALL_COUNTS
    }
    whole = {name: total for (name, count), total in totals.items() if count == most}
    return Result(
        "learning",
        (_scores_table(whole, tuple(notes)), _curve_table(names, totals)),
        {
            "f1": whole[OURS].scores.f1,
            "seconds_a_model": whole[OURS].seconds_a_model,
            "megabytes": whole[OURS].megabytes,
        },
    )


def learn_folds(
    name: str, documents: Sequence[LabeledDocument], folds: int, count: int, folder: Path
) -> Total:
    """Let a learner read each fold after it has learned from `count` documents of the others."""
    scores, seconds, megabytes = Scores(), [], 0.0
    categories = _categories(documents)
    for fold in fold_documents(documents, folds)[: FOLDS.get(name, folds)]:
        held_out = {one.name for one in fold}
        others = shuffled(one.name for one in documents if one.name not in held_out)[:count]
        data = folder / "learning.json"
        data.write_text(
            json.dumps(
                {
                    "train": [to_record(one) for one in documents if one.name in others],
                    "test": [to_record(one) for one in fold],
                    "categories": categories,
                }
            ),
            encoding="utf-8",
        )
        run_ = run_task("learn", name, str(data))
        seconds.append(run_.answer["seconds"])
        megabytes = max(megabytes, run_.main_megabytes)
        for document, found in zip(fold, run_.answer["found"], strict=True):
            scores += count_right(document, [(start, end, of) for start, end, of in found])
        done = f"{name}, {count} documents: {len(seconds)} models"
        print(f"{done}, F1 {scores.f1:.3f}, {seconds[-1]:.0f} s", file=sys.stderr)
    return Total(scores, tuple(seconds), megabytes)


def count_right(document: LabeledDocument, found: Sequence[tuple[int, int, str]]) -> Scores:
    wanted = {(one.start, one.end, one.category) for one in document.labels}
    right = len(wanted & set(found))
    return Scores(right, len(set(found)) - right, len(wanted) - right)


def read_documents() -> tuple[list[LabeledDocument], str]:
    """The quickstart of a hosted service where it is there, else documents of our own."""
    root = Path(os.environ.get("ENRICHER_TEST_DATA", ""))
    path = root / QUICKSTART
    if path.is_file():
        labels = read_labels(path, folder_texts(path.parent))
        return list(labels.documents), "loan agreements, the quickstart of Azure's custom NER"
    from training.corpus.generator import generate

    written = [generate("loan", seed) for seed in range(20)]
    return [
        LabeledDocument(
            f"loan-{number:02}",
            one.text,
            in_order(Label(span.start, span.end, span.category) for span in one.spans),
        )
        for number, one in enumerate(written)
    ], "loan agreements that the training's own generator wrote"


def _categories(documents: Sequence[LabeledDocument]) -> list[str]:
    return sorted({label.category for one in documents for label in one.labels})


def _scores_table(totals: dict[str, Total], notes: tuple[str, ...]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            round(total.scores.precision, 3),
            round(total.scores.recall, 3),
            round(total.scores.f1, 3),
            total.seconds_a_model,
            total.seconds_a_model / totals[OURS].seconds_a_model,
            round(total.megabytes),
        )
        for name, total in totals.items()
    ]
    columns = ("what", "precision", "recall", "F1", "s a model", "times our seconds", "MB")
    return Table("Learning from all", columns, tuple(rows), notes)


def _curve_table(names: Sequence[str], totals: dict[tuple[str, int], Total]) -> Table:
    counts = sorted({count for _, count in totals})
    rows: list[tuple[Cell, ...]] = [
        (name, *(round(totals[name, count].scores.f1, 3) for count in counts))
        for name in names
        if name in AT_ALL_COUNTS
    ]
    columns = ("F1 by documents to learn from", *(str(count) for count in counts))
    return Table("Learning from few", columns, tuple(rows))
