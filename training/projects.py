"""Training and measuring the models of a project.

LabeledDocuments -> labels accounted for -> split -> train -> publish -> evaluate -> ProjectModels
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tokenizers import Tokenizer

from enricher.documents.boxes import WordBoxes
from enricher.entities import Span
from enricher.ledger.events import Act
from enricher.ledger.labels import LabeledDocument
from enricher.models.deployments import Model, ProjectModels
from enricher.models.drafts import remove_unfinished, workplace
from enricher.models.evaluations import keep_evaluation
from enricher.projects.label_words import LabelUse
from enricher.projects.project import Project, learned_categories, without_labels
from enricher.projects.quality.unseen import keep_unseen
from enricher.recognizer.bundle import ModelDescription, open_bundle, text_key
from enricher.recognizer.outputs import Outputs
from enricher.recognizer.windows import open_tokenizer
from training.choices.project import teach_project
from training.confidence.evidence import shipped_priors
from training.dataset.literals import literal_categories
from training.dataset.long_labels import passages_of
from training.dataset.split import TRAIN_PERCENT, Split, fold_documents, labelled, split_documents
from training.dataset.tags import LabeledText, account_for
from training.evaluation.advice import Circumstances
from training.evaluation.report import Measured, Readings, judge_readings, measure, read
from training.export.bundle import Published, fingerprint, publish
from training.loop.forecast import Foretold
from training.loop.length import plan_training
from training.loop.model import PACKAGED_BACKBONE, read_tokenizer
from training.loop.trainer import Epoch, Progress, still_rises, train
from training.shipped_encoder import begin_shipped

Boxes = Mapping[str, WordBoxes]
"""Where the words of texts stand, by text."""

NO_BOXES: Boxes = {}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: see `enricher train`.

    Attributes:
        train_percent: draws a testing set; None keeps that of the model trained last.
        epochs: None lets the data decide.
        backbone: None begins from the model that ships.
    """

    name: str | None = None
    train_percent: int | None = None
    epochs: int | None = None
    backbone: str | None = None
    seed: int = 1
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Trained:
    """A model that was trained, and what became of each label."""

    model: Model
    measured: Measured
    labels: tuple[LabelUse, ...]


@dataclass(frozen=True, slots=True)
class _Texts:
    """A split as training sees it; `train_percent` where the testing set was drawn."""

    train: list[LabeledText]
    held_back: list[LabeledText]
    test: list[LabeledText]
    train_percent: int | None = None

    @classmethod
    def of(
        cls,
        split: Split,
        categories: Sequence[str],
        boxes: Boxes,
        train_percent: int | None = None,
    ) -> _Texts:
        train, held_back, test = (
            [as_text(one, categories, boxes) for one in some]
            for some in (split.train, split.held_back, split.test)
        )
        return cls(train, held_back, test, train_percent)

    @property
    def all(self) -> list[LabeledText]:
        return [*self.train, *self.held_back, *self.test]

    @property
    def is_laid_out(self) -> bool:
        """Whether it is known of most texts that are learned from where their words stand."""
        return 2 * sum(one.boxes is not None for one in self.train) > len(self.train)


def train_project(
    project: Project,
    request: Request,
    progress: Progress | None = None,
    on_labels: Callable[[Sequence[LabelUse]], None] = lambda _uses: None,
    stop: Callable[[], bool] = lambda: False,
    on_forecast: Foretold = lambda _: None,
) -> Trained:
    """Train a model on a project's labels, measure it on its testing set and keep it.

    Args:
        on_labels: is told, before the training begins, what becomes of each label.
        stop, on_forecast: see `training.loop.trainer.train`.

    Raises:
        InputError: nothing is labelled, or a model has that name and is not to be replaced.
        StoppedError: it was stopped before there was a model.
    """
    started = time.monotonic()
    models = ProjectModels(project.registry, project.name)
    name = models.name_for(request.name, replace=request.replace)
    categories = learned_categories(project)
    documents = labelled_documents(project)
    boxes = _boxes(project, documents)
    texts = _split(documents, models, request, categories, boxes)
    tokenizer = open_tokenizer(read_tokenizer(request.backbone or PACKAGED_BACKBONE))
    passages = passages_of(project.schema, texts.all)
    uses = [use for text in texts.all for use in account_for(text, tokenizer, passages)]
    on_labels(uses)
    choices = teach_project(project).content
    epochs: list[Epoch] = []

    def on_epoch(epoch: Epoch) -> None:
        epochs.append(epoch)
        if progress:
            progress(epoch)

    published = _train(
        project,
        name,
        texts,
        passages,
        tokenizer,
        request,
        on_epoch,
        stop,
        on_forecast,
        choices=choices,
    )
    bundle = published.bundle
    learned = [*texts.train, *texts.held_back]
    about = Circumstances(
        project.name,
        len(texts.test),
        count_labels(learned),
        seen_f1(bundle.description),
        long=_long(project, passages),
        cut_short=epochs[-1] if still_rises(epochs) else None,
    )
    measured = replace(
        measure(bundle, project.schema, texts.test, len(learned), about, published.found),
        seconds=time.monotonic() - started,
    )
    keep_evaluation(bundle.folder, measured.as_json(), text_keys(texts.test))
    with project.noting() as note:
        models.add(bundle)  # last: who is killed before leaves nothing that anyone sees
        note(Act.TRAIN, model=name, version=bundle.version.version)
    return Trained(models.find(bundle.version.version), measured, tuple(uses))


def cross_validate_project(
    project: Project,
    folds: int,
    request: Request,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
    on_forecast: Foretold = lambda _: None,
) -> Measured:
    """Measure the recipe: each document is read by a model that learned from the other folds.

    What the models found is kept, for `enricher project check` to say what nobody tagged.

    Args:
        on_forecast: is told for each fold.
    """
    started = time.monotonic()
    categories = learned_categories(project)
    documents = labelled_documents(project)
    dealt = fold_documents(documents, folds)
    boxes = _boxes(project, documents)
    everything = [as_text(one, categories, boxes) for one in documents]
    passages = passages_of(project.schema, everything)
    tokenizer = open_tokenizer(read_tokenizer(request.backbone or PACKAGED_BACKBONE))
    found: Readings | None = None
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
        texts = _Texts.of(split, categories, boxes)
        with tempfile.TemporaryDirectory() as folder:
            published = _train(
                project,
                "fold",
                texts,
                passages,
                tokenizer,
                request,
                progress,
                stop,
                on_forecast,
                Path(folder),
            )
        description = published.bundle.description
        readings = read(published.found, description, project.schema, texts.test)
        found = readings if found is None else found | readings
    labels = {
        name: count * (folds - 1) // folds for name, count in count_labels(everything).items()
    }
    long = _long(project, passages)
    about = Circumstances(project.name, len(documents), labels, long=long)
    if found is None:
        raise AssertionError("there are two folds at least")
    keep_unseen(project.folder, folds, documents, found.served)
    measured = judge_readings(
        f"{folds} folds",
        everything,
        found,
        tokenizer,
        Outputs.of(categories, passages),
        len(documents),
        about,
    )
    return replace(measured, seconds=time.monotonic() - started)


def as_text(
    document: LabeledDocument, categories: Sequence[str], boxes: Boxes = NO_BOXES
) -> LabeledText:
    """A document as training sees it: the labels of what is learned.

    Args:
        boxes: where words stand, by text.
    """
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
        boxes.get(document.text),
    )


def _boxes(project: Project, documents: Sequence[LabeledDocument]) -> Boxes:
    return project.store.boxes(one.text for one in documents)


def _train(
    project: Project,
    name: str,
    texts: _Texts,
    passages: tuple[str, ...],
    tokenizer: Tokenizer,
    request: Request,
    progress: Progress | None,
    stop: Callable[[], bool],
    on_forecast: Foretold,
    models: Path | None = None,
    choices: bytes | None = None,
) -> Published:
    categories = learned_categories(project)
    config = plan_training(texts.train, tokenizer, request.seed, request.epochs)
    begin = None
    if request.backbone is None:
        begin = begin_shipped(
            project.registry, categories, passages, config, layout=texts.is_laid_out
        )
    checkpoint = train(
        texts.train,
        categories,
        request.backbone or PACKAGED_BACKBONE,
        config,
        progress,
        texts.held_back,
        stop,
        begin,
        passages=passages,
        on_forecast=on_forecast,
        layout=texts.is_laid_out,
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
            held_back=texts.held_back,
            priors=shipped_priors(project.registry),
            literal=literal_categories(texts.train, project.schema),
            data_fingerprint=fingerprint([*texts.train, *texts.held_back]),
            test_fingerprint=fingerprint(texts.test),
            train_percent=texts.train_percent,
            choices=choices,
        )
        kept = folder / published.bundle.version.version
        if not kept.exists():  # the same training gives the same version
            published.bundle.folder.rename(kept)
    return replace(published, bundle=open_bundle(kept))


def _long(project: Project, passages: Sequence[str]) -> list[str]:
    """What is learned as passages and has another type."""
    return [name for name in passages if name not in project.schema.passages]


def labelled_documents(project: Project) -> list[LabeledDocument]:
    found = labelled(list(project.store.read()))
    if not found:
        raise without_labels(project)
    return found


def _split(
    documents: Sequence[LabeledDocument],
    models: ProjectModels,
    request: Request,
    categories: Sequence[str],
    boxes: Boxes,
) -> _Texts:
    """Keep the testing set of the model trained last, unless another one is asked for."""
    newest = models.newest()
    former = newest.bundle.description if newest else None
    tested = former.tested_on if former and request.train_percent is None else ()
    percent = request.train_percent or (former and former.train_percent) or TRAIN_PERCENT
    is_drawn = not any(one.dataset == "test" for one in documents)
    split = split_documents(documents, percent, tested)
    return _Texts.of(split, categories, boxes, percent if is_drawn else None)


def text_keys(texts: Sequence[LabeledText]) -> dict[str, str]:
    """By name, what tells whether a text is another one by now."""
    return {text.name: text_key(text.text) for text in texts}


def count_labels(texts: Sequence[LabeledText]) -> Mapping[str, int]:
    return Counter(label.category for text in texts for label in text.labels)


def seen_f1(description: ModelDescription) -> float | None:
    if description.passages:  # F1 counts those too
        return None
    return description.metrics.get("seen.entities.micro.f1")
