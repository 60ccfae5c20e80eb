"""What a project of one's own learns of forms, told where their words stand and not told.

forms, drawn -> read as any file -> tagged where their values were drawn -> `train` without options
-> forms that it has not seen -> scores, and what it costs
"""

from __future__ import annotations

import logging
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from enricher.documents.boxes import COLUMNS, PER_POINT, WordBoxes
from enricher.enrichment.parts import TextExtractor
from enricher.ledger.labels import Label, LabeledDocument, in_order
from enricher.models.scores import Scores
from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.settings import Settings
from enricher.wiring.projects import open_project
from enricher.wiring.readers import build_extractor
from training.evaluation.scores import ServedTagger
from training.experiments import options
from training.experiments.form_kinds import Form, FormKind, Place, fill_in, form_kinds
from training.experiments.scans import extract
from training.projects import Request, train_project

logger = logging.getLogger(__name__)

PROJECT = "forms"
_ROUNDS = 3  # that forms are read in: other processes disturb the others less than the quickest

KINDS = form_kinds()
HEADERS = (
    "kind of form", "tagged", "F1 of words alone", "F1 with places",
    "training, words alone", "with places", "reading, words alone", "with places",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaggedForm:
    """A form as it is read, with its labels."""

    document: LabeledDocument
    boxes: WordBoxes


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of a project.

    Attributes:
        scores: of all categories together, strict.
        loss: of F1 by int8; a model that would lose too much keeps its weights in float32.
        train_seconds: of processors, from the labels to the model that was measured.
        read_seconds: of processors, for finding the entities of a form that was not learned from.
    """

    scores: Scores
    loss: float
    train_seconds: float
    read_seconds: float


@click.command("own-forms")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)),
              help="Instead of all.")  # fmt: skip
@click.option("--tagged", "counts", multiple=True, type=click.IntRange(min=2), default=(10, 20),
              show_default=True, help="So many to learn from.")  # fmt: skip
@click.option("--unseen", default=30, show_default=True, type=click.IntRange(min=1),
              help="So many to measure with.")  # fmt: skip
@click.option("--epochs", type=int, help="Instead of as many as the data asks for.")
@options.seed
def measure_own_forms(
    kinds: Sequence[str], counts: Sequence[int], unseen: int, epochs: int | None, seed: int
) -> None:
    """Score what `enricher train` learns of forms, told where their words stand and not told.

    Prints the table of docs/learning.md: F1 by the exact words, and seconds of processors.
    """
    extractor = build_extractor(Settings())
    request = Request(epochs=epochs, seed=seed)
    _print_row(HEADERS)
    _print_row(["---", *["---:"] * (len(HEADERS) - 1)])
    for kind in [KINDS[name] for name in kinds or KINDS]:
        known = list(read_forms(kind, max(counts), f"known-{seed}", extractor))
        new = list(read_forms(kind, unseen, f"new-{seed}", extractor))
        for count in counts:
            plain, told = (
                learn(known[:count], new, request, with_places=told) for told in (False, True)
            )
            _print_row(_cells(kind.name, count, plain, told))


def read_forms(
    kind: FormKind, count: int, seed: str, extractor: TextExtractor
) -> Iterator[TaggedForm]:
    """Fill in forms, and read them as what serves reads files."""
    with tempfile.TemporaryDirectory() as folder:
        for form in fill_in(kind, count, seed):
            path = Path(folder) / form.name
            path.write_bytes(form.pdf)
            extracted = extract(extractor, path)
            if extracted.boxes is None:
                raise AssertionError(f"{form.name} has no words with places")
            yield tag(form, extracted.text, extracted.boxes)


def tag(form: Form, text: str, boxes: WordBoxes) -> TaggedForm:
    """Label what was drawn; values that others interrupt in the text stay without, as people would leave them."""
    labels = (_label(place, text, boxes) for place in form.places)
    found = in_order(label for label in labels if label is not None)
    return TaggedForm(LabeledDocument(form.name, text, found), boxes)


def _label(place: Place, text: str, boxes: WordBoxes) -> Label | None:
    words = [
        row
        for row in (dict(zip(COLUMNS, row, strict=True)) for row in boxes.rows.tolist())
        if place.left <= (row["left"] + row["right"]) / 2 / PER_POINT <= place.right
        and place.top <= (row["top"] + row["bottom"]) / 2 / PER_POINT <= place.bottom
    ]
    if not words:
        return None
    start, end = min(one["start"] for one in words), max(one["end"] for one in words)
    is_whole = text[start:end].split() == place.text.split()
    return Label(start, end, place.category) if is_whole else None


def learn(
    known: Iterable[TaggedForm], new: Sequence[TaggedForm], request: Request, *, with_places: bool
) -> Learned:
    """Make a project of some forms, train it, and measure it on others."""
    known = list(known)
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        create_project(home, PROJECT)
        with open_project(home, PROJECT) as project:
            import_documents(project, [one.document for one in known], dataset="train")
            import_documents(project, [one.document for one in new], dataset="test")
            for one in (*known, *new) if with_places else ():
                project.store.keep_boxes(one.document.text, one.boxes)
            started = time.process_time()
            trained = train_project(project, request)
            train_seconds = time.process_time() - started
            bundle = trained.model.bundle
            tagger = ServedTagger(bundle, project.schema)
            read_seconds = min(_seconds(tagger, new, with_places) for _ in range(_ROUNDS))
    learned = Learned(
        trained.measured.scores.micro,
        bundle.description.metrics["quantization.entity_f1_loss"],
        train_seconds,
        read_seconds,
    )
    logger.info("learned forms=%d places=%s %s", len(known), with_places, learned)
    return learned


def _seconds(tagger: ServedTagger, forms: Sequence[TaggedForm], with_places: bool) -> float:
    started = time.process_time()
    for one in forms:
        text = one.document.text
        tagger.tag(text, len(text), one.boxes if with_places else None)
    return (time.process_time() - started) / len(forms)


def _cells(name: str, count: int, plain: Learned, told: Learned) -> Iterator[str]:
    yield from (name, str(count))
    yield from (f"{one.scores.f1:.3f}" for one in (plain, told))
    yield from (f"{one.train_seconds:.0f} s" for one in (plain, told))
    yield from (f"{1000 * one.read_seconds:.1f} ms" for one in (plain, told))


def _print_row(cells: Iterable[str]) -> None:
    click.echo(f"| {' | '.join(cells)} |")
