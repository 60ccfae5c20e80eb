"""How a model does on documents of other kinds and by other authors than it learned from.

held-out documents, loan agreements -> recognizer that serves -> entities, fields -> scores
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import Found, find_entities
from enricher.entities import Entity
from enricher.models.scores import Scores
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from training.corpus.heldout import HeldOutDocument, held_out_documents
from training.evaluation.scores import Evaluation, Fields, displayed, score_fields
from training.experiments.completion import complete
from training.experiments.crossval import ALIKE
from training.experiments.loan_agreements import (
    Comparison,
    compare,
    count_absent,
    read_loan_agreements,
)

ALL = "all"


@dataclass(frozen=True, slots=True)
class Mistake:
    """An entity that was missed, or found where none is; `around` is the text that it stands in."""

    document: str
    kind: str
    category: str
    missed: bool
    text: str
    around: str


@dataclass(frozen=True, slots=True)
class Generalization:
    """Scores of the held-out documents by kind, `ALL` among them, and of the loan agreements.

    Attributes:
        entities: strict: category, first and last character.
        fields: the values that a document is searched by.
        documents: how many there are of each kind.
        comparisons: with the loan agreements; empty where their folder was not given.
        absent: entities found in them of categories that they do not have.
    """

    entities: Mapping[str, Evaluation]
    fields: Mapping[str, Evaluation]
    documents: Mapping[str, int]
    mistakes: Sequence[Mistake] = ()
    comparisons: Sequence[Comparison] = ()
    absent: Mapping[str, int] = field(default_factory=dict)


def measure_generalization(
    served: ServedModel, count: int, loan_agreements: Path | None
) -> Generalization:
    """Read held-out documents and compare.

    Args:
        served: the model to be measured.
        count: how many held-out documents.
        loan_agreements: folder of the labelled set; None leaves that part out.
    """
    documents = held_out_documents(count)
    labelled = {one.category for document in documents for one in document.entities}
    schema = EntitySchema(tuple(one for one in served.schema.categories if one.name in labelled))
    texts = [_read(document.text, served) for document in documents]
    read = [_as_labelled(text.entities, labelled) for text in texts]
    by_kind: dict[str, list[int]] = {ALL: list(range(len(documents)))}
    for place, document in enumerate(documents):
        by_kind.setdefault(document.kind, []).append(place)
    expected = [_expected_fields(document, schema) for document in documents]
    found = [_of(complete(displayed(text.fields)), labelled) for text in texts]
    agreements = read_loan_agreements(loan_agreements) if loan_agreements else []
    of_loans = {
        each.file: _as_labelled(_read(each.text, served).entities, labelled) for each in agreements
    }
    return Generalization(
        entities={
            kind: _score_entities([(documents[place], read[place]) for place in places], schema)
            for kind, places in by_kind.items()
        },
        fields={
            kind: score_fields([expected[place] for place in places], [found[p] for p in places])
            for kind, places in by_kind.items()
        },
        documents={kind: len(places) for kind, places in by_kind.items()},
        mistakes=[
            mistake
            for document, entities in zip(documents, read, strict=True)
            for mistake in _mistakes(document, entities)
        ],
        comparisons=compare({each.file: each for each in agreements}, of_loans)
        if agreements
        else [],
        absent=count_absent(of_loans),
    )


def json_scores(measured: Generalization) -> dict[str, object]:
    """All scores, ready to be written."""
    return {
        "held_out": {
            kind: {
                "documents": number,
                "entities": _scores_as_json(measured.entities[kind]),
                "fields": _scores_as_json(measured.fields[kind]),
            }
            for kind, number in measured.documents.items()
        },
        "loan_agreements": [
            {
                "labels": list(each.correspondence.labels),
                "category": each.correspondence.category,
                "exact": each.correspondence.exact,
                "precision": round(each.places.precision, 4)
                if each.correspondence.complete
                else None,
                "recall": round(each.places.recall, 4),
                "values": round(each.values.recall, 4),
                "support": each.places.support,
                "why": each.correspondence.why,
            }
            for each in measured.comparisons
        ],
        "loan_agreements_absent": dict(measured.absent),
    }


def text_lines(measured: Generalization) -> str:
    """A line per kind of document and category."""
    lines = []
    for kind, number in measured.documents.items():
        lines.append(f"{kind} ({number} documents)")
        for title, evaluation in (
            ("entities", measured.entities[kind]),
            ("fields", measured.fields[kind]),
        ):
            lines += [
                f"  {title:9} {category:15} P {scores.precision:.3f}  R {scores.recall:.3f}"
                f"  F1 {scores.f1:.3f}  support {scores.support}"
                f"{f'  found wrongly {scores.fp}' if scores.fp else ''}"
                for category, scores in evaluation.categories.items()
                if scores != Scores()
            ]
    for each in measured.comparisons:
        complete = each.correspondence.complete
        precision = f"P {each.places.precision:.3f}" if complete else "P  -   "
        lines.append(
            f"loan agreements: {'+'.join(each.correspondence.labels)} as"
            f" {each.correspondence.category}: {precision}  R {each.places.recall:.3f}"
            f"  values {each.values.recall:.3f}  support {each.places.support}"
        )
    for category, number in measured.absent.items():
        lines.append(f"loan agreements: {category}, of which there is none: found {number}")
    return "\n".join(lines)


def markdown_tables(measured: Generalization, learned: Sequence[str]) -> str:
    """The tables of docs/model.md; by kind, those of the learned categories only."""
    entities, fields = measured.entities[ALL], measured.fields[ALL]
    learned = [name for name in learned if name in fields.categories]
    lines = [
        f"| {measured.documents[ALL]} documents | entities P | R | F1 | number"
        " | fields P | R | F1 | number |",
        "| --- |" + " ---: |" * 8,
    ]
    lines += [
        f"| {category} | {_cells(scores)} | {_cells(fields.categories[category])} |"
        for category, scores in entities.categories.items()
    ]
    lines += ["", f"| fields P / R | {' | '.join(learned)} |", "| --- |" + " ---: |" * len(learned)]
    for kind, evaluation in measured.fields.items():
        pairs = [_pair(evaluation.categories[category]) for category in learned]
        lines.append(f"| {kind} | {' | '.join(pairs)} |")
    if measured.comparisons:
        lines += [
            "",
            "| labels of the loan agreements | category | P | R | values right | number |",
            "| --- | --- |" + " ---: |" * 4,
        ]
    for each in measured.comparisons:
        precision = f"{each.places.precision:.3f}" if each.correspondence.complete else "–"  # noqa: RUF001
        lines.append(
            f"| {', '.join(each.correspondence.labels)} | {each.correspondence.category}"
            f" | {precision} | {each.places.recall:.3f} | {each.values.recall:.3f}"
            f" | {each.places.support} |"
        )
    for category, number in measured.absent.items():
        lines.append(f"| (none) | {category} | {number} found wrongly | | | 0 |")
    return "\n".join(lines)


def write_mistakes(mistakes: Sequence[Mistake], path: Path) -> None:
    """Write a line of JSON per mistake."""
    lines = [
        json.dumps(
            {
                "document": each.document,
                "category": each.category,
                "mistake": "missed" if each.missed else "found wrongly",
                "text": each.text,
                "around": each.around,
            },
            ensure_ascii=False,
        )
        for each in mistakes
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def labelled_categories(schema: EntitySchema) -> EntitySchema:
    """Those that are labelled in the documents: all but what they are, which `document-types` measures."""
    return EntitySchema(tuple(one for one in schema.categories if not one.choices))


def _read(text: str, served: ServedModel) -> Found:
    return find_entities(text, served, len(text), detect_language(text))


def _as_labelled(entities: Iterable[Entity], labelled: Collection[str]) -> tuple[Entity, ...]:
    """What is of a labelled category; a date of an agreement is one on which it takes effect."""
    named = [
        replace(one, span=replace(one.span, category=ALIKE[one.span.category]))
        if one.span.category in ALIKE and one.span.category not in labelled
        else one
        for one in entities
    ]
    return tuple(one for one in named if one.span.category in labelled)


def _of(fields: Fields, labelled: Collection[str]) -> Fields:
    return {name: values for name, values in fields.items() if name in labelled}


def _expected_fields(document: HeldOutDocument, schema: EntitySchema) -> Fields:
    values: dict[str, list[str]] = {category: [] for category in schema.found}
    for entity in document.entities:
        if entity.display not in values[entity.category]:
            values[entity.category].append(entity.display)
    return {category: tuple(displays) for category, displays in values.items()}


def _score_entities(
    read: Sequence[tuple[HeldOutDocument, tuple[Entity, ...]]], schema: EntitySchema
) -> Evaluation:
    scores = dict.fromkeys(schema.found, Scores())
    for document, entities in read:
        for category in schema.found:
            right = {(g.start, g.end) for g in document.entities if g.category == category}
            given = {
                (each.span.start, each.span.end)
                for each in entities
                if each.span.category == category
            }
            both = len(right & given)
            scores[category] += Scores(both, len(given) - both, len(right) - both)
    return Evaluation(scores)


def _mistakes(document: HeldOutDocument, entities: Sequence[Entity]) -> list[Mistake]:
    right = {(gold.start, gold.end, gold.category) for gold in document.entities}
    given = {(each.span.start, each.span.end, each.span.category) for each in entities}
    return [
        Mistake(
            document.name,
            document.kind,
            category,
            (start, end, category) in right,
            document.text[start:end],
            document.text[max(0, start - 60) : end + 60],
        )
        for start, end, category in sorted(right ^ given)
    ]


def _scores_as_json(evaluation: Evaluation) -> dict[str, dict[str, float]]:
    return {
        category: {**scores.as_json(), "support": scores.support, "found_wrongly": scores.fp}
        for category, scores in evaluation.categories.items()
    }


def _cells(scores: Scores) -> str:
    return f"{scores.precision:.3f} | {scores.recall:.3f} | {scores.f1:.3f} | {scores.support}"


def _pair(scores: Scores) -> str:
    """Precision and recall; where there is nothing to find, how much was found all the same."""
    if scores.support:
        return f"{scores.precision:.2f} / {scores.recall:.2f}"
    return f"none, {scores.fp} found" if scores.fp else "none"
