"""Commands that rebuild what ships: the model of the `contracts` project and its scores."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click
import numpy as np

from enricher.enrichment.parts import ServedModel
from enricher.expressions.schema_file import load_schema
from enricher.ledger.accounts import CONTRACTS
from enricher.models.memory import ModelMemory, serve_bundle
from enricher.models.registry import Registry
from enricher.models.scores import Scores
from enricher.recognizer.bundle import open_bundle
from enricher.terminal.printing import print_table
from training.confidence.answers import read_confidence
from training.corpus.heldout import MOST
from training.dataset.split import split_folds
from training.evaluation.reliability import (
    SURE_PRECISION,
    calibration_error,
    chance_error,
    sure_from,
)
from training.evaluation.scores import Evaluation
from training.experiments import options
from training.experiments.ablations import decoding, quantization, quantization_loss
from training.experiments.clauses import measure_clauses
from training.experiments.crossval import Outcome, pool_answers
from training.experiments.cuad_labels import count_found, read_contracts
from training.experiments.folds import Plan
from training.experiments.generalization import (
    json_scores,
    labelled_categories,
    markdown_tables,
    measure_generalization,
    text_lines,
    write_mistakes,
)
from training.experiments.nda import PARTY, read_ndas, share_found
from training.experiments.options import CROSSVAL, SCHEMA
from training.experiments.own_forms import measure_own_forms
from training.experiments.own_project import measure_own_project
from training.experiments.party_evidence import Sizes, fit_parties, put_in, read_sources
from training.experiments.party_evidence import compare as compare_parties
from training.experiments.recipe import (
    CANDIDATES_FILE,
    CONFIDENCE_FILE,
    FITTED_SAMPLES,
    Measured,
    build_contracts,
    build_measured,
    cross_validate_contracts,
    evaluate_samples,
    measured_fold,
    plan_contracts,
    score_origins,
)
from training.experiments.register import learn_from_register
from training.experiments.scans import Scanner, choose_documents, compare, read_digital, read_scans
from training.experiments.type_lessons import measure_new_types
from training.experiments.type_tables import measure_types
from training.loop.config import changed, read_changes
from training.projects import Request


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--quiet", is_flag=True, help="Print results only.")
def main(quiet: bool) -> None:
    """Train and measure the model that ships with enricher.

    Example: python -m training.experiments crossval --data DIR
    """
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(level=level, format="%(asctime)s %(name)s %(message)s")


for _command in (
    quantization,
    quantization_loss,
    decoding,
    measure_types,
    measure_new_types,
    measure_clauses,
    measure_own_forms,
    measure_own_project,
):
    main.add_command(_command)


@main.command()
@options.data
@options.work
def labels(data: Path, work: Path) -> None:
    """Print the share of the values of agreements, and of CUAD's contracts, that are found in them."""
    for category, share in share_found(read_ndas(data / "nda", work / "texts")).items():
        click.echo(f"{'agreements':11} {category:15} {share:.3f}")
    if (data / "cuad").is_dir():
        contracts = read_contracts(data / "cuad", work / "texts" / "cuad")
        for category, (answered, found) in count_found(contracts).items():
            share = found / max(1, answered)
            click.echo(f"{'contracts':11} {category:15} {share:.3f} ({found} of {answered})")


def _as_changes(
    _context: click.Context, _parameter: click.Parameter, texts: tuple[str, ...]
) -> Mapping[str, float]:
    try:
        return read_changes(texts)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@main.command()
@options.recipe
@click.option("--folds", default=5, show_default=True)
@click.option("--measure", type=click.IntRange(min=2), help="Train and score only so many folds.")
@click.option("--name", default=CROSSVAL, show_default=True, help="Folder below the work folder.")
@click.option("--set", "changes", multiple=True, metavar="FIELD=NUMBER", callback=_as_changes,
              help="Another number in the config (training/loop/config.py), under a --name of its own.")  # fmt: skip
def crossval(
    asked: options.Asked, folds: int, measure: int | None, name: str, changes: Mapping[str, float]
) -> None:
    """Score the recipe on documents that the model has not seen, and fit its confidence.

    Writes predictions.jsonl, in the form of `enricher extract --json`, scores.json,
    reliability.svg, and confidence.json, which the model of `contracts` is served with.

    Goes on where it was interrupted, in the middle of a training too.

    Example: python -m training.experiments crossval --set average_decay=0 --name last-weights
    """
    if changes and name == CROSSVAL:
        raise click.UsageError("--set makes other models than the recipe: give them a --name")
    recipe = asked.read_recipe()
    try:
        recipe = replace(recipe, config=changed(recipe.config, changes))
    except ValueError as reason:
        raise click.UsageError(f"--set: {reason}") from reason
    plan = plan_contracts(recipe, folds, asked.work / name, measure)
    outcome = cross_validate_contracts(plan)
    _print_outcome(plan, outcome)
    click.echo(f"predictions: {asked.work / name / 'predictions.jsonl'}")


@main.command()
@options.recipe
@click.option("--crossval", "name", default=CROSSVAL, show_default=True,
              help="Folder below the work folder whose confidence.json is taken.")  # fmt: skip
@click.option("--measured", is_flag=True,
              help="Leave a fifth out, measure the model on it, and fit its confidence there.")  # fmt: skip
@click.option("--out", required=True, type=click.Path(path_type=Path),
              help="Folder of the bundle, which must not exist.")  # fmt: skip
def contracts(asked: options.Asked, name: str, measured: bool, out: Path) -> None:
    """Train the shipped model, and write its bundle.

    It learns from all documents, and its confidence is that which a cross-validation of the same
    recipe has fitted before. With --measured it leaves a fifth out instead, which says how good it is.

    Example: python -m training.experiments contracts --with-contracts --begin BUNDLE --measured --out DIR
    """
    recipe = asked.read_recipe()
    if measured:
        plan, fold = measured_fold(recipe, asked.work / "contracts")
        measure = build_measured(plan, fold, out)
        published = measure.published
        _print_outcome(plan, measure.outcome)
        if measure.clauses:
            _print_clauses(measure)
            click.echo(f"candidates: {plan.work / CANDIDATES_FILE}")
    else:
        confidence = read_confidence(asked.work / name / CONFIDENCE_FILE)
        published = build_contracts(recipe, asked.work / "contracts", confidence, out)
    for metric, value in published.bundle.description.metrics.items():
        click.echo(f"{metric:40} {value:.4f}")
    click.echo(f"{out}: version {published.bundle.version.version}")


@main.command()
@options.recipe
@options.crossval
@options.folds
@click.option("--contracts", default=400, show_default=True, help="So many of CUAD, by their ids.")
@click.option("--generated", default=380, show_default=True,
              type=click.IntRange(1, FITTED_SAMPLES), help="Documents beside them.")  # fmt: skip
@click.option("--model", default=SCHEMA.parent / "model", show_default="the one that ships",
              type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="Bundle whose evidence is fitted; it has learned from no contract of CUAD.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path),
              help="Folder of the bundle with the new weights, which must not exist.")  # fmt: skip
def parties(
    asked: options.Asked,
    name: str,
    folds: int,
    contracts: int,
    generated: int,
    model: Path,
    out: Path | None,
) -> None:
    """Fit what speaks for a party on contracts with any number of them, and compare.

    Reads CUAD (cuad/ of the data folder) and generated documents with the bundle, once; and takes
    what the folds of a cross-validation found in agreements, as far as it has come.
    """
    bundle, schema = open_bundle(model), load_schema(SCHEMA)
    plan = asked.read_plan(name, folds, None) if (asked.work / name).is_dir() else None
    sizes = Sizes(contracts, generated)
    sources = read_sources(asked.data, asked.work, bundle, schema, sizes, plan)
    for row in compare_parties(sources, bundle.description.confidence.evidence[PARTY]):
        scores = row.scores
        click.echo(
            f"{row.name:40} {row.documents:4} precision {scores.precision:.3f} recall"
            f" {scores.recall:.3f} F1 {scores.f1:.3f} calibration error {row.error:.3f}"
        )
    if out is not None:
        everything = np.ones(len(sources.groups), dtype=np.bool_)
        put_in(bundle, fit_parties(sources, everything), out)
        click.echo(f"{out}: version {open_bundle(out).version.version}")


@main.command()
@options.data
@options.work
@click.option("--measured", is_flag=True,
              help="Leave a fifth of the contracts out, and print how well their passages are found.")  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path),
              help="Folder to write it to, as it ships.")  # fmt: skip
def search(data: Path, work: Path, measured: bool, out: Path | None) -> None:
    """Learn what search knows: vectors, the reranker, and what questions ask for.

    It belongs to the encoder of the model that ships.
    """
    from training.experiments.search.recipe import SearchLessons

    model = Registry(Path()).shipped_model("contracts")
    if model is None:
        raise click.ClickException("enricher is installed without its model")
    bundle = open_bundle(model)
    lessons = SearchLessons(data / "cuad", work / "search", bundle)
    learned = lessons.learn(measured=measured)
    first, among_three = lessons.measure_topics(learned.topics)
    click.echo(f"{'topics':20} right {first:.3f}  among three {among_three:.3f}")
    for name, found in lessons.measure(learned) if measured else ():
        click.echo(
            f"{name:20} reciprocal rank {found.reciprocal:.3f}"
            f"  among five {found.among_five:.3f}  of {found.lessons}"
        )
    if out is not None:
        learned.write(out, bundle.encoder)


@main.command()
@click.argument("bundle", type=click.Path(exists=True, file_okay=False, path_type=Path))
def evaluate(bundle: Path) -> None:
    """Score a bundle on generated documents that no training saw."""
    for metric, value in evaluate_samples(bundle, load_schema(SCHEMA)).items():
        click.echo(f"{metric:40} {value:.4f}")


@main.command()
@options.data
@options.work
@click.option("--documents", default=40, show_default=True, help="How many agreements to scan.")
@click.option("--model", help="Bundle that reads them, instead of the model that ships.",
              type=click.Path(exists=True, file_okay=False, path_type=Path))  # fmt: skip
@click.option("--crossval", "crossval_name",
              help="Folder of a cross-validation below the work folder, whose models are taken instead: each agreement is read by one that has not seen it.")  # fmt: skip
@options.folds
def scans(
    data: Path,
    work: Path,
    documents: int,
    model: Path | None,
    crossval_name: str | None,
    folds: int,
) -> None:
    """Compare the fields found in agreements with those found in scans of them.

    Needs Tesseract. Texts are kept in the work folder: remove scans/ there to read anew.
    """
    ndas = {nda.file: nda for nda in read_ndas(data / "nda", work / "texts")}
    files = choose_documents([data / "nda" / "documents" / name for name in ndas], documents)
    schema = load_schema(SCHEMA)
    if crossval_name:
        confidence = read_confidence(work / crossval_name / CONFIDENCE_FILE)
        served: dict[str, ServedModel] = {}
        for number, names in enumerate(split_folds(ndas, folds)):
            bundle = open_bundle(work / crossval_name / f"fold-{number}" / "bundle")
            fitted = replace(bundle.description, confidence=confidence)
            served |= dict.fromkeys(
                names, serve_bundle(replace(bundle, description=fitted), schema)
            )
    elif model:
        served = dict.fromkeys(ndas, serve_bundle(open_bundle(model), schema))
    else:
        served = dict.fromkeys(ndas, ModelMemory(Registry(work)).load(CONTRACTS))
    scores = compare(
        {name: nda.expected for name, nda in ndas.items()},
        read_digital(files, work / "scans" / "digital"),
        list(read_scans(files, Scanner(), work / "scans" / "scanned")),
        served.__getitem__,
    )
    _print_scores("digital", scores.digital)
    _print_scores("scanned", scores.scanned)
    click.echo(
        f"{scores.documents} documents, {scores.pages} pages: {scores.pages_per_second:.2f} pages/s"
        f" of a core, {scores.wrong_characters:.2%} of characters wrong,"
        f" {scores.unread_documents} documents not read whole"
    )


@main.command()
@options.data
@options.work
@options.seed
@click.option("--epochs", type=int, help="Instead of as many as the data asks for.")
@click.option("--fold", default=0, show_default=True, help="Which part the register leaves out.")
@click.option("--folds", default=5, show_default=True)
@click.option("--taught", is_flag=True,
              help="Learn from the labels of the model that ships instead, to compare.")  # fmt: skip
def register(
    data: Path, work: Path, seed: int, epochs: int | None, fold: int, folds: int, taught: bool
) -> None:
    """Score what `enricher train` learns from a register of agreements alone.

    The values of all folds but one are found in their documents; the other is read and scored.
    """
    ndas = read_ndas(data / "nda", work / "texts")
    request = Request(epochs=epochs, seed=seed)
    learned = learn_from_register(ndas, SCHEMA, request, fold, folds, taught)
    for column in learned.imported.columns:
        click.echo(f"{'register':9} {column.category:15} {column.found} of {column.values} found")
    _print_scores("fields", learned.fields)
    click.echo(f"{learned.unseen} unseen, trained in {learned.trained.measured.seconds:.0f} s")


@main.command()
@click.argument("model", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--data",
    envvar="ENRICHER_TEST_DATA",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder that holds loan-agreements/; without it they are left out. Also ENRICHER_TEST_DATA.",
)
@click.option("--count", type=click.IntRange(1, MOST), default=MOST, show_default=True,
              help="Held-out documents of 21 kinds.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="For machines.")
@click.option("--markdown", is_flag=True, help="The tables of docs/model.md.")
@click.option(
    "--mistakes",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what was missed or found wrongly to this file, a line of JSON each.",
)
def generalization(
    model: Path, data: Path | None, count: int, as_json: bool, markdown: bool, mistakes: Path | None
) -> None:
    """Score a bundle on documents of other kinds and by another author than it learned from.

    Example: python -m training.experiments generalization enricher/shipped/projects/contracts/model
    """
    schema = labelled_categories(load_schema(SCHEMA))
    loans = data / "loan-agreements" if data else None
    if loans is None:
        click.echo("loan agreements left out: no --data", err=True)
    served = serve_bundle(open_bundle(model), schema)
    measured = measure_generalization(served, count, loans)
    if mistakes:
        write_mistakes(measured.mistakes, mistakes)
    if as_json:
        click.echo(json.dumps(json_scores(measured), indent=2))
    elif markdown:
        click.echo(markdown_tables(measured, schema.learned))
    else:
        click.echo(text_lines(measured))


def _print_outcome(plan: Plan, outcome: Outcome) -> None:
    for origin, scores in score_origins(plan, outcome).items():
        _print_scores(origin, scores)
    _print_scores("fields", outcome.field_scores)
    _print_scores("entities", outcome.entity_scores)
    for title, judged in (("fields", outcome.judged_fields), ("entities", outcome.judged_entities)):
        for category, one in {**judged, "all": pool_answers(judged.values())}.items():
            click.echo(
                f"{title:9} {category:15} calibration error"
                f" {calibration_error(one.found, one.right):.3f} of {len(one.found)}"
                f" (by chance alone {chance_error(one.found):.3f})"
            )
    for category, one in outcome.sure_fields.items():
        click.echo(
            f"{'sure':9} {category:15} {len(one.found)} of"
            f" {len(outcome.judged_fields[category].found)} values, {int(one.right.sum())} right"
        )
    for title, judged in (
        ("all", outcome.judged_fields),
        ("as written", outcome.judged_as_written),
    ):
        values = pool_answers(judged.values())
        for precision in (SURE_PRECISION, 0.97, 0.95):
            surest = int((values.found >= sure_from(values.found, values.right, precision)).sum())
            click.echo(
                f"{'sure':9} {title:15} {surest} of {len(values.found)} values"
                f" ({surest / len(values.found):.0%}) at a precision of {precision}"
            )


def _print_clauses(measure: Measured) -> None:
    thresholds = measure.published.bundle.description.confidence.thresholds
    print_table(
        ["clause", "contracts", "precision", "recall", "F1", "threshold", "calibration error"],
        [
            [
                name,
                str(each.support),
                f"{each.precision:.2f}",
                f"{each.recall:.2f}",
                f"{each.f1:.2f}",
                f"{thresholds[name]:.2f}",
                f"{measure.calibration[name]:.3f}",
            ]
            for name, each in measure.clauses.items()
        ],
    )
    together = sum(measure.clauses.values(), Scores())
    click.echo(
        f"{'clauses':9} {'all':15} P {together.precision:.3f}  R {together.recall:.3f}"
        f"  F1 {together.f1:.3f}"
    )


def _print_scores(title: str, scores: Evaluation) -> None:
    for category, each in {**scores.categories, "all": scores.micro}.items():
        click.echo(
            f"{title:9} {category:15} P {each.precision:.3f}  R {each.recall:.3f}"
            f"  F1 {each.f1:.3f}  (tp {each.tp} fp {each.fp} fn {each.fn})"
        )
