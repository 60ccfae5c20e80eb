"""What policies say of documents, and what they rest it on."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from enricher.documents import Derivation, EnrichedText, ExtractedText, IndexedDocument, Input
from enricher.documents.records import StoredDocument, to_record
from enricher.enrichment.fields import resolve
from enricher.entities import Entity, EntitySource, FieldValue, Span
from enricher.policies.places import evidence_places
from enricher.policies.policy import Verdict
from enricher.policies.subjects import Subject, open_subject, subject_of
from enricher.policies.verdicts import Result, audit
from enricher.values import normalize_spans
from enricher.values.money import money_value
from enricher.values.names.identities import rename_parties
from tests.enricher.policies.writing import SCHEMA, TODAY, load, subject, write_list, write_policy

TEXT = (
    "Lease between Acme, Inc. and Globex LLC. It lasts seven years.\n\n"
    "The rent is USD 900. The deposit is USD 2,000,000. Signed by ACME, INC."
)
FOUND = {"Acme, Inc.": "Party", "Globex LLC": "Party", "seven years": "Term", "USD 900": "Money"}
FOUND |= {"USD 2,000,000": "Money", "ACME, INC.": "Party"}


def indexed() -> IndexedDocument:
    spans = [
        Span(
            TEXT.index(words),
            TEXT.index(words) + len(words),
            category,
            0.7 if category == "Term" else 0.9,
            EntitySource.DETECTOR if category == "Money" else EntitySource.MODEL,
        )
        for words, category in FOUND.items()
    ]
    entities: tuple[Entity, ...] = normalize_spans(spans, TEXT, SCHEMA.types)
    resolved = resolve(entities, SCHEMA, TEXT)
    extracted = ExtractedText("text/plain", TEXT, member="", sha256="0", size_bytes=len(TEXT))
    enriched = EnrichedText(extracted, "en", 1.0, (), resolved.entities, resolved.fields)
    return IndexedDocument("lease", ("in/lease.txt",), ("in",), enriched)


@pytest.mark.parametrize(
    "condition",
    [
        'fields.Money.exists(m, above(m, "1000000 USD"))',
        'fields.Money.size() > 1 && fields.Party.exists(p, p == "Globex Group")',
        'document.path == "in/lease.txt" && longer(fields.Term, "5 years")',
        'entities.exists(e, e.text == "ACME, INC.")',
    ],
)
def test_part_of_a_body_says_what_the_whole_document_says(tmp_path: Path, condition: str) -> None:
    document = indexed()
    shown = {"Globex LLC": "Globex Group"}
    fields = rename_parties(document.enriched.fields, shown)
    whole = subject_of(replace(document, enriched=replace(document.enriched, fields=fields)))
    body = to_record(document.enriched).body
    stored = StoredDocument("lease", document.paths, document.collections, (), shown, body)
    write_policy(tmp_path, "it", condition, "{Money} of {Party}")
    policies = load(tmp_path)
    part = open_subject(stored, policies.enabled, policies)
    (found,) = audit(policies, part, TODAY)
    assert found.verdict is Verdict.FINDING
    assert [found] == audit(policies, whole, TODAY)


def asked(folder: Path, condition: str, of: Subject, message: str = "It is so.") -> Result:
    write_policy(folder, "it", condition, message)
    policies = load(folder)
    assert policies.problems == ()
    (result,) = audit(policies, of, TODAY)
    return result


def evidence(result: Result) -> list[str]:
    return [one.value for one in result.evidence]


@pytest.mark.parametrize(
    ("condition", "verdict", "message"),
    [
        ('longer(fields.Term, "5 years")', Verdict.FINDING, "7 years of Acme Inc.; Globex LLC"),
        ('longer(fields.Term, "9 years")', Verdict.NONE, ""),
        ('fields.Jurisdiction == "Texas"', Verdict.UNDECIDED, "Jurisdiction is missing"),
    ],
)
def test_verdict_comes_with_its_reason(
    tmp_path: Path, condition: str, verdict: Verdict, message: str
) -> None:
    result = asked(tmp_path, condition, subject_of(indexed()), "{Term} of {Party}")
    assert (result.verdict, result.message) == (verdict, message)


def test_evidence_is_what_alone_makes_it_so(tmp_path: Path) -> None:
    lease = subject_of(indexed())
    dear = 'fields.Money.exists(m, above(m, "1000000 USD")) && present(fields.Term)'
    result = asked(tmp_path, dear, lease, "{Money} is much.")
    assert evidence(result) == ["2000000.00 USD", "7 years"]
    assert result.confidence == 0.7
    assert result.message == "2000000.00 USD is much."
    together = asked(tmp_path, "fields.Party.size() == 2", lease)
    assert evidence(together) == ["Acme Inc.", "Globex LLC"]
    assert evidence(asked(tmp_path, "missing(fields.IBAN)", lease)) == []


def test_evidence_stands_at_all_its_places(tmp_path: Path) -> None:
    document = indexed()
    result = asked(tmp_path, 'fields.Party.exists(p, p.startsWith("Acme"))', subject_of(document))
    places = evidence_places(result.evidence, document.enriched)
    assert [one.text for one in places] == ["Acme, Inc.", "ACME, INC."]
    assert [TEXT[one.start : one.end] for one in places] == ["Acme, Inc.", "ACME, INC."]
    assert places[1].sentence.text == "Signed by ACME, INC."


def test_evidence_of_a_derived_value_is_what_it_comes_from(tmp_path: Path) -> None:
    document = indexed()
    result = asked(tmp_path, 'longer(fields.Term, "5 years")', subject_of(document))
    (term,) = document.enriched.fields["Term"]
    of_term = Derivation("Term", "", term, (Input("Fee", "900.00 USD", 0.9),))
    fee = FieldValue(money_value(Decimal("900.00"), "USD"), 0.9)
    of_fee = Derivation("Fee", "", fee, (Input("Money", "900.00 USD", 0.9),))
    other = replace(of_term, found=fee, inputs=(Input("Party", "Globex LLC", 0.9),))
    derived = replace(document.enriched, derived=(of_term, of_fee, other))
    (place,) = evidence_places(result.evidence, derived)  # and not the deposit
    assert (place.category, place.text) == ("Money", "USD 900")


def test_entities_are_evidence_with_their_place(tmp_path: Path) -> None:
    document = indexed()
    shouted = 'entities.exists(e, e.category == "Party" && e.text.matches("^[A-Z, .]+$"))'
    result = asked(tmp_path, shouted, subject_of(document))
    (place,) = evidence_places(result.evidence, document.enriched)
    assert (place.text, place.start) == ("ACME, INC.", TEXT.index("ACME, INC."))


@pytest.mark.parametrize(
    ("condition", "party", "verdict"),
    [
        ('fields.Party.exists(p, on_list(p, "names"))', "GLOBEX, LLC", Verdict.FINDING),
        ('fields.Party.exists(p, on_list(p, "names"))', "Globexx LLC", Verdict.REVIEW),
        ('fields.Party.exists(p, on_list(p, "names"))', "Initech LLC", Verdict.NONE),
        ('fields.Party.exists(p, !on_list(p, "names"))', "GLOBEX, LLC", Verdict.NONE),
        ('fields.Party.exists(p, !on_list(p, "names"))', "Globexx LLC", Verdict.REVIEW),
        ('fields.Party.exists(p, !on_list(p, "names"))', "Initech LLC", Verdict.FINDING),
        (
            'present(fields.Party) || on_list(fields.Party[0], "names")',
            "Globexx LLC",
            Verdict.FINDING,
        ),
    ],
)
def test_near_name_is_for_review_where_it_makes_a_difference(
    tmp_path: Path, condition: str, party: str, verdict: Verdict
) -> None:
    write_list(tmp_path, "names.txt", "Globex LLC\n")
    result = asked(tmp_path, condition, subject(Party=[party]))
    assert result.verdict is verdict
    assert (result.near != ()) is (verdict is Verdict.REVIEW)
    if verdict is Verdict.REVIEW:
        assert evidence(result) == [party]
        near = f"{party} is not on the list names, but similar to Globex LLC (one letter)"
        assert result.notes == (near,)
        assert result.as_json()["near"][0]["reasons"] == ["one letter"]


def test_what_detectors_found_is_whole_where_the_text_is_at_hand() -> None:
    assert [one.value for one in subject_of(indexed()).values["Money"]] == [
        "900.00 USD",
        "2000000.00 USD",
    ]
