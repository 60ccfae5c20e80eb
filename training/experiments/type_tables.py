"""The command that measures and builds what tells document types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np

from enricher.recognizer.bundle import ModelBundle, open_bundle, write_bundle
from enricher.recognizer.choices import Chooser, write_choosers
from training.evaluation.reliability import calibration_error
from training.experiments import options
from training.experiments.document_types import (
    Measured,
    accuracies,
    build_chooser,
    cross_validate,
    document_types,
    make_up,
    mistakes,
    read_real,
    read_scanned,
    read_unseen,
)

_BODIES = 60  # agreements whose middles stand below made-up titles


@click.command("document-types")
@options.data
@options.work
@click.option(
    "--mistakes", "shows_mistakes", is_flag=True, help="List the documents that are wrong."
)
@click.option("--out", type=click.Path(path_type=Path),
              help="Folder of the shipped bundle with what was fitted, which must not exist.")  # fmt: skip
def measure_types(data: Path, work: Path, shows_mistakes: bool, out: Path | None) -> None:
    """Cross-validate what tells document types, and build it.

    Example: python -m training.experiments document-types --data DIR --mistakes --out MODEL
    """
    real = read_real(data, work)
    bodies = [one.text for one in real if one.source == "nda"][:_BODIES]
    made_up = make_up(bodies)
    measured = cross_validate(
        real, read_scanned(data, work, real), read_unseen(data, work), made_up
    )
    click.echo(f"{len(real)} real documents, {len(made_up)} made up, {len(document_types())} types")
    for one in measured:
        _print_accuracy(one)
    chooser = build_chooser(real, made_up, measured[0])
    _print_confidence(measured[0], chooser.sharpness)
    _print_confusion(measured[0])
    if shows_mistakes:
        for one in measured:
            for document, chosen in mistakes(one):
                click.echo(f"{document.source}/{document.name}: {document.type} -> {chosen}")
    if out is not None:
        bundle = with_choices(open_bundle(options.SCHEMA.parent / "model"), out, [chooser])
        click.echo(f"{out}: version {bundle.version.version}")


def with_choices(bundle: ModelBundle, out: Path, choosers: Sequence[Chooser]) -> ModelBundle:
    """Write a bundle with the same model, and what tells choices."""
    return write_bundle(
        out,
        bundle.description,
        bundle.model_path.read_bytes(),
        bundle.tokenizer_path.read_text(encoding="utf-8"),
        write_choosers(choosers),
    )


def _print_accuracy(measured: Measured) -> None:
    for source, (total, right, agreed) in accuracies(measured).items():
        folder = (
            f", or as its folder says {agreed / total:.3f}" if source.startswith("cuad") else ""
        )
        click.echo(f"{source:16} {total:4} documents, right {right / total:.3f}{folder}")


def _print_confidence(measured: Measured, sharpness: float) -> None:
    types = document_types()
    logits = measured.scores * sharpness
    odds = np.exp(logits - logits.max(1, keepdims=True))
    sure = (odds / odds.sum(1, keepdims=True)).max(1)
    right = np.array(
        [
            types[best] == one.type
            for one, best in zip(measured.documents, logits.argmax(1), strict=True)
        ]
    )
    click.echo(f"sharpness {sharpness:.2f}, calibration error {calibration_error(sure, right):.3f}")
    for least in (0.25, 0.5, 0.7, 0.9):
        at = sure >= least
        click.echo(f"sure at {least}: {at.mean():.2f} of all, right {right[at].mean():.3f}")


def _print_confusion(measured: Measured) -> None:
    """Each type with how many there are, how many are right, and what the others were taken for."""
    types = document_types()
    total = Counter(one.type for one in measured.documents)
    taken: dict[str, Counter[str]] = {name: Counter() for name in types}
    chosen = Counter(types[best] for best in measured.scores.argmax(1))
    for document, wrong in mistakes(measured):
        taken[document.type][wrong] += 1
    click.echo(
        "| type | documents | recall | precision | taken for |\n| --- | ---: | ---: | ---: | --- |"
    )
    for name in sorted(total, key=lambda one: -total[one]):
        right = total[name] - taken[name].total()
        others = ", ".join(f"{other} {count}" for other, count in taken[name].most_common())
        precision = f"{right / chosen[name]:.2f}" if chosen[name] else "none"
        click.echo(
            f"| {name} | {total[name]} | {right / total[name]:.2f} | {precision} | {others} |"
        )
