"""What a project of one's own reaches with the defaults, measured on contracts of CUAD.

contracts of CUAD, six categories -> file of labels -> `project import` -> `train` without options
-> contracts that neither it nor the model that ships has learned from -> scores
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import click
from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.errors import InputError
from enricher.models.scores import Scores
from enricher.projects.label_files import import_labels
from enricher.projects.project import create_project
from enricher.recognizer.windows import open_tokenizer, tokenize
from enricher.terminal.printing import print_table
from enricher.wiring.projects import open_project
from training.dataset.split import shuffled
from training.dataset.tags import LabeledText
from training.evaluation.passage_overlap import LEAST_OVERLAP, passage_places, score_places
from training.evaluation.scores import ServedTagger, Tagger
from training.experiments import options
from training.experiments.recipe import UNSEEN
from training.projects import Request, train_project

PROJECT = "own"
QUESTIONS = (
    "Document Name",
    "Parties",
    "Agreement Date",
    "Governing Law",
    "Renewal Term",
    "Anti-Assignment",
)
"""From names of two words to clauses of a hundred; sentences of several are the same at times."""

ALL = "all"


class Row(TypedDict):
    """A line of a file of labels, as doccano writes it."""

    id: str
    text: str
    label: list[tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class OwnProject:
    """What came of a project.

    Attributes:
        exact: by category, found with the right first and last word.
        overlap: by category, found with half of the words in common.
        seconds: of the training, from the labels to the model.
    """

    exact: Mapping[str, Scores]
    overlap: Mapping[str, Scores]
    seconds: float


@click.command("own-project")
@options.data
@click.option("--contracts", default=80, show_default=True, help="To learn from.")
@click.option("--scored", default=30, show_default=True, help="Of the contracts that are unseen.")
@click.option("--epochs", type=int, help="Instead of as many as the data asks for.")
@options.seed
def measure_own_project(
    data: Path, contracts: int, scored: int, epochs: int | None, seed: int
) -> None:
    """Score what `enricher train` makes of a project of one's own, without options.

    The contracts that are scored are some of those that training/experiments/cuad_unseen.txt names: a
    training begins from the encoder that ships, which has learned from the others.
    """
    unseen = UNSEEN.read_text(encoding="utf-8").split()
    rows = list(read_rows(data / "cuad"))
    known = shuffled(row["id"] for row in rows if row["id"] not in unseen)[:contracts]
    new = shuffled(unseen)[:scored]
    measured = try_project(
        [row for row in rows if row["id"] in known],
        [row for row in rows if row["id"] in new],
        Request(epochs=epochs, seed=seed),
    )
    print_table(
        ["category", "labels", "exact: precision", "recall", "F1", "overlap: F1"],
        list(_lines(measured)),
    )
    click.echo(f"trained in {measured.seconds:.0f} s")


def read_rows(folder: Path) -> Iterator[Row]:
    """The contracts as a file of labels has them, a line each.

    Raises:
        InputError: the folder does not hold the set.
    """
    try:
        lines = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{folder} does not hold CUAD: {error}") from error
    for line in lines:
        row = json.loads(line)
        # Read as bytes: text mode would turn CR LF into LF.
        text = (folder / "texts" / f"{row['id']}.txt").read_bytes().decode("utf-8")
        labels = [label for label in row["labels"] if label[2] in QUESTIONS]
        yield {"id": row["id"], "text": text, "label": labels}


def try_project(known: Sequence[Row], new: Sequence[Row], request: Request) -> OwnProject:
    """Make a project of some contracts, train it, and score it on others."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        labels = home / "labels.jsonl"
        labels.write_text("".join(f"{json.dumps(row)}\n" for row in known), encoding="utf-8")
        create_project(home, PROJECT)
        with open_project(home, PROJECT) as project:
            import_labels(project, labels)
            trained = train_project(project, request)
            tagger = ServedTagger(trained.model.bundle, project.schema)
            tokenizer = trained.model.bundle.tokenizer_path.read_text(encoding="utf-8")
            exact, overlap = score(map(as_labeled, new), tagger, open_tokenizer(tokenizer))
    return OwnProject(exact, overlap, trained.measured.seconds)


def score(
    texts: Iterable[LabeledText], tagger: Tagger, tokenizer: Tokenizer
) -> tuple[dict[str, Scores], dict[str, Scores]]:
    """Score whatever is found by its words, exactly and by overlap: names as well as clauses."""
    exact = dict.fromkeys(QUESTIONS, Scores())
    overlap = dict(exact)
    for text in texts:
        tokens = tokenize(text.text, tokenizer)
        wanted = passage_places(tokens, text.labels, QUESTIONS)
        given = passage_places(tokens, tagger.tag(text.text, len(text.text)), QUESTIONS)
        for name in QUESTIONS:
            exact[name] += score_places(wanted[name], given[name], least=1.0)
            overlap[name] += score_places(wanted[name], given[name], LEAST_OVERLAP)
    return exact, overlap


def as_labeled(row: Row) -> LabeledText:
    return LabeledText(row["id"], row["text"], tuple(Span(*label) for label in row["label"]))


def _lines(measured: OwnProject) -> Iterator[list[str]]:
    for name in (*QUESTIONS, ALL):
        exact, overlap = (_of(scores, name) for scores in (measured.exact, measured.overlap))
        numbers = (exact.precision, exact.recall, exact.f1, overlap.f1)
        yield [name, str(exact.support), *(f"{number:.3f}" for number in numbers)]


def _of(scores: Mapping[str, Scores], name: str) -> Scores:
    return sum(scores.values(), Scores()) if name == ALL else scores[name]
