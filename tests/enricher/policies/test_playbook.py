"""Policies over wordings: a clause is held against the standard that the playbook has of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from enricher.enrichment.field_texts import read_fields
from enricher.errors import ExpressionError
from enricher.expressions import compile_expression
from enricher.expressions.schema_file import load_schema
from enricher.policies.examples import try_examples
from enricher.policies.policy import Verdict
from enricher.policies.sets import PolicySet, load_policies
from enricher.policies.verdicts import Result, audit
from enricher.schema import EntitySchema
from enricher.values import BOOLEAN
from tests.checkout import ROOT
from tests.enricher.policies.writing import TODAY, subject, write_policy

PROJECTS = ROOT / "enricher/shipped/projects"
SCHEMA = load_schema(PROJECTS / "clauses/schema.toml")
_CONTRACTS = load_schema(PROJECTS / "contracts/schema.toml")
SEARCHED = EntitySchema(
    (*SCHEMA.categories, *(one for one in _CONTRACTS.categories if one.name not in SCHEMA))
)
LAW = "This Agreement is governed by the laws of [State], to whose courts [Party] submits."
SAME = "This Agreement is governed by the laws of Ohio, to whose courts Vega LLC submits."
CLOSE = "This Agreement is governed by the laws of Ohio, to whose courts Vega LLC may submit."
OTHER = "English law applies."
DIFFERS = 'playbook.GoverningLaw in ["close", "other"]'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a project has its policies, beside its playbook."""
    folder = tmp_path / "clauses" / "policies"
    write_policy(folder, "law", DIFFERS, "The law: {GoverningLaw}")
    return folder


def write_standard(folder: Path, text: str | bytes, category: str = "GoverningLaw") -> Path:
    path = folder.parent / "playbook" / f"{category}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def load(folder: Path) -> PolicySet:
    return load_policies([folder], SCHEMA, SEARCHED)


def ask(policies: PolicySet, *passages: str) -> Result:
    document = subject(GoverningLaw=list(passages), Party=["Vega LLC"])
    (result,) = audit(policies, document, TODAY, ["law"])
    return result


@pytest.mark.parametrize(
    ("passage", "verdict"),
    [(SAME, Verdict.NONE), (CLOSE, Verdict.FINDING), (OTHER, Verdict.FINDING)],
)
def test_passage_is_compared_with_the_standard(
    folder: Path, passage: str, verdict: Verdict
) -> None:
    write_standard(folder, LAW)
    assert ask(load(folder), passage).verdict is verdict


def test_nearest_passage_counts_and_is_the_evidence(folder: Path) -> None:
    write_standard(folder, LAW)
    policies = load(folder)
    assert ask(policies, OTHER, SAME).verdict is Verdict.NONE
    result = ask(policies, OTHER, CLOSE)
    assert [one.value for one in result.evidence] == [CLOSE]
    assert result.message == f"The law: {CLOSE}"


def test_document_without_the_clause_is_missing_it(folder: Path) -> None:
    write_standard(folder, LAW)
    assert ask(load(folder)).verdict is Verdict.NONE
    write_policy(folder, "law", 'playbook.GoverningLaw == "missing"')
    result = ask(load(folder))
    assert (result.verdict, result.evidence) == (Verdict.FINDING, ())


def test_it_is_of_no_account_what_the_parties_are_called(folder: Path) -> None:
    """Where a standard leaves a blank, however long the name is that another project found."""
    write_standard(folder, "[Party] submits to the courts of Ohio.")
    name = "The Board of Trustees of the Retirement System for Clerks and Teachers of Ohio LLC"
    passage = f"{name} submits to the courts of Ohio."
    assert ask(load(folder), passage).verdict is Verdict.FINDING
    document = subject(GoverningLaw=[passage], Party=[name])
    (result,) = audit(load(folder), document, TODAY, ["law"])
    assert result.verdict is Verdict.NONE


def test_policy_waits_until_there_is_a_standard(folder: Path) -> None:
    policies = load(folder)
    assert policies.unset == {"law": "GoverningLaw"}
    assert policies.enabled == ()
    assert policies.problems == ()
    result = ask(policies, SAME)
    assert (result.verdict, result.message) == (
        Verdict.UNDECIDED,
        "the playbook has no standard wording of GoverningLaw",
    )
    write_standard(folder, LAW)
    assert [one.id for one in load(folder).enabled] == ["law"]


def test_standard_that_cannot_be_read_stops_the_policies_that_ask_it_alone(folder: Path) -> None:
    path = write_standard(folder, b"\xff\xfe\xff")
    write_policy(folder, "gone", "missing(fields.GoverningLaw)")
    policies = load(folder)
    (problem,) = policies.problems
    assert problem.file == str(path)
    assert "is not UTF-8 text" in problem.message
    assert policies.broken == {"law"}
    assert policies.problems_of("law") == [problem]
    assert policies.problems_of("gone") == []
    assert policies.unset == {}


def test_another_standard_makes_other_answers(folder: Path) -> None:
    write_standard(folder, LAW)
    write_standard(folder, "Any.", "Insurance")
    before = load(folder)
    write_standard(folder, "Otherwise.", "Insurance")
    unasked = load(folder)
    write_standard(folder, f"{LAW} It is so.")
    after = load(folder)
    digests = [one.digest(one["law"]) for one in (before, unasked, after)]
    assert digests[0] == digests[1] != digests[2]


def test_examples_have_standards_of_their_own(folder: Path) -> None:
    path = write_policy(folder, "law", DIFFERS)
    path.write_text(
        f"{path.read_text()}examples:\n"
        f"  - {{fields: {{GoverningLaw: {OTHER}}}, playbook: {{GoverningLaw: '{LAW}'}},"
        " expect: finding}\n"
        f"  - {{fields: {{GoverningLaw: '{SAME}'}}, playbook: {{GoverningLaw: '{LAW}'}},"
        " expect: none}\n"
    )
    policies = load(folder)
    assert policies.problems == ()
    tried = try_examples(policies["law"], policies, read_fields)
    assert [one.passed for one in tried] == [True, True]
    path.write_text(path.read_text().replace("playbook: {GoverningLaw", "playbook: {Party"))
    assert "playbook has no 'Party'" in load(folder).problems[0].message


@pytest.mark.parametrize(
    ("condition", "message"),
    [
        ("playbook.Nothing == 'same'", "no category of passages 'Nothing'; there are: "),
        ("playbook.CapAmount == 'same'", "no category of passages 'CapAmount'; there are: "),
        ("playbook.GoverningLaw == 'differs'", "there are: same, close, other, missing"),
        ("playbook.GoverningLaw == 'Other'", 'write "other"'),
        ("playbook == 'same'", "one at a time"),
    ],
)
def test_what_cannot_be_asked_is_told(condition: str, message: str) -> None:
    with pytest.raises(ExpressionError) as error:
        compile_expression(condition, SCHEMA, BOOLEAN)
    assert message in str(error.value)
