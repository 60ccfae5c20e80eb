"""The policies over clauses find in forty contracts what was planted, and nothing else.

The clauses are given, so that this is about policies alone; `tests/slow/torture/test_planted_clauses.py` has
the shipped model find them.
"""

from __future__ import annotations

from datetime import date

import pytest

from connectors.tantivy.index import TantivyIndex
from enricher.audit.guard import read_policies
from enricher.audit.scopes import Scopes
from enricher.documents import ExtractedText, IndexedDocument, ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.enrichment.parts import ServedModel
from enricher.enrichment.pipeline import read_text
from enricher.entities import Recognition, Span
from enricher.models.registry import Registry
from enricher.policies.findings import AuditedText
from enricher.policies.sets import PolicySet
from enricher.policies.subjects import subject_of
from enricher.policies.verdicts import audit
from enricher.query.index import SearchIndex
from enricher.schema import EntitySchema, merge_schemas
from tests.planted.clause_contracts import PlantedContract, read_contracts

CONTRACTS = {one.name: one for one in read_contracts()}
TODAY = date(2026, 1, 1)
PROJECTS = ("clauses", "contracts")
RENEWALS = {"renews-on-long-notice", "renews-on-short-notice"}
"""The policies of `contracts` that are looked at here."""


class _Given:
    """Finds what is marked, of the categories of a schema."""

    def __init__(self, contract: PlantedContract, schema: EntitySchema) -> None:
        self._spans = [one for one in contract.spans if one.category in schema.found]
        if "DocumentType" in schema:
            self._spans.append(Span(0, 9, "DocumentType", choice=contract.type))

    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        return Recognition(tuple(self._spans), len(text))


@pytest.fixture(scope="module")
def policies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, PolicySet]:
    registry = Registry(tmp_path_factory.mktemp("home"))
    return {one: read_policies(registry, one) for one in PROJECTS}


@pytest.fixture(scope="module")
def documents(policies: dict[str, PolicySet]) -> dict[str, IndexedDocument]:
    def read(contract: PlantedContract) -> IndexedDocument:
        served = [
            ServedModel(
                "", ModelVersion(name, "given", "1"), of.schema, _Given(contract, of.schema)
            )
            for name, of in policies.items()
        ]
        text = ExtractedText.of_text(contract.text)
        enriched = read_text(text, "en", served, len(contract.text))
        return IndexedDocument(contract.name, (f"{contract.name}.txt",), ("default",), enriched)

    return {name: read(one) for name, one in CONTRACTS.items()}


@pytest.fixture(scope="module")
def index(
    policies: dict[str, PolicySet],
    documents: dict[str, IndexedDocument],
    tmp_path_factory: pytest.TempPathFactory,
) -> SearchIndex:
    made = TantivyIndex(tmp_path_factory.mktemp("index"))
    merge_schemas([(name, of.schema) for name, of in policies.items()])  # raises where they differ
    writer = made.open_writer()
    writer.write(list(documents.values()), [])
    writer.close()
    return made


def found(
    policies: dict[str, PolicySet], documents: dict[str, IndexedDocument], index: SearchIndex
) -> dict[str, set[str]]:
    """By contract, the policies that find something, those that are off among them."""
    scopes = Scopes(index, lambda key: None)
    texts = [
        AuditedText(one.id, one.enriched.extracted.sha256, "", PROJECTS, "")
        for one in documents.values()
    ]
    findings: dict[str, set[str]] = {name: set() for name in documents}
    for project, of in policies.items():
        for policy in of.policies.values():
            if project == "contracts" and policy.id not in RENEWALS:
                continue
            for name in scopes.within(of, policy.scope, texts, TODAY):
                (result,) = audit(of, subject_of(documents[name]), TODAY, [policy.id])
                if result.is_finding:
                    findings[name].add(policy.id)
    return findings


def test_policies_find_what_was_planted_and_nothing_else(
    policies: dict[str, PolicySet], documents: dict[str, IndexedDocument], index: SearchIndex
) -> None:
    assert len(CONTRACTS) == 40
    findings = found(policies, documents, index)
    assert findings == {name: set(one.finds) for name, one in CONTRACTS.items()}
    every = {*policies["clauses"].policies} | RENEWALS
    assert {id for of in findings.values() for id in of} == every
