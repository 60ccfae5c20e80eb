"""Audits over a real home: what policies find, when they are asked again, what decisions outlive."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

from enricher.__main__ import cli
from enricher.api.bodies.event_wording import in_words
from enricher.audit.run import Auditing, AuditRun
from enricher.audit.wording import story
from enricher.commands.doctor import examine
from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.ledger.events import Act
from enricher.policies.findings import Finding, FindingFilter, State
from enricher.review.service import Wish
from enricher.settings import Settings
from enricher.wiring.audit import audit_thread, build_auditing, build_findings
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.policies import open_auditor as killable_auditor
from enricher.wiring.reenrichment import outdated
from enricher.wiring.reminders import build_reminding
from enricher.wiring.review import corrections
from enricher.wiring.search import search
from tests.enricher.here import ingest, open_auditor, runs
from tests.enricher.homes import LARGE, LOAN, SCHEMA, make_home, write_documents
from tests.enricher.receivers import SECRET, receiving_webhooks

NO_LAW = """
id: no-law
title: No law is named
severity: medium
scope: Party:present
condition: missing(fields.Jurisdiction)
message: No law is named.
"""
ENDING = """
id: ending
title: It ends soon
severity: critical
condition: days_until(plus(fields.EffectiveDate, fields.Term)) < 30
message: It ends soon.
"""
BLOCKED = """
id: blocked
title: A party is blocked
severity: critical
condition: fields.Party.exists(p, on_list(p, "blocked"))
message: '{Party} is blocked.'
"""
RENT = (
    "Lease as of May 1, 2020 of Northern Harvest Inc. for a term of 3 years, by the laws of Ohio.\n"
)


@dataclass(frozen=True)
class AuditedHome:
    """A home with its own policies only, one audit of it that goes on, and the files it reads."""

    opened: Home
    auditing: Auditing
    documents: Path

    @property
    def policies(self) -> Path:
        return self.opened.path / "projects" / "contracts" / "policies"

    def write(self, **policies: str) -> None:
        for name, text in policies.items():
            (self.policies / f"{name.replace('_', '-')}.yaml").write_text(text)

    def audit(self, day: date | None = None) -> AuditRun:
        now = local_time()
        if day is not None:
            now = now.replace(year=day.year, month=day.month, day=day.day)
        run = self.auditing.run(now)
        write_out(self.opened.ledger.documents, self.opened.index)
        return run

    def read(self) -> None:
        ingest(self.opened, self.documents)

    def findings(self, **asked: tuple[str, ...]) -> list[Finding]:
        return list(build_findings(self.opened).page(FindingFilter(**asked), 100).findings)  # type: ignore[arg-type]

    def open(self) -> list[tuple[str, str]]:
        return sorted((one.policy, one.name) for one in self.findings(states=("open",)))

    def found(self, where: str) -> list[str]:
        return sorted(
            Path(hit.paths[0]).name for hit in search(self.opened).page(where=[where]).hits
        )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("audited")
    home, documents = make_home(folder / "home"), write_documents(folder / "documents")
    (documents / "lease.txt").write_text(RENT)
    policies = home / "projects" / "contracts" / "policies"
    policies.mkdir()
    (policies / "lists").mkdir()
    with open_home(home) as opened:
        for shipped in opened.registry.policy_folders("contracts")[1].glob("*.yaml"):
            (policies / shipped.name).write_text(f"id: {shipped.stem}\nenabled: false\n")
        (policies / "large.yaml").write_text(LARGE)
        (policies / "no-law.yaml").write_text(NO_LAW)
        ingest(opened, documents)
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Iterator[AuditedHome]:
    """Files keep their places, so that they are only changed where they are put back."""
    shutil.copytree(made / "home", tmp_path / "home")
    kept = tmp_path / "kept"
    shutil.copytree(made / "documents", kept)
    with open_home(tmp_path / "home") as opened, build_auditing(opened, open_auditor) as auditing:
        yield AuditedHome(opened, auditing, made / "documents")
    for path in made.joinpath("documents").iterdir():
        if not (kept / path.name).exists():
            path.unlink()
    for path in kept.iterdir():
        file = made / "documents" / path.name
        if not file.exists() or file.read_bytes() != path.read_bytes():
            shutil.copy2(path, file)


def test_what_policies_find_is_kept_with_the_words_that_prove_it(home: AuditedHome) -> None:
    run = home.audit()
    assert (run.waiting, run.is_whole) == (0, True)
    assert home.open() == [("large", "loan.txt"), ("no-law", "annex.txt"), ("no-law", "memo.txt")]
    (large,) = home.findings(policies=("large",))
    (place,) = large.proof.places
    text = (home.documents / "loan.txt").read_text()
    words = text[place["offset"] : place["offset"] + place["length"]]
    assert (words, place["value"], place["page"]) == ("$1,500,000.00", "1500000.00 USD", None)
    assert "The lender lends the principal sum" in place["sentence"]["text"]
    assert large.message == "1500000.00 USD is above a million."
    assert (large.severity, large.kind, large.state) == ("high", "finding", State.OPEN)


def test_file_that_could_not_be_read_is_not_said_to_be_audited(home: AuditedHome) -> None:
    arguments = ["--home", str(home.opened.path), "audit", "run"]
    said = CliRunner().invoke(cli, arguments)
    assert said.stdout.startswith("5 documents and 14 policies audited")
    assert "not audited, because it could not be read: 1 file (enricher failed)" in said.stdout
    again = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert (again["documents"], again["unread"], again["waiting"]) == (0, 1, 0)


def test_nothing_is_asked_twice_when_nothing_changed(home: AuditedHome) -> None:
    assert home.audit().documents == 5
    before = home.findings()
    again = home.audit()
    assert (again.documents, again.policies, again.changed) == (0, (), 0)
    assert home.findings() == before
    assert home.opened.ledger.documents.last_write() == 0


def test_open_findings_are_fields_that_search_filters_and_counts(home: AuditedHome) -> None:
    assert home.found("policy=large") == []
    home.audit()
    assert home.found("policy=Large") == ["loan.txt"]
    assert home.found("severity=medium") == ["annex.txt", "memo.txt"]
    page = search(home.opened).page(facets=["policy", "severity"])
    counted = {
        name: [(one.value, one.count) for one in values] for name, values in page.facets.items()
    }
    assert counted == {
        "policy": [("no-law", 2), ("large", 1)],
        "severity": [("medium", 2), ("high", 1)],
    }
    (large,) = home.findings(policies=("large",))
    build_findings(home.opened).accept(large.id, "It was approved.", "ada")
    assert home.found("policy=large") == []
    assert home.found("policy:missing") == ["annexes.zip", "lease.txt", "loan.txt", "nda.txt"]


def test_policy_that_changed_is_asked_about_all_documents_and_no_other_is(
    home: AuditedHome,
) -> None:
    home.audit()
    home.write(large=LARGE.replace("1000000", "2000000"))
    run = home.audit()
    assert (run.policies, run.documents) == (("large",), 0)
    assert ("large", "loan.txt") not in home.open()
    (large,) = home.findings(policies=("large",))
    assert large.state is State.RESOLVED
    assert home.found("policy=large") == []
    home.write(large=LARGE)
    assert home.audit().changed == 1
    (again,) = home.findings(policies=("large",))
    assert (again.id, again.state, again.first_seen) == (large.id, State.OPEN, large.first_seen)
    assert again.reopened is not None
    home.write(large=LARGE + "enabled: false\n")
    home.audit()
    assert [one.state for one in home.findings(policies=("large",))] == [State.RESOLVED]


def test_policy_that_is_written_otherwise_reopens_nothing_and_reminds_of_nothing(
    home: AuditedHome,
) -> None:
    home.audit()
    (large,) = home.findings(policies=("large",))
    build_findings(home.opened).accept(large.id, "It was approved.", "ada")
    with receiving_webhooks() as hook:
        settings = Settings(
            reminder_webhook=SecretStr(hook.url),
            reminder_webhook_secret=SecretStr(SECRET),
            reminder_minutes=0,
            reminder_severities=("high", "medium"),
        )
        reminding = build_reminding(replace(home.opened, settings=settings))
        assert reminding.run(local_time).sent == 1  # of what is open: annex and memo
        before = home.open()
        same = """|
          // as the board decided in May
          fields.Money
            .exists( m, above(m, '1000000 USD') )"""
        written = LARGE.replace('fields.Money.exists(m, above(m, "1000000 USD"))', same)
        written = written.replace("An amount above", "Any amount above")
        home.write(
            large=written.replace("is above a million", "is much"),
            no_law=NO_LAW.replace("fields.Jurisdiction)", "fields.Jurisdiction ) // or none"),
        )
        run = home.audit()
        assert (run.policies, run.changed) == (("large", "no-law"), 0)
        (kept,) = home.findings(policies=("large",))
        assert (kept.state, kept.message) == (State.ACCEPTED, "1500000.00 USD is much.")
        assert home.open() == before
        assert reminding.run(local_time).made == 0
        home.write(large=written.replace("1000000", "1200000"))
        assert home.audit().changed == 1
        assert home.open() == sorted([*before, ("large", "loan.txt")])
        assert reminding.run(local_time).sent == 1
        assert [[one["policy"] for one in body["findings"]] for body in hook.bodies] == [
            ["no-law", "no-law"],
            ["large"],
        ]


def test_policy_that_cannot_be_read_keeps_what_it_found(home: AuditedHome) -> None:
    home.audit()
    before = home.open()
    home.write(large=LARGE.replace("above", "abov"))
    run = home.audit()
    assert any("large.yaml" in str(one) for one in run.problems)
    assert home.open() == before
    home.write(large=LARGE)
    assert home.audit().policies == ("large",)
    assert home.open() == before


def test_list_that_changed_asks_the_policies_that_use_it(home: AuditedHome) -> None:
    home.write(blocked=BLOCKED)
    names = home.policies / "lists" / "blocked.txt"
    names.write_text("Nobody Ltd\n")
    home.audit()
    assert home.findings(policies=("blocked",)) == []
    names.write_text("VEGA, L.L.C.\nNorthern Harvests Inc.\n")
    run = home.audit()
    assert run.policies == ("blocked",)
    found = {(one.name, one.kind) for one in home.findings(policies=("blocked",))}
    assert {("loan.txt", "finding"), ("nda.txt", "finding"), ("annex.txt", "finding")} <= found
    assert ("lease.txt", "review") in found
    (near,) = [one for one in home.findings(policies=("blocked",)) if one.name == "lease.txt"]
    assert [one["listed"] for one in near.proof.near] == [["Northern Harvests Inc."]]


def test_new_day_asks_only_what_depends_on_it(home: AuditedHome) -> None:
    home.write(ending=ENDING)
    home.audit(date(2023, 3, 1))
    assert not [one for one in home.open() if one[0] == "ending"]
    run = home.audit(date(2023, 4, 10))
    assert run.policies == ("ending", "issued-in-the-future")
    assert ("ending", "lease.txt") in home.open()
    unsaid = home.opened.ledger.findings.undecided(FindingFilter(policies=("ending",)), 10)
    names = {Path(one.path).name for one in unsaid}
    assert names == {"loan.txt", "memo.txt", "nda.txt", "annex.txt"}
    assert {one.reason for one in unsaid if one.path.endswith("nda.txt")} == {"Term is missing"}


def test_acceptance_outlives_a_new_version_and_ends_with_its_facts(home: AuditedHome) -> None:
    home.audit()
    loan = home.documents / "loan.txt"
    (large,) = home.findings(policies=("large",))
    accepted = build_findings(home.opened).accept(large.id, " It was\napproved. ", "ada")
    assert accepted.acceptance is not None
    assert (accepted.acceptance.reason, accepted.acceptance.who) == ("It was approved.", "ada")
    loan.write_text("A new preface.\n\n" + loan.read_text())
    home.read()
    home.audit()
    (same,) = home.findings(policies=("large",))
    assert (same.id, same.state, same.sha256 != large.sha256) == (large.id, State.ACCEPTED, True)
    (place,) = same.proof.places
    words = loan.read_text()[place["offset"] : place["offset"] + place["length"]]
    assert words == "$1,500,000.00"
    loan.write_text(loan.read_text().replace("1,500,000", "1,700,000"))
    home.read()
    home.audit()
    (other,) = home.findings(policies=("large",))
    assert (other.id, other.state) == (large.id, State.OPEN)
    assert other.reopened is not None
    loan.write_text(loan.read_text().replace("1,700,000", "700,000"))
    home.read()
    home.audit()
    assert [one.state for one in home.findings(policies=("large",))] == [State.RESOLVED]


def test_acceptance_that_ended_never_comes_back_by_itself(home: AuditedHome) -> None:
    home.write(blocked=BLOCKED)
    names = home.policies / "lists" / "blocked.txt"
    names.write_text("Vega LLC\nOne Inc.\n")
    home.audit()
    loan, text = home.documents / "loan.txt", (home.documents / "loan.txt").read_text()
    in_loan = [one.id for one in home.findings() if one.name == "loan.txt"]
    large, blocked = sorted(
        in_loan, key=lambda id: home.opened.ledger.findings.get(id).policy == "blocked"
    )

    def state(number: int) -> State:
        return home.opened.ledger.findings.get(number).state

    # Facts that change, and change back.
    build_findings(home.opened).accept(large, "It was approved.", "ada")
    loan.write_text(text.replace("1,500,000", "1,700,000"))
    home.read()
    home.audit()
    assert state(large) is State.OPEN
    loan.write_text(text)
    home.read()
    home.audit()
    assert state(large) is State.OPEN
    assert told_of(home, large)[2:] == [
        "open again: the acceptance ended; Money is 1700000.00 USD, was 1500000.00 USD;"
        " the content of the document changed",
        "changed: Money is 1500000.00 USD, was 1700000.00 USD; the content of the document changed",
    ]
    # A document that goes, and comes back; a list that changes, and changes back.
    build_findings(home.opened).accept(large, "It was approved again.", "ada")
    build_findings(home.opened).accept(blocked, "It is another one.", "ada")
    names.write_text("One Inc.\n")
    home.audit()
    assert state(blocked) is State.RESOLVED
    names.write_text("Vega LLC\nOne Inc.\n")
    home.audit()
    assert (state(blocked), state(large)) == (State.OPEN, State.ACCEPTED)
    assert told_of(home, blocked)[2:] == [
        "resolved: the acceptance ended; the list blocked was changed",
        "open again: the list blocked was changed",
    ]
    loan.unlink()
    ingest(home.opened, home.documents, confirm_removed=True)
    home.audit()
    loan.write_text(text)
    home.read()
    home.audit()
    assert not home.findings(policies=("large",), states=("accepted",))


def told_of(home: AuditedHome, number: int) -> list[str]:
    finding = home.opened.ledger.findings.get(number)
    return [
        what for _, what in story(*home.opened.ledger.finding_log.story(number, finding.document))
    ]


def test_acceptance_ends_when_its_severity_is_raised(home: AuditedHome) -> None:
    home.audit()
    (large,) = home.findings(policies=("large",))
    build_findings(home.opened).accept(large.id, "It was approved.", "ada")
    home.write(large=LARGE.replace("severity: high", "severity: low"))
    home.audit()
    assert home.findings(policies=("large",))[0].state is State.ACCEPTED
    home.write(large=LARGE.replace("severity: high", "severity: critical"))
    home.audit()
    (asked,) = home.findings(policies=("large",))
    assert (asked.state, asked.severity) == (State.OPEN, "critical")
    assert asked.acceptance is not None  # which is told as one that was
    home.write(large=LARGE)
    home.audit()
    assert home.findings(policies=("large",))[0].state is State.OPEN
    assert told_of(home, large.id)[2:] == [
        "changed: severity low, was high; the policy changed",
        "open again: the acceptance ended; severity critical, was low; the policy changed",
        "changed: severity high, was critical; the policy changed",
    ]


def test_show_audits_what_changed_before(home: AuditedHome) -> None:
    home.audit()
    (large,) = home.findings(policies=("large",))
    home.write(large=LARGE.replace("1000000", "2000000"))
    arguments = ["--home", str(home.opened.path), "audit", "show", str(large.id)]
    said = CliRunner().invoke(cli, arguments).stdout
    assert "large resolved" in said
    assert "resolved: the policy changed" in said
    asked = json.loads(CliRunner().invoke(cli, [*arguments, "--json"]).stdout)
    assert [one["what"] for one in asked["history"]] == [
        "opened",
        "resolved: the policy changed",
    ]


def test_home_that_kept_no_parts_says_no_more_than_it_knows(home: AuditedHome) -> None:
    home.audit()
    (large,) = home.findings(policies=("large",))
    with home.opened.ledger.database.transaction() as connection:
        connection.execute("UPDATE audited SET parts = '{}'")  # as an older version wrote it
    home.write(large=LARGE.replace("1000000", "2000000"))
    home.audit()
    assert told_of(home, large.id)[1:] == ["resolved: its policy, a list or the schema changed"]


def test_acceptance_ends_after_its_last_day_or_when_it_is_taken_back(home: AuditedHome) -> None:
    home.audit()
    (large,) = home.findings(policies=("large",))
    today = local_time().date()
    build_findings(home.opened).accept(large.id, "until the year is over", "ada", today)
    assert home.audit(today).changed == 0
    assert home.audit(today + timedelta(days=1)).changed == 1
    assert home.findings(policies=("large",))[0].state is State.OPEN
    assert home.found("policy=large") == ["loan.txt"]
    build_findings(home.opened).accept(large.id, "for good", "ada")
    assert home.found("policy=large") == []
    assert build_findings(home.opened).reopen(large.id, "bob").state is State.OPEN
    assert home.found("policy=large") == ["loan.txt"]
    with pytest.raises(ConflictError, match="not accepted"):
        build_findings(home.opened).reopen(large.id, "bob")
    with pytest.raises(InputError, match="reason is empty"):
        build_findings(home.opened).accept(large.id, " \n", "ada")
    with pytest.raises(InputError, match="is over"):
        build_findings(home.opened).accept(large.id, "late", "ada", today - timedelta(days=1))
    with pytest.raises(NotFoundError, match="no finding 999"):
        build_findings(home.opened).accept(999, "none", "ada")
    log = home.opened.ledger.database.connection.execute(
        "SELECT state, accepted_by, reason FROM finding_log WHERE finding = ? ORDER BY sequence",
        (large.id,),
    ).fetchall()
    assert [state for state, _, _ in log] == ["open", "accepted", "open", "accepted", "open"]
    assert log[1][1:] == ("ada", "until the year is over")
    assert log[4][1:] == ("bob", "")
    told = [
        (one.who, in_words(one)) for one in home.opened.ledger.history.read([large.document]).events
    ]
    assert told == [
        ("bob", f"reopened finding {large.id} of large"),
        ("ada", f"accepted finding {large.id} of large: for good"),
        ("ada", f"accepted finding {large.id} of large until {today}: until the year is over"),
    ]


def test_correction_is_audited_and_the_words_that_were_meant_prove_it(home: AuditedHome) -> None:
    home.audit()
    memo = str(home.documents / "memo.txt")
    corrections(home.opened).correct(memo, Wish("Jurisdiction", "no law", value="Ohio"), "ada")
    run = home.audit()
    assert run.documents == 1
    assert ("no-law", "memo.txt") not in home.open()
    assert home.found("policy=no-law") == ["annex.txt"]


def test_what_another_model_reads_changes_the_findings_that_rest_on_it(home: AuditedHome) -> None:
    home.write(blocked=BLOCKED)
    (home.policies / "lists" / "blocked.txt").write_text("Orion Labs Inc.\n")
    home.audit()
    (large,) = home.findings(policies=("large",))
    build_findings(home.opened).accept(large.id, "It was approved.", "ada")
    before = {(one.policy, one.name): one.state for one in home.findings()}
    no_companies = SCHEMA.replace("(?:Inc\\.|LLC)", "LLC")
    (home.policies.parent / "schema.toml").write_text(no_companies)
    assert runs(home.opened).run(outdated(home.opened).find()).left == 0
    home.audit()
    gone = dict.fromkeys(
        [("blocked", "memo.txt"), ("blocked", "nda.txt"), ("no-law", "memo.txt")], State.RESOLVED
    )
    assert {(one.policy, one.name): one.state for one in home.findings()} == before | gone
    assert before["large", "loan.txt"] == State.ACCEPTED


def test_document_that_is_gone_has_no_open_findings(home: AuditedHome) -> None:
    home.audit()
    (home.documents / "loan.txt").unlink()
    ingest(home.opened, home.documents, confirm_removed=True)
    home.audit()
    (large,) = home.findings(policies=("large",))
    assert (large.state, large.path) == (State.RESOLVED, "")


def test_document_that_cannot_be_read_any_more_keeps_its_findings(home: AuditedHome) -> None:
    loan, text = home.documents / "loan.txt", (home.documents / "loan.txt").read_text()
    home.audit()
    (large,) = home.findings(policies=("large",))
    build_findings(home.opened).accept(large.id, "It was approved.", "ada")
    loan.write_bytes(b"%PDF-1.4\nnothing of a loan")
    home.read()
    assert home.audit().waiting == 0
    (kept,) = home.findings(policies=("large",))
    assert kept.state is State.ACCEPTED
    assert kept.not_asked.startswith("the document can no longer be read: ")
    loan.write_text(text)
    home.read()
    home.audit()
    (again,) = home.findings(policies=("large",))
    assert (again.state, again.not_asked) == (State.ACCEPTED, "")
    loan.write_bytes(b"%PDF-1.4\nnothing of a loan")
    home.read()
    home.audit()
    loan.unlink()
    ingest(home.opened, home.documents, confirm_removed=True)
    home.audit()
    assert home.findings(policies=("large",))[0].state is State.RESOLVED


def test_member_of_a_file_that_cannot_be_read_any_more_keeps_its_findings(
    home: AuditedHome,
) -> None:
    file = home.documents / "more.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("inner/loan.txt", LOAN)
        archive.writestr("inner/memo.txt", "Nothing is said here.")
    whole = file.read_bytes()
    home.read()
    home.audit()

    def found() -> Finding:
        (one,) = [
            one
            for one in home.findings(policies=("large",))
            if catalog(home.opened).find(f"{file}!/inner/loan.txt") == one.document
        ]
        return one

    assert (found().state, found().not_asked) == (State.OPEN, "")
    file.write_bytes(b"%PDF-1.4\nnothing of an archive")
    home.read()
    home.audit()
    assert found().state is State.OPEN
    assert "the file that holds it cannot be read: " in found().not_asked
    file.write_bytes(whole)
    home.read()
    home.audit()
    assert (found().state, found().not_asked) == (State.OPEN, "")


def test_document_that_changes_while_it_is_asked_about_is_asked_again(home: AuditedHome) -> None:
    texts = home.opened.ledger.audits.owed(100)
    identity = catalog(home.opened).find(str(home.documents / "loan.txt"))
    (text,) = [one for one in texts if one.document == identity]
    with home.opened.ledger.database.transaction() as connection:
        connection.execute("INSERT OR REPLACE INTO outbox (document) VALUES (?)", (identity,))
    home.opened.ledger.findings.settle([text], local_time())
    write_out(home.opened.ledger.documents, home.opened.index)
    assert identity in {one.document for one in home.opened.ledger.audits.owed(100)}
    home.audit()
    assert ("large", "loan.txt") in home.open()


def test_large_document_stops_a_policy_for_itself_alone(home: AuditedHome) -> None:
    amounts = "\n".join(f"The fee of item {n} is ${n:,}.00." for n in range(1_000_001, 1_009_001))
    (home.documents / "bill.txt").write_text(amounts)
    home.read()
    write_out(home.opened.ledger.documents, home.opened.index)
    home.write(large=LARGE)
    home.audit()
    before = home.open()
    (old,) = [one for one in home.findings(policies=("large",)) if one.name == "bill.txt"]
    quadratic = "fields.Money.all(a, fields.Money.exists(b, a.amount - b.amount > 5.0e6) == false)"
    condition = next(line for line in LARGE.splitlines() if line.startswith("condition"))
    home.write(large=LARGE.replace(condition, f"condition: {quadratic}"))
    with build_auditing(home.opened, partial(killable_auditor, seconds=2.0)) as hasty:
        run = hasty.run(local_time())
        write_out(home.opened.ledger.documents, home.opened.index)
    assert run.stopped == {"large": 1}
    # The others have an answer of the changed policy, and the large one keeps the finding it had.
    after = {one.name: one for one in home.findings(policies=("large",))}
    assert (after["bill.txt"].version, after["bill.txt"].state) == (old.version, State.OPEN)
    assert after["loan.txt"].version == after["memo.txt"].version != old.version
    (unsaid,) = home.opened.ledger.findings.undecided(FindingFilter(), 10)
    assert (unsaid.policy, Path(unsaid.path).name) == ("large", "bill.txt")
    assert unsaid.reason.startswith("took more than 2 s and was stopped")
    page = home.opened.ledger.findings.page(FindingFilter(), 0, 0)
    assert page.stopped == {"large": 1}
    said = CliRunner().invoke(cli, ["--home", str(home.opened.path), "audit", "run"])
    assert said.exit_code == 1
    assert "large has no answer for 1 document: it took too long" in said.stderr
    (check,) = [one for one in examine(home.opened.path) if one.name == "policies"]
    assert check.finding.startswith("large of contracts has no answer for 1 document")
    (kept,) = [build_findings(home.opened).get(after["bill.txt"].id)]
    assert kept.not_asked == unsaid.reason
    assert build_findings(home.opened).get(after["loan.txt"].id).not_asked == ""
    home.write(large=LARGE)
    assert home.audit().stopped == {}
    assert home.open() == before


def test_policy_that_takes_too_long_is_stopped_and_asked_again_once_it_changed(
    home: AuditedHome,
) -> None:
    endless = "['x']" + ".map(x, x + x)" * 60 + ".size() > 5"
    home.write(large=LARGE, endless=LARGE.replace("large", "endless"))
    home.audit()
    before = home.open()
    assert ("endless", "loan.txt") in before
    condition = next(line for line in LARGE.splitlines() if line.startswith("condition"))
    home.write(
        endless=LARGE.replace("large", "endless").replace(condition, f'condition: "{endless}"')
    )
    with build_auditing(
        home.opened, partial(killable_auditor, seconds=2.0, megabytes=300, most_stops=1)
    ) as hasty:
        hasty.run(local_time())
        assert "endless" in home.opened.ledger.findings.page(FindingFilter(), 0, 0).stopped
        assert hasty.run(local_time()).policies == ()
    assert home.open() == before
    home.write(endless=LARGE.replace("large", "endless"))
    assert home.audit().policies == ("endless",)
    assert home.opened.ledger.findings.page(FindingFilter(), 0, 0).stopped == {}


def test_whoever_watches_keeps_findings_in_step(
    home: AuditedHome, caplog: pytest.LogCaptureFixture
) -> None:
    home.write(blocked=BLOCKED)  # its list is not there
    write_out(home.opened.ledger.documents, home.opened.index)
    with audit_thread(home.opened, local_time):
        for _ in range(600):
            if home.opened.ledger.audits.waiting() == 0:
                break
            time.sleep(0.1)
    assert ("large", "loan.txt") in home.open()
    told = [one.getMessage() for one in caplog.records if "policy blocked uses" in one.getMessage()]
    assert len(told) == 1


def test_edits_of_policies_and_lists_are_told_when_they_are_seen(home: AuditedHome) -> None:
    home.audit()
    first = home.opened.ledger.history.read(["contracts"], act=Act.POLICY)
    assert {one.details["shipped"] for one in first.events} == {False}, "what ships is no edit"
    home.write(large=LARGE.replace("high", "low"), blocked=BLOCKED)
    (home.policies / "lists" / "blocked.txt").write_text("Vega LLC\n")
    (home.policies / "no-law.yaml").unlink()
    home.audit()
    home.audit()
    told = home.opened.ledger.history.read(["contracts"], act=Act.POLICY)
    new = told.events[: told.total - first.total]
    assert {one.who for one in new} == {"unknown"}
    by_file = {one.details["file"]: one for one in new}
    assert sorted(by_file) == ["blocked.yaml", "large.yaml", "lists/blocked.txt", "no-law.yaml"]
    changed = by_file["large.yaml"].details
    assert changed["before"] == hashlib.sha256(LARGE.encode()).hexdigest()
    assert (
        changed["after"] == hashlib.sha256((home.policies / "large.yaml").read_bytes()).hexdigest()
    )
    assert in_words(by_file["lists/blocked.txt"]).startswith(
        "wrote list lists/blocked.txt of project"
    )
    assert in_words(by_file["no-law.yaml"]).startswith("removed policy no-law.yaml")
