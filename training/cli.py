"""Commands that rebuild what ships: the model of the `contracts` project and its scores."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from enricher.schema import load_schema
from training.config import TrainingConfig
from training.contracts import (
    Recipe,
    build_contracts,
    cross_validate_contracts,
    evaluate_samples,
)
from training.nda import read_ndas, share_found

SCHEMA = Path(__file__).parent.parent / "enricher" / "projects" / "contracts" / "schema.toml"

_data = click.option(
    "--data",
    envvar="ENRICHER_TEST_DATA",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder that holds nda/ (expected.jsonl, documents/). Also ENRICHER_TEST_DATA.",
)
_work = click.option(
    "--work",
    default=Path.home() / ".cache" / "enricher-training",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Keeps extracted texts and folds, so that an interrupted run goes on where it was.",
)
_samples = click.option(
    "--samples",
    default=255,
    show_default=True,
    help="Generated documents to learn from beside the agreements.",
)
_epochs = click.option("--epochs", default=TrainingConfig().epochs, show_default=True)
_seed = click.option("--seed", default=TrainingConfig().seed, show_default=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quiet", is_flag=True, help="Print results only.")
def main(quiet: bool) -> None:
    """Train and measure the model that ships with enricher.

    Example: python -m training crossval --data DIR
    """
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(message)s")


@main.command()
@_data
@_work
def labels(data: Path, work: Path) -> None:
    """Print the share of the set's values whose places in the text are found."""
    for category, share in share_found(read_ndas(data / "nda", work / "texts")).items():
        click.echo(f"{category:15} {share:.3f}")


@main.command()
@_data
@_work
@_samples
@_epochs
@_seed
@click.option("--folds", default=5, show_default=True)
@click.option("--name", default="crossval", show_default=True, help="Folder below the work folder.")
def crossval(
    data: Path, work: Path, samples: int, epochs: int, seed: int, folds: int, name: str
) -> None:
    """Score the recipe on agreements that the model has not seen.

    "fields" are at the thresholds that ship, "chosen" at those that the other folds choose.
    Writes predictions.jsonl, in the form of `enricher extract --json`, and scores.json.
    """
    recipe = _recipe(data, work, samples, epochs, seed)
    outcome = cross_validate_contracts(recipe, folds, work / name)
    for title, scores in (
        ("fields", outcome.field_scores),
        ("chosen", outcome.chosen_scores),
        ("entities", outcome.entity_scores),
    ):
        for category, each in {**scores.categories, "all": scores.micro}.items():
            click.echo(
                f"{title:9} {category:15} P {each.precision:.3f}  R {each.recall:.3f}"
                f"  F1 {each.f1:.3f}  (tp {each.tp} fp {each.fp} fn {each.fn})"
            )
    click.echo(f"predictions: {work / name / 'predictions.jsonl'}")


@main.command()
@_data
@_work
@_samples
@_epochs
@_seed
@click.option("--out", required=True, type=click.Path(path_type=Path),
              help="Folder of the bundle, which must not exist.")  # fmt: skip
def contracts(data: Path, work: Path, samples: int, epochs: int, seed: int, out: Path) -> None:
    """Train the shipped model on all agreements and generated documents, and write its bundle."""
    recipe = _recipe(data, work, samples, epochs, seed)
    published = build_contracts(recipe, work / "contracts", out)
    for metric, value in published.bundle.description.metrics.items():
        click.echo(f"{metric:40} {value:.4f}")
    click.echo(f"{out}: version {published.bundle.version.version}")


@main.command()
@click.argument("bundle", type=click.Path(exists=True, file_okay=False, path_type=Path))
def evaluate(bundle: Path) -> None:
    """Score a bundle on generated documents that no training saw."""
    for metric, value in evaluate_samples(bundle, load_schema(SCHEMA)).items():
        click.echo(f"{metric:40} {value:.4f}")


def _recipe(data: Path, work: Path, samples: int, epochs: int, seed: int) -> Recipe:
    return Recipe(
        ndas=read_ndas(data / "nda", work / "texts"),
        samples=samples,
        schema=load_schema(SCHEMA),
        config=TrainingConfig(epochs=epochs, seed=seed),
    )
