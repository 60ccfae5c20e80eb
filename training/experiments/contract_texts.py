"""Agreements, contracts and generated documents as labelled texts of one schema.

    Nda, Contract, generated document -> LabeledText: what it was looked through for, and its labels
                                      -> the values that its fields should have

Each origin knows other categories. Of agreements and generated documents only parties, a date, a law
and a term are known; a word of theirs without a label may be of any other category.
"""

from __future__ import annotations

from dataclasses import replace

from enricher.enrichment.fields import resolve
from enricher.schema import EntitySchema
from enricher.values import normalize_spans
from training.corpus.longform import provisions
from training.dataset.tags import LabeledText
from training.evaluation.scores import Fields, displayed
from training.experiments.clause_questions import clause_labels
from training.experiments.cuad import Contract
from training.experiments.cuad_answers import AGREEMENT_DATE, EXPIRY_DATE, expected_fields
from training.experiments.cuad_labels import label as label_contract
from training.experiments.cuad_labels import unknown_lengths
from training.experiments.nda import EFFECTIVE_DATE, KEYS, Nda, is_effective
from training.experiments.nda import label as label_nda


def labeled_contract(contract: Contract, schema: EntitySchema) -> LabeledText:
    """A contract of CUAD with its labels of the categories that are learned."""
    fields = _of_schema(label_contract(contract), schema)
    unknown = unknown_lengths(contract, fields.labels)
    return replace(
        fields,
        labels=(*fields.labels, *clause_labels(contract, schema)),
        tagged=frozenset(schema.learned) - unknown if unknown else None,
    )


def labeled_nda(nda: Nda, schema: EntitySchema) -> LabeledText:
    """An agreement of the NDA set with its labels of the categories that are learned."""
    return dated(replace(label_nda(nda), tagged=frozenset(nda.expected)), schema)


def labeled_sample(text: LabeledText, schema: EntitySchema) -> LabeledText:
    """A generated document, of which the categories of the NDA set are known."""
    return dated(replace(text, tagged=frozenset(KEYS)), schema)


def labeled_provisions(text: LabeledText, schema: EntitySchema) -> LabeledText:
    """A generated contract, of which what it provides is known too."""
    return dated(replace(text, tagged=frozenset((*KEYS, *provisions.categories()))), schema)


def dated(text: LabeledText, schema: EntitySchema) -> LabeledText:
    """A text whose dates are told apart, where the schema does.

    `effective as of May 2` is the date from which it binds; `dated as of May 2` is the date of the
    agreement, that it binds from where it names no other.
    """
    if AGREEMENT_DATE not in schema.learned:
        return text
    labels = [
        replace(one, category=AGREEMENT_DATE)
        if one.category == EFFECTIVE_DATE and not is_effective(text.text, one.start, one.end)
        else one
        for one in text.labels
    ]
    tagged = None if text.tagged is None else text.tagged | {AGREEMENT_DATE}
    return replace(text, labels=tuple(labels), tagged=tagged)


def labeled_fields(text: LabeledText, schema: EntitySchema) -> Fields:
    """The values that a document's labels stand for."""
    entities = normalize_spans(text.labels, text.text, schema.types)
    found = displayed(resolve(entities, schema).fields)
    return {name: found.get(name, ()) for name in schema.learned if text.is_tagged(name)}


def expected_values(contract: Contract, schema: EntitySchema) -> Fields:
    """What the learned fields of a contract should say: the lawyers' answers, else its labels.

    The end of a contract is learned where it is stated; `ExpiryDate` says it all the same.
    """
    labelled = labeled_fields(labeled_contract(contract, schema), schema)
    answered = expected_fields(contract)
    return {name: answered.get(name, labelled.get(name, ())) for name in schema.learned} | {
        EXPIRY_DATE: answered[EXPIRY_DATE]
    }


def agreed_values(nda: Nda, schema: EntitySchema) -> Fields:
    """What the learned fields of an agreement should say: its answers, its dates told apart."""
    labelled = labeled_fields(labeled_nda(nda, schema), schema)
    told_apart = AGREEMENT_DATE in schema.learned
    dates = (AGREEMENT_DATE, EFFECTIVE_DATE) if told_apart else ()
    return {**nda.expected, **{name: labelled[name] for name in dates}}


def _of_schema(text: LabeledText, schema: EntitySchema) -> LabeledText:
    labels = tuple(one for one in text.labels if one.category in schema.learned)
    return replace(text, labels=labels)
