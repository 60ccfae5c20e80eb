"""What several commands of `python -m training.experiments` are told, and the recipe that it makes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

from enricher.expressions.schema_file import load_schema
from enricher.recognizer.bundle import open_bundle
from enricher.schema import EntitySchema
from training.experiments.cuad import Contract
from training.experiments.cuad_labels import read_contracts
from training.experiments.folds import Plan
from training.experiments.nda import read_ndas
from training.experiments.recipe import Recipe, plan_contracts
from training.loop.config import TrainingConfig

_SHIPPED = Path(__file__).parents[2] / "enricher" / "shipped" / "projects"
SCHEMA = _SHIPPED / "contracts" / "schema.toml"
CLAUSES = _SHIPPED / "clauses" / "schema.toml"

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
_samples = click.option(
    "--samples",
    default=342,
    show_default=True,
    help="Generated documents to learn from beside the agreements.",
)
_epochs = click.option("--epochs", default=TrainingConfig().epochs, show_default=True)
seed = click.option("--seed", default=TrainingConfig().seed, show_default=True)
CROSSVAL = "crossval"
BEGIN_SHARE = 0.3  # of the model that a training goes on from, in the one that it ends with
CONTRACT_WINDOWS = 600  # of each category that a pass sees: parties stand in 2,700, an end in 60

crossval = click.option(
    "--crossval",
    "name",
    default=CROSSVAL,
    show_default=True,
    help="Folder of a cross-validation below the work folder.",
)
folds = click.option("--folds", default=5, show_default=True, help="Of that cross-validation.")


_schema = click.option(
    "--schema",
    default=SCHEMA,
    show_default="that which ships",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What is learned.",
)
_contracts = click.option(
    "--with-contracts",
    is_flag=True,
    help="Learn from the contracts of cuad/ as well, and score them.",
)
_clauses = click.option(
    "--with-clauses",
    is_flag=True,
    help="Learn the passages of the project `clauses` as well, from the contracts of cuad/.",
)
_begin = click.option(
    "--begin",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Bundle whose model is trained on; what it has learned from is not scored.",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Where things are, and the numbers of the recipe."""

    data: Path
    work: Path
    samples: int
    epochs: int
    seed: int
    schema: Path = SCHEMA
    with_contracts: bool = False
    with_clauses: bool = False
    begin: Path | None = None

    def read_recipe(self) -> Recipe:
        """Read the agreements, which takes a while when it is done first."""
        return Recipe(
            ndas=read_ndas(self.data / "nda", self.work / "texts"),
            samples=self.samples,
            schema=self._read_schema(),
            config=TrainingConfig(
                epochs=self.epochs,
                seed=self.seed,
                most_windows=CONTRACT_WINDOWS if self.with_contracts or self.with_clauses else 0,
                begin_share=BEGIN_SHARE if self.begin else 0.0,
            ),
            contracts=self._read_contracts(),
            begin=None if self.begin is None else open_bundle(self.begin),
        )

    def _read_schema(self) -> EntitySchema:
        schema = load_schema(self.schema)
        if not self.with_clauses:
            return schema
        clauses = load_schema(CLAUSES)
        learned = [one for one in clauses.categories if one.name in clauses.passages]
        return EntitySchema((*schema.categories, *learned))

    def _read_contracts(self) -> Sequence[Contract]:
        if not (self.with_contracts or self.with_clauses):
            return ()
        return read_contracts(self.data / "cuad", self.work / "texts" / "cuad")

    def read_plan(self, name: str, folds: int, measure: int | None) -> Plan:
        """The cross-validation of the recipe in a folder below the work folder."""
        return plan_contracts(self.read_recipe(), folds, self.work / name, measure)


def recipe(command: Callable[..., None]) -> Callable[..., None]:
    """The options of the recipe, which the command is given as its first argument, `Asked`."""

    @data
    @work
    @_samples
    @_epochs
    @seed
    @_schema
    @_contracts
    @_clauses
    @_begin
    @wraps(command)
    def asked(**options: Any) -> None:
        own = {field.name: options.pop(field.name) for field in fields(Asked)}
        command(Asked(**own), **options)

    return asked
