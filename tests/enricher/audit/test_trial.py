"""A policy is tried on the documents of a home before it counts, and nothing is changed by that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from enricher.__main__ import cli
from enricher.api.bodies import to_json
from enricher.api.bodies.policies import PolicyTrial
from enricher.audit.trial import Trial
from enricher.enrichment.field_texts import read_fields
from enricher.errors import InputError, NotFoundError, PolicyError
from enricher.ledger.days import local_time
from enricher.policies.examples import try_examples
from enricher.policies.findings import FindingFilter
from enricher.wiring.audit import build_findings, build_trials
from enricher.wiring.home import Home, open_home
from enricher.wiring.policies import project_policies
from tests.enricher.api.clients import connect
from tests.enricher.here import audit, open_auditor
from tests.enricher.homes import IngestedHome

LARGE = """
title: An amount above a million
severity: high
condition: fields.Money.exists(m, above(m, "{limit} USD"))
message: '{{Money}} is above the limit.'
"""


def large(limit: int, more: str = "") -> str:
    return LARGE.format(limit=limit) + more


@pytest.fixture
def home(copied: IngestedHome) -> Iterator[Home]:
    """A home of its own, whose documents no policy was asked about yet."""
    with open_home(copied.home) as home:
        own_folder(home).mkdir(exist_ok=True)
        yield home


def own_folder(home: Home) -> Path:
    return home.registry.policy_folders("contracts")[0]


def write(home: Home, text: str) -> None:
    (own_folder(home) / "large.yaml").write_text(text)


def tried(home: Home, draft: str | None = None, shown: int = 50) -> Trial:
    """What would become of it, having seen that nothing became of anything else."""
    before = list(home.ledger.database.connection.iterdump())
    trial = build_trials(home, open_auditor).run("contracts", "large", local_time(), draft, shown)
    assert list(home.ledger.database.connection.iterdump()) == before
    return trial


def names(trial: Trial) -> tuple[list[str], list[str]]:
    opens, closes = (
        sorted(Path(one.path).name for one in some) for some in (trial.opens, trial.closes)
    )
    return opens, closes


def test_policy_that_is_off_tells_what_it_would_find(home: Home) -> None:
    write(home, large(1_000_000, "enabled: false\n"))
    trial = tried(home)
    assert names(trial) == (["loan.txt"], [])
    assert trial.documents == trial.in_scope > 3
    (opening,) = trial.opens
    assert (opening.severity, opening.kind, opening.finding) == ("high", "finding", None)
    assert opening.message == "1500000.00 USD is above the limit."
    assert (trial.would_stay, trial.stopped, trial.not_asked) == (0, 0, 0)
    # An audit finds what the trial told.
    write(home, large(1_000_000))
    audit(home)
    found = home.ledger.findings.page(FindingFilter(policies=("large",)), 10, 0)
    assert [one.document for one in found.findings] == [opening.document]


def test_change_tells_what_would_open_and_close(home: Home) -> None:
    write(home, large(1_000_000))
    audit(home)
    assert names(tried(home)) == ([], [])
    assert tried(home).would_stay == 1
    lower = tried(home, large(30_000))
    assert names(lower) == (["annex.txt"], [])
    assert lower.would_stay == 1
    higher = tried(home, large(2_000_000))
    assert names(higher) == ([], ["loan.txt"])
    assert higher.closes[0].reason == "its condition is false for the document"
    elsewhere = tried(home, large(1_000_000, "scope: Jurisdiction:Delaware\n"))
    assert elsewhere.in_scope < elsewhere.documents
    assert [one.reason for one in elsewhere.closes] == ["the document is out of scope"]
    unsaid = tried(home, large(1).replace("condition: ", "condition: fields.Term.years > 5.0 && "))
    assert unsaid.closes[0].reason == "undecided: Term is missing"
    assert unsaid.undecided["Term is missing"] > 1


def test_acceptance_that_would_end_is_told(home: Home) -> None:
    write(home, large(1_000_000))
    audit(home)
    (finding,) = home.ledger.findings.page(FindingFilter(policies=("large",)), 10, 0).findings
    build_findings(home).accept(finding.id, "approved", "ada", None)
    audit(home)
    assert (tried(home).would_open, tried(home).would_stay) == (0, 1)
    raised = tried(home, large(1_000_000).replace("high", "critical"))
    assert [one.finding for one in raised.opens] == [finding.id]
    lowered = tried(home, large(1_000_000).replace("high", "low"))
    assert (lowered.would_open, lowered.would_stay) == (0, 1)
    other = tried(home, large(1_000_001))
    assert [one.finding for one in other.opens] == [finding.id]


def test_more_than_is_shown_is_counted(home: Home) -> None:
    trial = tried(home, large(0), shown=1)
    assert trial.would_open > len(trial.opens) == 1


def test_what_cannot_be_asked_is_refused_with_all_that_is_wrong(home: Home) -> None:
    wrong = large(5).replace("high", "grave").replace("fields.Money", "fields.Money == 5 &&\n  x")
    with pytest.raises(PolicyError) as error:
        tried(home, wrong)
    assert {one.file for one in error.value.problems} == {str(own_folder(home) / "large.yaml")}
    assert len(error.value.problems) > 1
    with pytest.raises(PolicyError, match="uses the list 'blocked', which does not exist"):
        tried(home, large(5).replace("fields.Money", 'on_list("x", "blocked") || fields.Money'))
    with pytest.raises(NotFoundError, match="there is no policy 'large'"):
        tried(home)
    with pytest.raises(InputError, match="not a valid name of a policy"):
        build_trials(home, open_auditor).run("contracts", "../x", local_time(), large(5))
    write(home, wrong)
    with pytest.raises(PolicyError, match="severity: Input should be"):
        tried(home)


def test_example_comes_out_as_the_document_that_it_is_of(home: Home) -> None:
    example = 'examples: [{fields: {Money: ["$1,500,000.00", USD 1.5 million]}, expect: none}]\n'
    total = 'above(total(fields.Money, "USD"), "2000000 USD")'
    each = 'fields.Money.exists(m, above(m, "2000000 USD"))'
    write(home, large(2_000_000, example).replace(each, total))
    policies = project_policies(home.path, "contracts")
    assert [one.passed for one in try_examples(policies["large"], policies, read_fields)] == [True]
    assert tried(home).would_open == 0


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), "policies", "try", *arguments])


def test_command_and_api_tell_the_same(home: Home, tmp_path: Path) -> None:
    draft = tmp_path / "draft.yaml"
    draft.write_text(large(30_000))
    expected = to_json(tried(home, large(30_000)), PolicyTrial)
    told = run(home.path, "large", "--file", str(draft), "--json")
    assert json.loads(told.stdout) == expected
    shown = run(home.path, "large", "--file", str(draft)).stdout
    assert "would open 2 findings\n" in shown
    assert "annex.txt  40000.00 USD is above the limit." in shown
    assert shown.endswith("nothing was changed\n")
    with connect(home) as api:
        body = {"name": "large", "text": large(30_000)}
        assert api.post("/api/policies/try", json=body).json() == expected
        assert api.post("/api/policies/try", json={"name": "large"}).status_code == 404
        wrong = api.post("/api/policies/try", json={**body, "text": "severity: grave\n"})
        assert wrong.status_code == 422
        assert "severity: Input should be" in wrong.text
        assert "title: is missing" in wrong.text
    draft.write_text("severity: grave\n")
    refused = run(home.path, "large", "--file", str(draft))
    assert refused.exit_code != 0
    assert "severity: Input should be" in refused.stderr
    assert "title: is missing" in refused.stderr
