"""The held-out documents: labels that are right, and nothing in common with what models learn from."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import training
from enricher.expressions.schema_file import load_schema
from enricher.values import PARTY, normalize_text
from training.corpus.generator import generate
from training.corpus.heldout import FOLDER, KINDS, MOST, HeldOutDocument, held_out_documents
from training.experiments.options import SCHEMA

SHARED_WORDING_MAX = 0.02
"""Share of the four-word runs of a held-out text that the training documents may have, too."""
TRAINING_KINDS = (
    "loan",
    "note",
    "service",
    "msa",
    "sow",
    "commercial_lease",
    "residential_lease",
    "invoice",
    "statement",
    "amendment",
    "mutual_nda",
    "employee_nda",
)
DOCUMENTS = held_out_documents(2 * len(KINDS))
SCHEMA_OF_CONTRACTS = load_schema(SCHEMA)


def test_there_are_kinds_enough_and_long_documents() -> None:
    assert len(KINDS) >= 15
    assert max(len(document.text.split()) for document in DOCUMENTS) > 4_000


def test_every_file_is_a_document_with_labels_of_its_own() -> None:
    documents = held_out_documents()
    assert len({document.text for document in documents}) == len(documents) == MOST
    assert {document.kind for document in documents if not document.entities} <= {"file note"}
    files = [path for path in FOLDER.rglob("*") if path.is_file()]
    assert len(files) == MOST


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_labels_are_of_the_schema_and_mean_their_values(document: HeldOutDocument) -> None:
    for entity in document.entities:
        text = document.text[entity.start : entity.end]
        assert text == text.strip()
        value = normalize_text(SCHEMA_OF_CONTRACTS[entity.category].type, text).value
        assert value is not None, f"{entity.category} {text!r}"
        assert value.display.casefold() == entity.display.casefold(), f"{entity.category} {text!r}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_every_mention_of_a_party_is_labelled(document: HeldOutDocument) -> None:
    parties = [entity for entity in document.entities if entity.category == "Party"]
    names = {document.text[entity.start : entity.end] for entity in parties}
    labelled = {(entity.start, entity.end) for entity in parties}
    for name in names:
        pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
        found = {match.span() for match in re.finditer(pattern, document.text)}
        inside = {
            (start, end)
            for start, end in found
            if any(start >= first and end <= last for first, last in labelled)
        }
        assert found == inside, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_nothing_of_the_templates_is_left(document: HeldOutDocument) -> None:
    assert not re.search(r"[{}⟦⟧│]|<[^<>]*\|", document.text)


def test_one_field_has_one_value() -> None:
    one = [c.name for c in SCHEMA_OF_CONTRACTS.categories if c.cardinality == "one"]
    for document in DOCUMENTS:
        for category in one:
            values = {e.display for e in document.entities if e.category == category}
            assert len(values) <= 1, f"{document.name} {category}: {values}"


def test_a_day_of_effect_is_a_date_and_a_term_a_duration() -> None:
    for document in DOCUMENTS:
        places = {(e.category, e.start, e.end, e.display) for e in document.entities}
        for category, also in (("EffectiveDate", "Date"), ("Term", "Duration")):
            for _, *place in (one for one in places if one[0] == category):
                assert (also, *place) in places


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_wording_is_not_that_of_the_training_documents() -> None:
    learned = set().union(
        *(_runs(generate(kind, seed).text) for kind in TRAINING_KINDS for seed in range(12))
    )
    held_out = set().union(*(_runs(document.text) for document in DOCUMENTS))
    assert len(held_out & learned) / len(held_out) < SHARED_WORDING_MAX


def test_names_are_not_those_of_the_training_documents() -> None:
    learned = "\n".join(generate(kind, seed).text for kind in TRAINING_KINDS for seed in range(60))
    parties = {e.display for d in DOCUMENTS for e in d.entities if e.category == "Party"}
    assert len(parties) > 50
    assert not [name for name in parties if re.search(rf"\b{re.escape(name)}\b", learned)]


def test_only_the_measurement_reads_them() -> None:
    readers = {
        path.name
        for path in Path(training.__file__).parent.rglob("*.py")
        if "corpus.heldout" in path.read_text(encoding="utf-8")
    }
    assert readers == {"generalization.py", "document_types.py", "commands.py"}


def test_types_of_the_schema_are_those_that_are_labelled() -> None:
    labelled = {entity.category for document in DOCUMENTS for entity in document.entities}
    assert labelled <= set(SCHEMA_OF_CONTRACTS.names)
    assert {"Party", "EffectiveDate", "Jurisdiction", "Term", "Money", "Percent"} <= labelled
    assert SCHEMA_OF_CONTRACTS["Party"].type is PARTY
