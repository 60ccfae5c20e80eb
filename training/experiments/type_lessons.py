"""The command that measures how a type is taught with a few examples, and writes what is needed for it.

all but one type --fit_chooser--> a chooser, its anchors --teach, 5 or 10 of that type--> a chooser
--> the rest of that type, other types
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Final

import click

from enricher.models.registry import SHIPPED_CHOICES
from enricher.recognizer.choices import Chooser, read_choosers
from training.choices.anchors import ANCHORS_FILE, make_anchors, write_anchors
from training.choices.fit import Example, fit_chooser
from training.choices.lessons import Lesson, teach
from training.experiments import options
from training.experiments.document_types import (
    CATEGORY,
    Document,
    deal_folds,
    document_types,
    make_up,
    read_unscanned,
)

_BODIES: Final = 60  # agreements whose middles stand below made-up titles
_MOST: Final = {True: 60, False: 25}  # anchors of a type, of real documents and of made-up ones
_TRIALS: Final = 3
_TEST_FOLD: Final = 0


@click.command("new-types")
@options.data
@options.work
@click.argument("types", nargs=-1, metavar="TYPE…")
@click.option("--write", is_flag=True, help="Write the anchors of what ships.")
def measure_new_types(data: Path, work: Path, types: Sequence[str], write: bool) -> None:
    """Measure how well types are told that were taught with a few examples.

    Example: python -m training.experiments new-types --data DIR franchise consulting
    """
    real = read_unscanned(data, work)
    made_up = make_up([one.text for one in real if one.source == "nda"][:_BODIES])
    if write:
        (shipped,) = read_choosers(SHIPPED_CHOICES.read_bytes())
        anchors = make_anchors(_anchored([*real, *made_up]), shipped)
        ANCHORS_FILE.write_bytes(write_anchors(anchors))
    folds = deal_folds(real)
    for type_ in types:
        for line in _measure(type_, real, folds, made_up):
            click.echo(line)


def _measure(
    type_: str, real: Sequence[Document], folds: Sequence[int], made_up: Sequence[Document]
) -> Iterator[str]:
    known = [one for one in document_types() if one != type_]
    of_type = [one for one in real if one.type == type_]
    dealt = list(zip(real, folds, strict=True))
    tested = [one for one, fold in dealt if one.type != type_ and fold == _TEST_FOLD]
    seen = [one for one, fold in dealt if one.type != type_ and fold != _TEST_FOLD]
    seen += [one for one in made_up if one.type != type_]
    base = fit_chooser([one.example for one in seen], known, CATEGORY)
    anchors = make_anchors(_anchored(seen), base)
    yield f"{type_}: without it, {len(tested)} others are right {_right(base, tested):.3f}"
    for count in (5, 10):
        rest = others = 0.0
        for trial in range(_TRIALS):
            taught = Random(trial).sample(of_type, count)
            chooser = teach(base, anchors, [Lesson(one.features, type_) for one in taught])
            left = [one for one in of_type if one not in taught]
            rest += _right(chooser, left) / _TRIALS
            others += _right(chooser, tested) / _TRIALS
        yield f"{type_}: with {count} examples the rest is right {rest:.3f}, others {others:.3f}"


def _right(chooser: Chooser, documents: Sequence[Document]) -> float:
    chosen = [chooser.choices[int(chooser.scores(one.features).argmax())] for one in documents]
    return sum(name == one.type for name, one in zip(chosen, documents, strict=True)) / len(chosen)


def _anchored(documents: Sequence[Document]) -> list[Example]:
    """Some documents of each type."""
    counts: Counter[tuple[str, bool]] = Counter()
    kept = []
    for one in documents:
        key = one.type, one.source != "made up"
        counts[key] += 1
        if counts[key] <= _MOST[key[1]]:
            kept.append(one.example)
    return kept
