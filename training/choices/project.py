"""What tells the types of documents in a project, learned from what people said of its documents.

    what ships + anchors + examples of the project --teach--> choosers --> choices.npz of a model

No torch is needed. A type of which no example is left is told no more, unless it ships.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np

from enricher.errors import InputError
from enricher.ledger.events import Act
from enricher.ledger.names import PRODUCTION
from enricher.models.deployments import Model, ProjectModels
from enricher.models.drafts import workplace
from enricher.models.registry import SHIPPED_CHOICES
from enricher.projects.choice_examples import ChoiceExample
from enricher.projects.project import Project
from enricher.recognizer.bundle import open_bundle, write_bundle
from enricher.recognizer.choices import OTHER, Chooser, features_of, read_choosers, write_choosers
from enricher.schema import Category
from training.choices.anchors import ANCHORS_FILE, Anchors, read_anchors
from training.choices.lessons import Lesson, blank, teach

_FOLDS = 5
_LEAST = 3  # examples of a choice, so that one can be held out and it is still known


@dataclass(frozen=True, slots=True)
class Taught:
    """Choosers of a project.

    Attributes:
        examples: by choice, how many people gave.
        right: of those with examples enough, how many are told rightly by what did not learn them.
        forgotten: choices that the model before told, and of which no example is left.
    """

    choosers: tuple[Chooser, ...]
    examples: Mapping[str, int] = field(default_factory=dict)
    right: Mapping[str, int] = field(default_factory=dict)
    forgotten: tuple[str, ...] = ()

    @property
    def content(self) -> bytes | None:
        """For a model's bundle; None where what ships tells all."""
        return write_choosers(self.choosers) if self.choosers else None


def teach_project(project: Project, *, measured: bool = False) -> Taught:
    """Learn what the documents of a project are.

    Args:
        measured: tell how many examples are told rightly; that takes five times as long.
    """
    categories = [one for one in project.schema.categories if one.choices]
    examples = project.examples() if categories else ()
    former = {one.category: one for one in _former(project)}
    choosers: list[Chooser] = []
    right: Counter[str] = Counter()
    forgotten: list[str] = []
    for category in categories:
        some = [one for one in examples if one.category == category.name]
        before = former.get(category.name)
        if not some:
            choosers += [before] if before else []
            continue
        base, anchors = _base(category)
        lessons = list(map(_lesson, some))
        chooser = teach(base, anchors, lessons)
        choosers.append(chooser)
        known = set(before.choices) if before else set[str]()
        forgotten += [one for one in category.choices if one in known - set(chooser.choices)]
        if measured:
            right += _told_rightly(base, anchors, lessons, category)
    return Taught(
        tuple(choosers),
        Counter(one.choice for one in examples),
        right,
        tuple(forgotten),
    )


def train_types(project: Project, name: str) -> tuple[Taught, Model | None]:
    """Make a model that tells types as people said, and finds all else as the one that serves.

    Returns:
        What was learned, and the model; None where a project has none: then it is read so at once.

    Raises:
        InputError: nobody said what a document is, or there is no model.
    """
    taught = teach_project(project, measured=True)
    if not taught.examples:
        raise InputError(
            f"nobody said yet what a document of project {project.name} is: correct some, five of each"
            " type or more (`enricher corrections add FILE --category DocumentType --value TYPE`)"
        )
    content = taught.content or b""
    if not project.schema.learned:
        with project.noting() as note:
            project.registry.write_choices(project.name, content)
            note(Act.TRAIN, model=name, version=project.registry.version(project.name).version)
        return taught, None
    models = ProjectModels(project.registry, project.name)
    serving = models.deployments().get(PRODUCTION) or models.newest()
    if serving is None:
        raise InputError(
            f"project {project.name} has no model yet; train one, which learns types, too"
        )
    bundle = serving.bundle
    folder = project.folder / "models"
    with workplace(folder) as place, project.noting() as note:
        made = write_bundle(
            place / "model",
            replace(bundle.description, project=project.name, name=name),
            bundle.model_path.read_bytes(),
            bundle.tokenizer_path.read_text(encoding="utf-8"),
            content,
        )
        kept = folder / made.version.version
        if not kept.exists():
            made.folder.rename(kept)
        models.add(open_bundle(kept))
        note(Act.TRAIN, model=name, version=made.version.version)
    return taught, models.find(made.version.version)


def _former(project: Project) -> tuple[Chooser, ...]:
    """What the model made last tells types by; nothing where it goes by what ships."""
    newest = ProjectModels(project.registry, project.name).newest()
    path = newest.bundle.choices_path if newest else project.registry.own_choices(project.name)
    return read_choosers(path.read_bytes()) if path else ()


def _base(category: Category) -> tuple[Chooser, Anchors]:
    """What ships for a category, or else what knows no more than that other documents are others."""
    (shipped,) = read_choosers(SHIPPED_CHOICES.read_bytes())
    anchors = _anchors()
    if category.name == shipped.category:
        return shipped, anchors
    count = len(anchors.vectors) if OTHER in category.choices else 0
    return blank(shipped, category.name, category.choices), Anchors(
        category.name,
        category.choices,
        anchors.vectors[:count],
        np.full(count, category.choices.index(OTHER) if count else 0),
        np.zeros((count, len(category.choices)), np.float32),
        anchors.weights[:count],
    )


@cache
def _anchors() -> Anchors:
    return read_anchors(ANCHORS_FILE.read_bytes())


def _lesson(example: ChoiceExample) -> Lesson:
    return Lesson(features_of(example.text), example.choice)


def _told_rightly(
    base: Chooser, anchors: Anchors, lessons: Sequence[Lesson], category: Category
) -> Counter[str]:
    """By choice, how many are told rightly by what learned from the other folds."""
    counts = Counter(one.choice for one in lessons)
    some = sorted(lessons, key=lambda one: one.choice)
    right: Counter[str] = Counter({name: 0 for name, count in counts.items() if count >= _LEAST})
    for fold in range(_FOLDS):
        held_out = [one for one in some[fold::_FOLDS] if counts[one.choice] >= _LEAST]
        if not held_out:
            continue
        out = set(map(id, held_out))
        chooser = teach(base, anchors, [one for one in some if id(one) not in out])
        columns = [at for at, name in enumerate(chooser.choices) if name in category.choices]
        for one in held_out:
            best = columns[int(chooser.scores(one.features)[columns].argmax())]
            right[one.choice] += chooser.choices[best] == one.choice
    return right
