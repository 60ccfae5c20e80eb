"""Commands that show what parts of the shipped recipe bring, on the folds of a cross-validation."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from enricher.expressions.schema_file import load_schema
from enricher.recognizer.bundle import open_bundle
from training.experiments import options
from training.experiments.decoding import compare_decodings
from training.experiments.folds import trained_folds
from training.experiments.quantization import compare_ways
from training.experiments.quantization_loss import measure_loss, measure_published
from training.experiments.recipe import HELD_OUT_SEED, PROJECT, sample_texts
from training.export.bundle import touching_penalty
from training.loop.model import load_checkpoint

EMISSIONS = "emissions"  # below the work folder

_measure = click.option(
    "--measure", type=click.IntRange(min=1), help="Only so many of the folds; they must be trained."
)


@click.command()
@options.recipe
@options.crossval
@click.option("--fold", default=0, show_default=True, help="Whose model is compared.")
@options.folds
def quantization(asked: options.Asked, name: str, fold: int, folds: int) -> None:
    """Compare ways to make a fold's model smaller, on agreements that it has not seen."""
    compared = trained_folds(asked.read_plan(name, folds, fold + 1))[fold]
    checkpoint = compared.checkpoint()
    touching = touching_penalty(compared.seen, checkpoint.tokenizer)
    with tempfile.TemporaryDirectory() as folder:
        for each in compare_ways(
            checkpoint, compared.seen, compared.scored, touching, Path(folder)
        ):
            click.echo(
                f"{each.way.name:32} {each.way.megabytes:6.1f} MB  {each.speed:5.2f}x"
                f"  {each.changed:4} of {each.spans} spans changed  F1 loss {each.loss:+.4f}"
            )


@click.command("quantization-loss")
@options.recipe
@options.crossval
@options.folds
@_measure
@click.option("--generated", type=click.IntRange(min=1),
              help="Instead, what the model that ships loses beside the checkpoint of `contracts`, on so many generated documents that it has not seen.")  # fmt: skip
def quantization_loss(
    asked: options.Asked, name: str, folds: int, measure: int | None, generated: int | None
) -> None:
    """Measure what int8 loses beside float32 on the agreements that no fold's model has seen."""
    if generated:
        schema = load_schema(options.SCHEMA)
        texts = sample_texts(generated, HELD_OUT_SEED, schema)
        bundle = open_bundle(options.SCHEMA.parent / "model")
        measured = measure_published(load_checkpoint(asked.work / PROJECT), bundle, schema, texts)
    else:
        plan = asked.read_plan(name, folds, measure)
        measured = measure_loss(plan, asked.work / EMISSIONS)
    for title, scores in (("float32", measured.full), ("int8", measured.small)):
        click.echo(
            f"{title:8} entities P {scores.precision:.4f}  R {scores.recall:.4f}  F1 {scores.f1:.4f}"
        )
    low, high = measured.interval
    click.echo(
        f"F1 loss {measured.loss:+.4f} (95 % {low:+.4f} to {high:+.4f}) of {measured.documents}"
        f" documents, {measured.changed} of {measured.spans} spans changed"
    )
    if measured.read_again:
        click.echo(
            f"read alone and beside others: {measured.same} of {measured.read_again} documents the same"
        )


@click.command()
@options.recipe
@options.crossval
@options.folds
@_measure
@click.option("--crf/--no-crf", default=True, show_default=True,
              help="To learn one, all that the folds learned from is read.")  # fmt: skip
def decoding(asked: options.Asked, name: str, folds: int, measure: int | None, crf: bool) -> None:
    """Compare ways to decode, a learned CRF among them, on agreements that the folds have not seen.

    Example: python -m training.experiments decoding --measure 1
    """
    plan = asked.read_plan(name, folds, measure)
    for each in compare_decodings(plan, asked.work / EMISSIONS, crf):
        entities = each.entities.micro
        line = f"{each.name:58} entities P {entities.precision:.4f}  R {entities.recall:.4f}"
        line += f"  F1 {entities.f1:.4f}"
        if each.shown and each.fields:
            line += f"  shown F1 {each.shown.micro.f1:.4f}  fields F1 {each.fields.micro.f1:.4f}"
        click.echo(line)
