"""What several commands of `python -m training` are told, and the recipe that it makes."""

from __future__ import annotations

from pathlib import Path

import click

from enricher.schema import load_schema
from training.config import TrainingConfig
from training.contracts import Recipe
from training.nda import read_ndas

SCHEMA = Path(__file__).parent.parent / "enricher" / "projects" / "contracts" / "schema.toml"

data = click.option(
    "--data",
    envvar="ENRICHER_TEST_DATA",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder that holds nda/ (expected.jsonl, documents/). Also ENRICHER_TEST_DATA.",
)
work = click.option(
    "--work",
    default=Path.home() / ".cache" / "enricher-training",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Keeps extracted texts and folds, so that an interrupted run goes on where it was.",
)
samples = click.option(
    "--samples",
    default=342,
    show_default=True,
    help="Generated documents to learn from beside the agreements.",
)
epochs = click.option("--epochs", default=TrainingConfig().epochs, show_default=True)
seed = click.option("--seed", default=TrainingConfig().seed, show_default=True)
CROSSVAL = "crossval"

crossval = click.option(
    "--crossval",
    "name",
    default=CROSSVAL,
    show_default=True,
    help="Folder of a cross-validation below the work folder.",
)
folds = click.option("--folds", default=5, show_default=True, help="Of that cross-validation.")


def read_recipe(data: Path, work: Path, samples: int, epochs: int, seed: int) -> Recipe:
    return Recipe(
        ndas=read_ndas(data / "nda", work / "texts"),
        samples=samples,
        schema=load_schema(SCHEMA),
        config=TrainingConfig(epochs=epochs, seed=seed),
    )
