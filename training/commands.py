"""The commands of `enricher` that train and measure: torch is loaded when one of them runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from enricher.errors import EnricherError
from enricher.ledger.actors import user
from enricher.terminal.interruption import interruptible
from enricher.terminal.options import home_option, json_option
from enricher.terminal.printing import dim, print_json, printable

if TYPE_CHECKING:
    from enricher.ledger.labels import LabeledDocument
    from enricher.projects.label_words import LabelUse
    from enricher.projects.project import Project
    from training.loop.forecast import Forecast
    from training.loop.trainer import Epoch

_OF_EACH = 8  # passages of a sample

_name = click.argument("name", metavar="PROJECT")
_epochs = click.option(
    "--epochs",
    type=click.IntRange(1),
    help="The largest number of epochs.  [default: by the amount of text]",
)
_backbone = click.option(
    "--backbone",
    metavar="B",
    help="A folder, or a name on the Hugging Face hub.  [default: the shipped encoder]",
)
_seed = click.option("--seed", default=1, show_default=True)
_labels = click.option(
    "--labels",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE|DIR",
    help="Measure on the labelled documents of this file instead of the testing set. They are"
    " not imported.",
)
_documents = click.option(
    "--documents",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The folder of the documents that --labels only names.",
)
_format = click.option(
    "--format",
    "format_",
    type=click.Choice(["azure", "doccano", "label-studio", "conll", "spacy", "brat"]),
    help="The format of --labels.  [default: detected by content]",
)


@click.command(
    epilog="\b\nExample:\n  enricher train loans\n  enricher train loans --model m2 --epochs 10\n  enricher train contracts --types"
)
@_name
@click.option("--model", metavar="M", help="The name of the model.  [default: m1, m2 and so on]")
@click.option(
    "--split",
    "train_percent",
    type=click.IntRange(1, 99),
    help="Draw a new testing set, if no document is set to test: the percentage of documents to"
    " learn from.  [default: the testing set of the last model; for the first model, 80]",
)
@_epochs
@_backbone
@_seed
@click.option("--replace", is_flag=True, help="Replace the model of that name.")
@click.option(
    "--types",
    is_flag=True,
    help="Learn only the types of documents, from those that people set. Takes seconds and needs no"
    " torch. Entities are found as by the deployed model.",
)
@home_option()
@json_option
def train(
    name: str,
    model: str | None,
    types: bool,
    train_percent: int | None,
    epochs: int | None,
    backbone: str | None,
    seed: int,
    replace: bool,
    home: Path,
    as_json: bool,
) -> None:
    """Train a model on the labels of a project, and measure it on its testing set.

    Prints how each label is used, how long it takes at most, then the progress. Ctrl-C keeps the
    best model so far. --json prints a line for the forecast, one for each epoch, and one with the
    result.
    """
    from enricher.ledger.trainings import check_epochs
    from enricher.projects.project import any_choices, refuse_untaught
    from enricher.wiring.projects import open_project

    check_epochs(epochs)
    with open_project(home, name, user()) as project:
        if types or (not project.schema.learned and any_choices(project)):
            _train_types(project, model, replace=replace, as_json=as_json)
            return
        refuse_untaught(project)
        with _training(), interruptible() as interruption:
            from training.projects import Request, train_project

            trained = train_project(
                project,
                Request(model, train_percent, epochs, backbone, seed, replace),
                progress=_print_epoch_json if as_json else _print_epoch,
                on_labels=_print_label_uses,
                stop=interruption.stop.is_set,
                on_forecast=_print_forecast_json if as_json else _print_forecast,
            )
    if as_json:
        print_json({**trained.measured.as_json(), "version": trained.model.version})
        return
    from training.evaluation.tables import print_measured

    print_measured(trained.measured)
    click.echo(
        dim(
            f"version {trained.model.version}; `enricher deploy {name} {trained.model.name}` deploys it"
        )
    )


def _train_types(project: Project, wanted: str | None, *, replace: bool, as_json: bool) -> None:
    from enricher.models.deployments import ProjectModels
    from training.choices.project import train_types

    name = ProjectModels(project.registry, project.name).name_for(wanted, replace=replace)
    taught, model = train_types(project, name)
    for choice in taught.forgotten:
        click.echo(
            f"warning: no example of {choice} is left, so it is no longer recognized", err=True
        )
    if as_json:
        version = model.version if model else None
        print_json({"examples": taught.examples, "right": taught.right, "version": version})
        return
    for choice, count in sorted(taught.examples.items()):
        right = taught.right.get(choice)
        told = (
            "too few to measure"
            if right is None
            else f"{right} recognized when learning from the others"
        )
        click.echo(f"{choice}: {count} example{'' if count == 1 else 's'}, {told}")
    if model is None:
        click.echo(
            dim(f"{project.name} uses these types from now on; `enricher reenrich` applies them")
        )
    else:
        said = f"`enricher deploy {project.name} {model.name}` deploys it"
        click.echo(dim(f"version {model.version}; {said}"))


@click.command(
    epilog="\b\nExample:\n  enricher evaluate loans m1\n  enricher evaluate loans m1 --mistakes\n"
    "  enricher evaluate loans m1 --labels more.jsonl\n  enricher evaluate loans --cv 5"
)
@_name
@click.argument("model", required=False, metavar="[MODEL]")
@click.option(
    "--cv",
    "folds",
    type=click.IntRange(2),
    metavar="K",
    help="Cross-validate: train K models, and measure each on documents that it has not seen.",
)
@_labels
@_documents
@_format
@click.option("--mistakes", is_flag=True, help="List what is wrong and what is missed.")
@_epochs
@_backbone
@_seed
@home_option()
@json_option
def evaluate(
    name: str,
    model: str | None,
    folds: int | None,
    labels: Path | None,
    documents: Path | None,
    format_: str | None,
    mistakes: bool,
    epochs: int | None,
    backbone: str | None,
    seed: int,
    home: Path,
    as_json: bool,
) -> None:
    """Measure a model on the testing set of its project, or estimate the result of a training."""
    from enricher.ledger.trainings import check_epochs
    from enricher.models.deployments import ProjectModels
    from enricher.wiring.projects import open_project

    check_epochs(epochs)
    if (model is None) == (folds is None):
        raise click.UsageError("name a MODEL, or give --cv")
    if folds is not None and labels is not None:
        raise click.UsageError("--cv measures on the documents of the project, not on --labels")
    with _training(), open_project(home, name) as project, interruptible() as interruption:
        from training.evaluation.project import evaluate_model
        from training.projects import Request, cross_validate_project

        if model is not None:
            found = ProjectModels(project.registry, name).find(model)
            measured = evaluate_model(
                project, found, _read_labels(home, project, labels, documents, format_)
            )
        else:
            measured = cross_validate_project(
                project,
                folds or 0,
                Request(epochs=epochs, backbone=backbone, seed=seed),
                progress=_print_epoch_json if as_json else _print_epoch,
                stop=interruption.stop.is_set,
                on_forecast=_print_forecast_json if as_json else _print_forecast,
            )
    if as_json:
        print_json(measured.as_json())
        return
    from training.evaluation.tables import print_measured, print_mistakes

    print_measured(measured)
    if mistakes:
        print_mistakes(measured.outcomes)


@click.command(
    epilog="\b\nExample:\n  enricher compare loans m1 m2\n"
    "  enricher compare loans m1 m2 --labels more.jsonl"
)
@_name
@click.argument("first", metavar="M1")
@click.argument("second", metavar="M2")
@_labels
@_documents
@_format
@home_option()
@json_option
def compare(
    name: str,
    first: str,
    second: str,
    labels: Path | None,
    documents: Path | None,
    format_: str | None,
    home: Path,
    as_json: bool,
) -> None:
    """Compare two models on the same testing set, and show where they differ.

    p is how often chance alone would change F1 as much; below 0.05 the change is significant.
    """
    from enricher.api.bodies import to_json
    from enricher.api.bodies.models import comparison_body
    from enricher.models.deployments import ProjectModels
    from enricher.wiring.projects import open_project

    with _training(), open_project(home, name) as project:
        from training.evaluation.comparison import compare_models

        models = ProjectModels(project.registry, name)
        comparison = compare_models(
            project,
            models.find(first),
            models.find(second),
            _read_labels(home, project, labels, documents, format_),
        )
    if as_json:
        print_json(to_json(comparison_body(comparison)))
        return
    from training.evaluation.tables import print_comparison

    print_comparison(comparison)


@click.command(
    "convert-encoder",
    epilog="\b\nExample:\n  enricher convert-encoder ~/models/all-MiniLM-L6-v2 ~/models/minilm-int8",
)
@click.argument("source", metavar="FOLDER", type=click.Path(file_okay=False, path_type=Path))
@click.argument("target", metavar="NEW", type=click.Path(path_type=Path))
@json_option
def convert_encoder(source: Path, target: Path, as_json: bool) -> None:
    """Convert a sentence-transformers folder to ONNX Runtime, quantized to int8.

    The result is a folder for the setting search_encoder.
    """
    with _training():
        from enricher.shipped.samples import documents_folder
        from training.export.sentence_encoder import convert_encoder as convert

        converted = convert(source, target, _some_passages(documents_folder()))
    if as_json:
        print_json(
            {
                "folder": str(converted.folder),
                "megabytes": round(converted.megabytes, 1),
                "dimensions": converted.dimensions,
                "likeness": round(converted.likeness, 4),
            }
        )
        return
    click.echo(
        f"{printable(str(converted.folder))}: {converted.megabytes:.0f} MB, vectors of"
        f" {converted.dimensions} numbers, at least {converted.likeness:.3f} like those in float32"
    )
    click.echo(dim(f"search_encoder = {json.dumps(str(converted.folder.absolute()))} uses it"))


def _some_passages(folder: Path) -> list[str]:
    """Passages of documents that ship: what an encoder is fitted to and compared by."""
    from enricher.text.passages import split_passages

    texts = [one.read_bytes().decode("utf-8", "replace") for one in sorted(folder.rglob("*.txt"))]
    return [text[one.start : one.end] for text in texts for one in split_passages(text)[:_OF_EACH]]


def _read_labels(
    home: Path, project: Project, labels: Path | None, documents: Path | None, format_: str | None
) -> list[LabeledDocument] | None:
    """The documents of a file of labels; None where there is none."""
    if labels is None:
        if documents is not None or format_ is not None:
            raise click.UsageError("--documents and --format need --labels")
        return None
    from enricher.projects.documents import texts_with_known
    from enricher.projects.label_files import read_documents
    from enricher.wiring.projects import document_texts

    texts = document_texts(home, documents) if documents else None
    read = read_documents(labels, texts_with_known(project, texts), format_)
    for warning in read.warnings:
        click.echo(f"warning: {printable(warning)}", err=True)
    return list(read.documents)


class TrainingError(EnricherError):
    """Training cannot begin, or was stopped before there was a model."""


@contextmanager
def _training() -> Iterator[None]:
    """Say what to do where torch is not installed, and that nothing was kept."""
    try:
        import torch  # noqa: F401
    except ImportError as error:
        raise TrainingError(
            f"training needs more than serving ({error}): pip install 'enricher[training]'"
        ) from error
    from training.loop.trainer import StoppedError

    try:
        yield
    except StoppedError as error:
        raise TrainingError(f"{error}: no model was kept") from error


def _print_forecast(forecast: Forecast) -> None:
    click.echo(
        f"{forecast.epochs} epochs at most, in some {_duration(forecast.seconds)}; it ends early"
        " where what is held back is found no better",
        err=True,
    )


def _print_forecast_json(forecast: Forecast) -> None:
    print_json(forecast.as_json())
    sys.stdout.flush()


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} minutes"


def _print_epoch(epoch: Epoch) -> None:
    score = "" if epoch.f1 is None else f"  F1 {epoch.f1:.3f} on what was held back"
    click.echo(
        f"epoch {epoch.number} of {epoch.of}  loss {epoch.loss:.4f}{score}"
        f"  {_duration(epoch.seconds_left)} left",
        err=True,
    )


def _print_epoch_json(epoch: Epoch) -> None:
    print_json(epoch.as_json())
    sys.stdout.flush()


def _print_label_uses(uses: Sequence[LabelUse]) -> None:
    for use in uses:
        if use.use != "used":
            place = f"{use.document}: {use.label.category} at {use.label.start}"
            click.echo(
                f"{use.use}  {printable(place)}  {printable(use.text)!r}: {use.reason}", err=True
            )
    count = {kind: sum(one.use == kind for one in uses) for kind in ("used", "snapped", "refused")}
    click.echo(
        f"{len(uses)} labels: {count['used']} used as they are, {count['snapped']} snapped to whole"
        f" words, {count['refused']} refused",
        err=True,
    )
