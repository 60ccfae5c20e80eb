"""What a cross-validation does, and who reads what in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.windows import open_tokenizer
from enricher.schema import EntitySchema
from training.dataset.split import split_folds
from training.dataset.tags import LabeledText
from training.evaluation.scores import Fields
from training.loop.config import TrainingConfig
from training.loop.model import TOKENIZER_FILE, Checkpoint, load_checkpoint


@dataclass(frozen=True, slots=True)
class Plan:
    """What a cross-validation does.

    Attributes:
        texts: those that the folds divide, and that are scored.
        also: those that every fold learns from.
        unseen: those that no fold learns from and that are not scored; confidence is fitted on
            them too, so that it does not fit one kind of document only.
        expected: the right values of the fields of each of `texts` and `unseen`, by name.
        work: where each fold has its folder; a later run takes up what it finds there.
        weight: as how many of `unseen` one of `texts` counts where confidence is fitted.
        measured: how many of the folds are trained and scored; None means all.
        groups: by name of a text, what it shares with near copies of it, which stay in its fold;
            absent for one that has none.
        origins: by name, what the text is one of; each origin is dealt out evenly. Absent: "".
        begin: a bundle that each training goes on from; it has learned from none of `texts`. None
            begins with the backbone.
    """

    texts: Sequence[LabeledText]
    also: Sequence[LabeledText]
    unseen: Sequence[LabeledText]
    expected: Mapping[str, Fields]
    schema: EntitySchema
    backbone: str
    config: TrainingConfig
    folds: int
    work: Path
    weight: int = 1
    measured: int | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    begin: ModelBundle | None = None

    @property
    def fields(self) -> EntitySchema:
        """What is learned as entities, which make fields."""
        return without_passages(self.schema)


def without_passages(schema: EntitySchema) -> EntitySchema:
    return EntitySchema(tuple(one for one in schema.categories if one.name not in schema.passages))


@dataclass(frozen=True, slots=True)
class Fold:
    """One model of a cross-validation.

    Attributes:
        seen: what it learns from.
        scored: texts of the plan that it has not seen, on which it is scored.
        fitted: others that it has not seen, on which the confidence of other folds is fitted too.
    """

    folder: Path
    seen: Sequence[LabeledText]
    scored: Sequence[LabeledText]
    fitted: Sequence[LabeledText]

    @property
    def held_out(self) -> list[LabeledText]:
        return [*self.scored, *self.fitted]

    @property
    def bundle(self) -> Path:
        return self.folder / "bundle"

    @property
    def spans(self) -> Path:
        """Keeps what the bundle finds in each of `held_out`."""
        return self.folder / "spans"

    @property
    def is_trained(self) -> bool:
        return (self.folder / "checkpoint.json").exists()

    @property
    def tokenizer(self) -> Tokenizer:
        return open_tokenizer((self.folder / TOKENIZER_FILE).read_text(encoding="utf-8"))

    def checkpoint(self) -> Checkpoint:
        return load_checkpoint(self.folder)


def plan_folds(plan: Plan) -> list[Fold]:
    """The folds that are measured, the same for the same texts."""
    by_name = {text.name: text for text in plan.texts}
    return [
        Fold(
            folder=plan.work / f"fold-{number}",
            seen=[*(text for text in plan.texts if text.name not in set(names)), *plan.also],
            scored=[by_name[name] for name in names],
            fitted=plan.unseen[number :: plan.folds],
        )
        for number, names in enumerate(_deal(plan)[: plan.measured])
    ]


def _deal(plan: Plan) -> list[list[str]]:
    """The names of each fold: of every origin as many groups as of the others."""
    origins: dict[str, dict[str, list[str]]] = {}
    for text in plan.texts:
        groups = origins.setdefault(plan.origins.get(text.name, ""), {})
        groups.setdefault(plan.groups.get(text.name, text.name), []).append(text.name)
    folds: list[list[str]] = [[] for _ in range(plan.folds)]
    for groups in origins.values():
        for fold, dealt in zip(folds, split_folds(groups, plan.folds), strict=True):
            fold.extend(name for group in dealt for name in groups[group])
    return folds


def trained_folds(plan: Plan) -> list[Fold]:
    """The folds that are measured, all of which an earlier run has trained.

    Raises:
        ModelError: it has not.
    """
    folds = plan_folds(plan)
    for fold in folds:
        if not fold.is_trained:
            raise ModelError(
                f"{fold.folder} holds no checkpoint; let `python -m training.experiments crossval` train it, or"
                " measure fewer folds"
            )
    return folds
