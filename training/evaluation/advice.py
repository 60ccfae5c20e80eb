"""What to do about a model's mistakes, in words.

Each rule asks for more than a single slip, so that a good model is given no advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from enricher.models.evaluations import NONE, Advice
from enricher.models.sample_sizes import WIDE, wilson
from enricher.models.scores import Scores
from training.evaluation.matches import Matches
from training.evaluation.scores import Evaluation

if TYPE_CHECKING:
    from training.loop.trainer import Epoch

FEW_LABELS, LOW_RECALL = 15, 0.8
LEAST_CONFUSED, CONFUSED_SHARE = 3, 0.1  # of the labels of both categories
LEAST_BOUNDS, BOUNDS_SHARE = 3, 0.15  # of the labels
LEAST_SPURIOUS, SPURIOUS_SHARE = 5, 0.25  # of what was found
LEARNED_BY_HEART, NOT_GOOD = 0.15, 0.9  # F1 lost on new documents, F1 that needs no more


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What else bears on how scores are read.

    Attributes:
        project: named in the commands that help.
        tested: documents that were measured on.
        labels: of the training set, by category.
        seen_f1: on documents that were learned from; None where it was not measured.
        seen: measured documents that the model learned from.
        left_out: documents of the testing set that were not measured, since it learned from them.
        unknown: labelled categories that the model does not know.
        long: categories of text that were learned as passages.
        cut_short: the last epoch of a training that more of them would have helped.
    """

    project: str
    tested: int
    labels: Mapping[str, int]
    seen_f1: float | None = None
    seen: int = 0
    left_out: int = 0
    unknown: Sequence[str] = ()
    long: Sequence[str] = ()
    cut_short: Epoch | None = None


def advise(scores: Evaluation, matches: Matches, about: Circumstances) -> list[Advice]:
    """The advice that follows from scores, the weightiest first."""
    return [
        *_about_measuring(scores.micro, about),
        *(
            advice
            for category, one in scores.categories.items()
            for advice in _about_category(category, one, matches, about)
            # Of passages it is enough to have most of the words.
            if advice.kind != "bounds" or category not in scores.overlap
        ),
        *_about_confusion(scores, matches),
        *_about_overfitting(scores.micro, about),
    ]


def _about_measuring(micro: Scores, about: Circumstances) -> Iterator[Advice]:
    if about.seen:
        yield Advice(
            "seen",
            f"the model learned from {about.seen} of the {about.tested} documents: these scores are"
            " better than those on new ones",
        )
    if about.left_out:
        yield Advice(
            "left_out",
            f"left out {_many(about.left_out, 'document')} of the testing set that the model learned"
            " from: train another one to measure on all of it",
        )
    for category in about.unknown:
        yield Advice(
            "unknown",
            f"the model does not know {category}, whose labels are not counted: train another one",
            category,
        )
    for category in about.long:
        yield Advice(
            "long",
            f"{category} is learned as passages, since its labels are as long as sentences: give it"
            " the type passage, so that searches look into its words",
            category,
        )
    if about.cut_short:
        yield Advice("epochs", _more_epochs(about.project, about.cut_short))
    low, high = wilson(micro.tp, micro.support)
    if micro.support and high - low > WIDE:
        yield Advice(
            "testing_set",
            f"{_many(about.tested, 'document')} with {_many(micro.support, 'label')} measure"
            f" roughly: the recall of {micro.recall:.2f} may be anything from {low:.2f} to"
            f" {high:.2f}; label more to test with, or use `enricher evaluate {about.project} --cv 5`",
        )


def _more_epochs(project: str, last: Epoch) -> str:
    minutes = max(1, round(2 * last.seconds / 60))
    return (
        f"what was held back was found better to the last of {last.of} epochs: more of them may"
        f" help; `enricher train {project} --epochs {2 * last.of}` takes some {minutes} minutes"
    )


def _about_category(
    category: str, scores: Scores, matches: Matches, about: Circumstances
) -> Iterator[Advice]:
    learned = about.labels.get(category, 0)
    if not scores.support:
        yield Advice(
            "unmeasured",
            f"{category} has no label in what was measured: nothing is known about it",
            category,
        )
    elif not scores.tp and not matches.bounds[category]:
        yield Advice(
            "never",
            f"{category} is never found: {_many(scores.support, 'label')} to find,"
            f" {learned} to learn from; tag more of it (`enricher project next {about.project}` says"
            " where)",
            category,
        )
    elif learned < FEW_LABELS and scores.recall < LOW_RECALL:
        yield Advice(
            "labels",
            f"{category} has {_many(learned, 'label')} to learn from, and {scores.tp} of"
            f" {scores.support} are found: tag more of it (`enricher project next {about.project}`"
            " says where)",
            category,
        )
    off = matches.bounds[category]
    if off >= LEAST_BOUNDS and off >= BOUNDS_SHARE * scores.support:
        yield Advice(
            "bounds",
            f"{category} begins or ends elsewhere than its label {off} times of {scores.support}:"
            f" do its labels all end alike? `enricher project check {about.project}` compares them",
            category,
        )
    found, spurious = scores.tp + scores.fp, matches.confusion[NONE][category]
    if spurious >= LEAST_SPURIOUS and spurious >= SPURIOUS_SHARE * found:
        yield Advice(
            "spurious",
            f"{category} is found {spurious} times of {found} where nothing is labelled: are labels"
            f" missing? `enricher project check {about.project}` lists likely ones",
            category,
        )


def _about_confusion(scores: Evaluation, matches: Matches) -> Iterator[Advice]:
    for one, other in combinations(scores.categories, 2):
        times = matches.confusion[one][other] + matches.confusion[other][one]
        support = scores.categories[one].support + scores.categories[other].support
        if times >= LEAST_CONFUSED and times >= CONFUSED_SHARE * support:
            yield Advice(
                "confused",
                f"{one} and {other} are taken for each other {times} times of {support}: tag more of"
                " both, where they stand in like words",
                one,
                other,
            )


def _about_overfitting(micro: Scores, about: Circumstances) -> Iterator[Advice]:
    known = about.seen_f1
    if known is None or not micro.support or micro.f1 >= NOT_GOOD:
        return
    if known - micro.f1 > LEARNED_BY_HEART:
        yield Advice(
            "overfit",
            f"F1 is {known:.2f} on documents that it learned from and {micro.f1:.2f} on others: it"
            " needs more documents that differ, not more epochs",
        )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
