"""Scores, mistakes and comparisons of models, for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from enricher.models.comparison import ALL, Change, Comparison, Only
from enricher.models.evaluations import DocumentOutcome, Found, Place
from enricher.terminal.printing import dim, heading, print_table, printable
from training.evaluation.report import Measured

_WRONG = {
    "bounds": "other bounds",
    "category": "other category",
    "both": "other bounds and category",
    "spurious": "not labelled",
}
_SHOWN = 20  # documents whose differences are printed; --json has all


def print_measured(measured: Measured) -> None:
    """A table of categories, whether confidence can be believed, and advice."""
    learned, tested = measured.documents
    click.echo(
        f"{heading(printable(measured.model))}  learned from {learned} documents, measured on"
        f" {tested}, in {measured.seconds:.0f} s"
    )
    scores = measured.scores
    overlap = scores.overlap
    print_table(
        [
            "category",
            "precision",
            "recall",
            "F1",
            "labels",
            *(["F1 by overlap"] if overlap else []),
        ],
        [
            [
                category,
                f"{one.precision:.3f}",
                f"{one.recall:.3f}",
                f"{one.f1:.3f}",
                str(one.support),
                *(
                    [f"{overlap[category].f1:.3f}" if category in overlap else ""]
                    if overlap
                    else []
                ),
            ]
            for category, one in {**scores.categories, "all": scores.micro}.items()
        ],
    )
    if overlap:
        click.echo(dim("by overlap: half of the words of a passage and of its label in common"))
    click.echo(dim(_reliability(measured)))
    for advice in measured.advice:
        click.echo(f"advice: {printable(advice.text)}")


def print_mistakes(outcomes: Sequence[DocumentOutcome]) -> None:
    """What is wrong and what is missed, document by document."""
    for outcome in outcomes:
        if not outcome.wrong and not outcome.missed:
            continue
        click.echo()
        click.echo(f"{heading(printable(outcome.name))}  {len(outcome.right)} right")
        lines = [
            *((one.start, _wrong(one)) for one in outcome.wrong),
            *((one.start, f"missed  {_place(one)}") for one in outcome.missed),
        ]
        for _, line in sorted(lines):
            click.echo(f"  {line}")


def print_comparison(comparison: Comparison) -> None:
    """What changed from the first model to the second, and where they differ."""
    (first, _), (second, _) = comparison.models
    click.echo(
        f"{heading(printable(f'{first} → {second}'))}  on {comparison.documents} documents"
        + (f", {comparison.left_out} left out: learned from" if comparison.left_out else "")
    )
    print_table(
        ["category", "precision", "recall", "F1", "labels", "p", ""],
        [_change(category, one) for category, one in _all_last(comparison)],
    )
    if comparison.only_one_knows:
        click.echo(dim(f"only one knows: {printable(', '.join(comparison.only_one_knows))}"))
    for document in comparison.differing[:_SHOWN]:
        click.echo()
        click.echo(heading(printable(document.name)))
        for name, found in ((first, document.first), (second, document.second)):
            for one in found:
                click.echo(f"  only {printable(name)}  {_only(one)}")
    more = len(comparison.differing) - _SHOWN
    if more > 0:
        click.echo(dim(f"and {more} more documents; --json lists all"))


def _all_last(comparison: Comparison) -> Iterator[tuple[str, Change]]:
    yield from ((name, one) for name, one in comparison.changes.items() if name != ALL)
    yield ALL, comparison.changes[ALL]


def _change(category: str, change: Change) -> list[str]:
    old, new = change.first, change.second
    return [
        category,
        *(
            f"{after:.3f} ({after - before:+.3f})"
            for before, after in (
                (old.precision, new.precision),
                (old.recall, new.recall),
                (old.f1, new.f1),
            )
        ),
        str(new.support),
        f"{change.p:.3f}",
        change.verdict if change.verdict == "equal" else f"{change.verdict}, {change.certainty}",
    ]


def _only(one: Only) -> str:
    mark = click.style("right", fg="green") if one.is_right else click.style("wrong", fg="red")
    return f"{mark}  {_place(one.place)}"


def _wrong(one: Found) -> str:
    said = f"{_WRONG[one.kind or 'spurious']}  {_place(one)}"
    if one.label is None:
        return said
    return f"{said}  {dim(f'labelled {one.label.category}: {printable(one.label.text)}')}"


def _place(place: Place) -> str:
    text = heading(printable(place.text))
    around = f"{_ends(place.before)}{text}{_begins(place.after)}"
    return f"{click.style(place.category, fg='cyan')} at {place.start}  …{around}…"


def _ends(before: str) -> str:
    """Printable, with a blank at its end where there was one."""
    return printable(before) + (" " if before[-1:].isspace() else "")


def _begins(after: str) -> str:
    return (" " if after[:1].isspace() else "") + printable(after)


def _reliability(measured: Measured) -> str:
    reliability = measured.reliability
    before, after = reliability.errors
    if not reliability.calibrated:
        return f"confidence is not calibrated: off by {after:.3f} on average"
    said = f"confidence is calibrated: off by {after:.3f} on average, {before:.3f} before"
    if reliability.thresholds:
        kept = ", ".join(f"{name} {least:g}" for name, least in reliability.thresholds.items())
        said += f"; left out is what is below: {printable(kept)}"
    return said
