"""Training and measuring the models of a project.

LabeledDocuments -> labels accounted for -> split -> train -> publish -> evaluate -> ProjectModels
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from enricher.entities import Span
from enricher.errors import InputError
from enricher.labels import LabeledDocument
from enricher.models import Model, ProjectModels
from enricher.names import check_name
from enricher.project import Project
from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.recognizer.windows import open_tokenizer, tokenize
from enricher.schema import EntitySchema
from enricher.unfinished import remove_unfinished, workplace
from training.config import TrainingConfig
from training.dataset import LabeledText, LabelUse, account_for
from training.evaluate import Evaluation, KeptSpans, ServedTagger, evaluate_entities
from training.matching import Matches, count_matches, pair_up
from training.model import PACKAGED_BACKBONE, read_tokenizer
from training.publish import fingerprint, publish
from training.splitting import Split, fold_documents, labelled, split_documents
from training.trainer import Progress, train

FEW_WINDOWS = 100  # from which on a batch has twice as many
STEPS = 120  # that a training takes at least: fewer leave the head unlearned
LEAST_EPOCHS, MOST_EPOCHS = 4, 20


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: see `enricher train`; `epochs` None lets the data decide."""

    name: str | None = None
    train_percent: int = 80
    epochs: int | None = None
    backbone: str = PACKAGED_BACKBONE
    seed: int = 1
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """How good a model is on some documents.

    Attributes:
        documents: how many it learned from, and how many it was measured on.
        scores: strict, by word, as seqeval counts.
        matches: of all that was labelled or found, by character.
    """

    model: str
    seconds: float
    documents: tuple[int, int]
    scores: Evaluation
    matches: Matches

    def as_json(self) -> dict[str, Any]:
        train, test = self.documents
        return {
            "model": self.model,
            "seconds": round(self.seconds, 1),
            "documents": {"train": train, "test": test},
            "evaluation": {**self.scores.as_json(), **self.matches.as_json()},
        }


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that was trained, and what became of each label."""

    model: Model
    measured: Measured
    labels: tuple[LabelUse, ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """A split as training sees it."""

    train: list[LabeledText]
    held_back: list[LabeledText]
    test: list[LabeledText]

    @classmethod
    def of(cls, split: Split, categories: Sequence[str]) -> _Texts:
        return cls(
            *(
                [as_text(one, categories) for one in some]
                for some in (split.train, split.held_back, split.test)
            )
        )

    @property
    def all(self) -> list[LabeledText]:
        return [*self.train, *self.held_back, *self.test]


def train_project(
    project: Project,
    request: Request,
    progress: Progress | None = None,
    on_labels: Callable[[Sequence[LabelUse]], None] = lambda _uses: None,
    stop: Callable[[], bool] = lambda: False,
) -> Trained:
    """Train a model on a project's labels, measure it on its testing set and keep it.

    Args:
        on_labels: is told, before the training begins, what becomes of each label.
        stop: see `training.trainer.train`.

    Raises:
        InputError: nothing is labelled, or a model has that name and is not to be replaced.
        StoppedError: it was stopped before there was a model.
    """
    started = time.monotonic()
    models = ProjectModels(project.registry, project.name)
    name = _choose_name(models, request)
    categories = _categories(project)
    split = split_documents(_labelled(project), request.train_percent)
    texts = _Texts.of(split, categories)
    tokenizer = open_tokenizer(read_tokenizer(request.backbone))
    uses = [use for text in texts.all for use in account_for(text, tokenizer, categories)]
    on_labels(uses)
    bundle = _train(project, name, texts, tokenizer, request, progress, stop)
    measured = replace(
        measure(bundle, project.schema, texts.test, len(texts.train) + len(texts.held_back)),
        seconds=time.monotonic() - started,
    )
    models.add(bundle)  # last: who is killed before leaves nothing that anyone sees
    return Trained(models.find(bundle.version.version), measured, tuple(uses))


def evaluate_model(
    project: Project, model: Model, documents: Sequence[LabeledDocument] | None = None
) -> Measured:
    """Measure a model on the testing set, or on other labelled documents.

    The testing set is what `split_documents` makes of the project as it is now.
    """
    categories = model.bundle.description.categories
    learned = 0
    if documents is None:
        split = split_documents(_labelled(project))
        documents, learned = split.test, len(split.train) + len(split.held_back)
    texts = [as_text(one, categories) for one in documents]
    return measure(model.bundle, project.schema, texts, learned)


def cross_validate_project(
    project: Project,
    folds: int,
    request: Request,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Measured:
    """Measure the recipe: each document is read by a model that learned from the other folds."""
    started = time.monotonic()
    categories = _categories(project)
    documents = _labelled(project)
    dealt = fold_documents(documents, folds)
    tokenizer = open_tokenizer(read_tokenizer(request.backbone))
    found: dict[str, list[Span]] = {}
    for fold in dealt:
        held_out = {one.name for one in fold}
        others = [one for one in documents if one.name not in held_out]
        # All are to learn from here: who is held out is the testing set.
        split = split_documents(
            [
                *(replace(one, dataset="train") for one in others),
                *(replace(one, dataset="test") for one in fold),
            ]
        )
        texts = _Texts.of(split, categories)
        with tempfile.TemporaryDirectory() as folder:
            bundle = _train(
                project, "fold", texts, tokenizer, request, progress, stop, Path(folder)
            )
            found |= _read(bundle, project.schema, texts.test)
    everything = [as_text(one, categories) for one in documents]
    return Measured(
        model=f"{folds} folds",
        seconds=time.monotonic() - started,
        documents=(len(documents), len(documents)),
        scores=evaluate_entities(everything, KeptSpans(categories, found), tokenizer),
        matches=_matches(everything, found, categories),
    )


def measure(
    bundle: ModelBundle, schema: EntitySchema, texts: Sequence[LabeledText], learned: int
) -> Measured:
    """Measure a bundle by the entities that documents are indexed with."""
    started = time.monotonic()
    found = _read(bundle, schema, texts)
    categories = bundle.description.categories
    return Measured(
        model=bundle.version.name,
        seconds=time.monotonic() - started,
        documents=(learned, len(texts)),
        scores=evaluate_entities(texts, KeptSpans(categories, found), _tokenizer(bundle)),
        matches=_matches(texts, found, categories),
    )


def as_text(document: LabeledDocument, categories: Sequence[str]) -> LabeledText:
    """A document as training sees it: the labels of what is learned."""
    return LabeledText(
        document.name,
        document.text,
        tuple(
            Span(label.start, label.end, label.category)
            for label in document.labels
            if label.category in categories
        ),
        None if document.tagged is None else frozenset(document.tagged),
        document.regions,
    )


def fit_config(
    texts: Sequence[LabeledText], tokenizer: Tokenizer, request: Request
) -> TrainingConfig:
    """Epochs and batches by the amount of text: little is gone through more often."""
    config = TrainingConfig(seed=request.seed)
    windows = sum(
        1 + len(tokenize(text.text, tokenizer).ids) // config.window_tokens for text in texts
    )
    batch = config.batch_windows if windows >= FEW_WINDOWS else config.batch_windows // 2
    epochs = request.epochs or min(MOST_EPOCHS, max(LEAST_EPOCHS, -(-STEPS * batch // windows)))
    return replace(config, batch_windows=batch, epochs=epochs)


def _train(
    project: Project,
    name: str,
    texts: _Texts,
    tokenizer: Tokenizer,
    request: Request,
    progress: Progress | None,
    stop: Callable[[], bool],
    models: Path | None = None,
) -> ModelBundle:
    categories = _categories(project)
    config = fit_config(texts.train, tokenizer, request)
    checkpoint = train(
        texts.train, categories, request.backbone, config, progress, texts.held_back, stop
    )
    folder = models or project.folder / "models"
    remove_unfinished(folder)
    with workplace(folder) as place:
        published = publish(
            checkpoint,
            place / "model",
            project.schema,
            project.name,
            name,
            seen=texts.train,
            unseen=texts.test,
            data_fingerprint=fingerprint([*texts.train, *texts.held_back]),
            test_fingerprint=fingerprint(texts.test),
        )
        kept = folder / published.bundle.version.version
        if not kept.exists():  # the same training gives the same version
            published.bundle.folder.rename(kept)
    return open_bundle(kept)


def _choose_name(models: ProjectModels, request: Request) -> str:
    names = models.names()
    if request.name is None:
        return next(
            name for number in range(1, len(names) + 2) if (name := f"m{number}") not in names
        )
    check_name(request.name, "model")
    if request.name in names and not request.replace:
        raise InputError(
            f"project {models.project} has a model {request.name}; choose another --model, or"
            " --replace it (the former version stays, to go back to)"
        )
    return request.name


def _categories(project: Project) -> tuple[str, ...]:
    learned = project.schema.learned
    if not learned:
        raise InputError(
            f"project {project.name} learns no category: import labels, or set `learned` in"
            f" {project.schema_path}"
        )
    return learned


def _labelled(project: Project) -> list[LabeledDocument]:
    found = labelled(list(project.store.read()))
    if not found:
        raise InputError(
            f"project {project.name} has no labelled documents; `enricher project import"
            f" {project.name} FILE` brings them in"
        )
    return found


def _read(
    bundle: ModelBundle, schema: EntitySchema, texts: Sequence[LabeledText]
) -> dict[str, list[Span]]:
    """The entities that documents are indexed with, by text."""
    tagger = ServedTagger(bundle, schema)
    return {text.text: tagger.tag(text.text, len(text.text)) for text in texts}


def _tokenizer(bundle: ModelBundle) -> Tokenizer:
    return open_tokenizer(bundle.tokenizer_path.read_text(encoding="utf-8"))


def _matches(
    texts: Sequence[LabeledText], found: dict[str, list[Span]], categories: Sequence[str]
) -> Matches:
    pairs = [
        pair for text in texts for pair in pair_up(text.labels, text.judgeable(found[text.text]))
    ]
    return count_matches(pairs, categories)
