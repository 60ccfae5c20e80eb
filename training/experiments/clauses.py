"""The command that scores passages of contracts by the measure of CUAD.

bundle, contracts --OnnxTagger--> candidates --+
`enricher extract --candidates --json` --------+--> scores against the lawyers' labels
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from enricher.errors import InputError
from enricher.models.scores import Scores
from enricher.recognizer.bundle import open_bundle
from enricher.recognizer.onnx import OnnxTagger
from enricher.terminal.printing import print_table
from training.experiments import options
from training.experiments.clause_questions import answered_questions
from training.experiments.clause_scores import (
    Candidate,
    Key,
    judge_clauses,
    score_presence,
)
from training.experiments.scans import read_digital

LIKELY = 0.5  # how sure a clause has to be to be there, unless the bundle says it

Candidates = Mapping[Key, Sequence[Candidate]]


@click.command("clauses")
@options.data
@options.work
@click.option(
    "--bundle",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A model, which reads the contracts.",
)
@click.option(
    "--candidates",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `enricher extract --candidates --json` printed of them.",
)
@click.option(
    "--contracts",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File that names the contracts to score, by blanks.  [default: all of the candidates]",
)
def measure_clauses(
    data: Path, work: Path, bundle: Path | None, candidates: Path | None, contracts: Path | None
) -> None:
    """Score the clauses that are found in the contracts of cuad/, by the set's own measure.

    Example: python -m training.experiments clauses --bundle DIR --contracts held-out.txt
    """
    if (bundle is None) == (candidates is None):
        raise click.UsageError("give either --bundle or --candidates")
    chosen = None if contracts is None else contracts.read_text(encoding="utf-8").split()
    thresholds: Mapping[str, float] = {}
    if bundle is not None:
        read, thresholds = read_with(bundle, data / "cuad", work / "texts" / "cuad", chosen)
    else:
        assert candidates is not None
        read = read_candidates(candidates.read_text(encoding="utf-8").splitlines())
    names = sorted(chosen if chosen is not None else {contract for contract, _ in read})
    labels, questions = read_labels(data / "cuad", names)
    found = by_question(read, questions)
    _print(labels, found, questions, names, question_thresholds(thresholds, questions))


def read_labels(
    folder: Path, contracts: Collection[str]
) -> tuple[dict[Key, list[str]], tuple[str, ...]]:
    """The passages that lawyers marked, as they were published; and all questions of the set.

    Raises:
        InputError: the folder does not hold the set.
    """
    try:
        rows = (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(f"{folder} does not hold CUAD: {error}") from error
    labels: dict[Key, list[str]] = {}
    questions: dict[str, None] = {}
    for row in map(json.loads, rows):
        questions.update(dict.fromkeys(question for _, _, question in row["labels"]))
        if row["id"] in contracts:
            # Read as bytes: text mode would turn CR LF into LF.
            text = (folder / "texts" / f"{row['id']}.txt").read_bytes().decode("utf-8")
            for start, end, question in row["labels"]:
                labels.setdefault((row["id"], question), []).append(text[start:end])
    return labels, tuple(sorted(questions))


def read_candidates(lines: Iterable[str]) -> dict[Key, list[Candidate]]:
    """What `enricher extract --candidates --json` printed, by the stem of the file."""
    read: dict[Key, list[Candidate]] = {}
    for line in lines:
        document: dict[str, Any] = json.loads(line)
        for one in document.get("candidates", ()):
            key = (Path(document["file"]).stem, one["category"])
            read.setdefault(key, []).append(Candidate(one["text"], one["confidence"]))
    return read


def read_with(
    folder: Path, contracts: Path, texts: Path, chosen: Collection[str] | None
) -> tuple[dict[Key, list[Candidate]], Mapping[str, float]]:
    """All candidates of a bundle in contracts, and its thresholds."""
    bundle = open_bundle(folder)
    tagger = OnnxTagger(bundle)
    paths = sorted(
        path
        for path in (contracts / "documents").glob("*.pdf")
        if chosen is None or path.stem in chosen
    )
    read: dict[Key, list[Candidate]] = {}
    for name, text in read_digital(paths, texts).items():
        for span in tagger.tag(text, len(text)):
            candidate = Candidate(text[span.start : span.end], span.confidence)
            read.setdefault((Path(name).stem, span.category), []).append(candidate)
    return read, bundle.description.confidence.thresholds


def by_question(read: Candidates, questions: Iterable[str]) -> dict[Key, list[Candidate]]:
    """Candidates under the questions that their categories answer; others are left out."""
    answers = answered_questions({category for _, category in read}, questions)
    return {
        (contract, answers[category]): list(found)
        for (contract, category), found in read.items()
        if category in answers
    }


def question_thresholds(
    thresholds: Mapping[str, float], questions: Sequence[str]
) -> dict[str, float]:
    answers = answered_questions(thresholds, questions)
    known = {question: thresholds[name] for name, question in answers.items()}
    return {question: known.get(question, LIKELY) for question in questions}


def _print(
    labels: Mapping[Key, Sequence[str]],
    found: Candidates,
    questions: Sequence[str],
    contracts: Sequence[str],
    thresholds: Mapping[str, float],
) -> None:
    curve = judge_clauses(labels, found, questions).curve()
    present = score_presence(labels, found, contracts, thresholds)
    print_table(
        ["category", "labels", "area", "in contracts", "precision", "recall", "F1"],
        list(_rows(labels, found, questions, present)),
    )
    at_80 = curve.precision_at(0.8)
    click.echo(
        f"{len(contracts)} contracts, {len(questions)} categories: area {curve.area:.4f},"
        f" precision at 80 % recall {at_80:.4f}, at 90 % {curve.precision_at(0.9):.4f}"
    )
    micro = sum(present.values(), Scores())
    click.echo(
        f"present or absent: precision {micro.precision:.4f}, recall {micro.recall:.4f},"
        f" F1 {micro.f1:.4f} of {micro.support} contracts and categories"
    )


def _rows(
    labels: Mapping[Key, Sequence[str]],
    found: Candidates,
    questions: Sequence[str],
    present: Mapping[str, Scores],
) -> Iterator[list[str]]:
    for question in questions:
        judged = judge_clauses(labels, found, (question,))
        scores = present[question]
        yield [
            question,
            str(len(judged.met)),
            f"{judged.curve().area:.3f}",
            str(scores.support),
            f"{scores.precision:.3f}",
            f"{scores.recall:.3f}",
            f"{scores.f1:.3f}",
        ]
