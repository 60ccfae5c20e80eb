"""Audit queries over a real home: answers as of a moment are what was true then."""

from __future__ import annotations

import csv
import shutil
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.ledger.database import Database
from enricher.__main__ import cli
from enricher.audit.answers import Answer
from enricher.audit.queries import AuditQuery
from enricher.audit.tables import write_answer
from enricher.errors import ConflictError, InputError, NotFoundError, QueryError
from enricher.ingestion.indexer import write_out
from enricher.ledger.days import local_time
from enricher.policies.findings import FindingFilter
from enricher.review.service import Wish
from enricher.wiring.audit import build_answers, build_findings, build_queries
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import build_sweeper
from enricher.wiring.parties import parties
from enricher.wiring.review import corrections
from enricher.wiring.search import search
from tests.enricher.here import audit, ingest
from tests.enricher.homes import MEMO, NDA, make_ruled_home, write_documents

RENT = (
    "Lease as of May 1, 2020 of Northern Harvest Inc. for a term of 3 years, by the laws of Ohio.\n"
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("asked")
    documents = write_documents(folder / "documents")
    (documents / "lease.txt").write_text(RENT)
    with open_home(make_ruled_home(folder / "home")) as opened:
        read(opened, documents)
    return folder


@pytest.fixture
def documents(made: Path, tmp_path: Path) -> Iterator[Path]:
    """Files keep their places, so that they are only changed where they are put back."""
    kept = tmp_path / "kept"
    shutil.copytree(made / "documents", kept)
    yield made / "documents"
    for path in (made / "documents").iterdir():
        if not (kept / path.name).exists():
            path.unlink()
    for path in kept.iterdir():
        file = made / "documents" / path.name
        if not file.exists() or file.read_bytes() != path.read_bytes():
            shutil.copy2(path, file)


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Iterator[Home]:
    shutil.copytree(made / "home", tmp_path / "home")
    with open_home(tmp_path / "home") as opened:
        yield opened


def read(home: Home, documents: Path) -> None:
    """Read what is there, ask policies, and let the index have all of it."""
    ingest(home, documents)
    audit(home)
    write_out(home.ledger.documents, home.index)


def tell(home: Home, *where: str, words: str = "", moment: datetime | None = None) -> Answer:
    query = AuditQuery("", "", words, where)
    return build_answers(home).at(query, moment or local_time(), is_past=moment is not None)


def names(found: Answer) -> list[str]:
    return sorted(one.name for one in found.documents)


def moment() -> datetime:
    """Now, which is behind all that was done and before all that is done next."""
    now = local_time()
    while local_time() <= now:
        time.sleep(0)
    return now + (local_time() - now) / 2


def test_answer_as_of_a_moment_has_versions_values_and_who_said_so(
    home: Home, documents: Path
) -> None:
    first = moment()
    (documents / "lease.txt").write_text(RENT.replace("3 years", "7 years"))
    read(home, documents)
    second = moment()
    corrections(home).correct(
        catalog(home).find(str(documents / "lease.txt")),
        Wish("Term", "7 years", value="9 years"),
        "ada",
    )
    write_out(home.ledger.documents, home.index)
    third = moment()
    (documents / "lease.txt").unlink()
    (documents / "later.txt").write_text("Lease of Vega LLC for a term of 8 years.\n")
    read(home, documents)

    def lease(at: datetime) -> tuple[str, str, str]:
        (one,) = [x for x in tell(home, moment=at).documents if x.name == "lease.txt"]
        (value,) = one.entry.fields["Term"]
        return value.value, value.said_by, one.entry.sha256

    assert lease(first)[:2] == ("3 years", "pattern")
    assert lease(second)[:2] == ("7 years", "pattern")
    assert lease(third)[:2] == ("9 years", "ada (human)")
    assert lease(first)[2] != lease(second)[2] == lease(third)[2]
    long = "Term>5 years"
    assert names(tell(home, long, moment=first)) == []
    assert names(tell(home, long, moment=second)) == names(tell(home, long, moment=third))
    assert names(tell(home, long, moment=third)) == ["lease.txt"]
    assert names(tell(home, long)) == ["later.txt"]
    assert names(tell(home, "corrected=Term", moment=second)) == []
    assert names(tell(home, "corrected=term", moment=third)) == ["lease.txt"]
    (one,) = tell(home, "corrected:present", moment=third).documents
    (said,) = one.entry.corrections
    assert (said.who, said.category, said.value) == ("ada", "Term", "9 years")
    assert one.entry.models[0].startswith("contracts/")
    half = timedelta(seconds=0.5)  # it is kept in whole seconds, the nearest ones
    assert first - half <= one.entry.seen <= second + half


def test_findings_stand_as_they_did_with_the_decision_of_then(home: Home, documents: Path) -> None:
    first = moment()
    (large,) = home.ledger.findings.page(FindingFilter(policies=("large-amount",)), 9, 0).findings
    build_findings(home).accept(large.id, "approved by the board", "ada", date(2099, 12, 31))
    write_out(home.ledger.documents, home.index)
    second = moment()
    build_findings(home).reopen(large.id, "bob")
    write_out(home.ledger.documents, home.index)

    asked = "accepted=large-amount"
    assert names(tell(home, asked, moment=first)) == []
    assert names(tell(home, "policy=large-amount", moment=first)) == ["loan.txt"]
    accepted = tell(home, asked, moment=second)
    assert names(accepted) == ["loan.txt"]
    assert names(tell(home, "policy=large-amount", moment=second)) == []
    (finding,) = [one for one in accepted.documents[0].findings if one.state == "accepted"]
    decision = accepted.decision_of(finding)
    assert decision is not None
    assert (decision.who, decision.reason, decision.until) == (
        "ada",
        "approved by the board",
        date(2099, 12, 31),
    )
    assert finding.version == large.version
    assert names(tell(home, asked)) == []
    assert names(tell(home, "policy=large-amount")) == ["loan.txt"]


def test_undecided_and_not_audited_are_known_of_the_past(home: Home, documents: Path) -> None:
    first = moment()
    assert tell(home, "audited:missing").total == 0
    (documents / "memo.txt").write_text(MEMO + "For a term of 7 years.\n")
    ingest(home, documents)
    second = moment()
    audit(home)
    write_out(home.ledger.documents, home.index)
    third = moment()
    assert names(tell(home, "audited:missing", moment=second)) == ["memo.txt"]
    assert names(tell(home, "audited:missing", moment=third)) == []
    long = "undecided=term-too-long"
    assert "memo.txt" in names(tell(home, long, moment=first))
    assert "memo.txt" not in names(tell(home, long, moment=third))
    (memo,) = [one for one in tell(home, long, moment=first).documents if one.name == "memo.txt"]
    assert memo.undecided["contracts/term-too-long"] == "Term is missing"


def test_relative_dates_are_relative_to_the_day_of_the_question(home: Home) -> None:
    query = AuditQuery("q", "", "", ("ExpiryDate=today..today+90d",))
    _backdate(home.ledger.database, 3000)  # to before the lease ended, on 2023-05-01
    assert names(build_answers(home).on(query, date(2023, 3, 1), local_time())) == ["lease.txt"]
    assert names(build_answers(home).on(query, date(2023, 5, 1), local_time())) == ["lease.txt"]
    assert names(build_answers(home).on(query, date(2023, 5, 2), local_time())) == []
    assert names(build_answers(home).on(query, date(2023, 1, 1), local_time())) == []


def test_parties_are_asked_for_by_the_names_they_had(home: Home) -> None:
    before = moment()
    parties(home).merge(["Vega LLC", "Harbor Bank Inc"], "ada")
    write_out(home.ledger.documents, home.index)
    vega, bank = 'Party="Vega LLC"', 'Party="harbor bank inc"'
    alone = names(tell(home, vega, moment=before))
    assert names(tell(home, bank, moment=before)) == ["loan.txt"]
    assert alone == ["annex.txt", "loan.txt", "nda.txt"]
    assert names(tell(home, bank)) == names(tell(home, vega)) == alone
    assert names(tell(home, bank, moment=moment())) == alone


@pytest.mark.parametrize(
    "where",
    ["Jurisdiction:missing", "Money>=1m USD", "policy:present", "severity=high", "path=/nowhere/",
     "EffectiveDate<today-5y", "Term>=2 years or Money>100 USD", "ExpiryDate:present", "language=en",
     "Jurisdiction!=Delaware and Party:present", "parent:present"],
)  # fmt: skip
def test_answer_as_of_now_is_that_of_the_index(home: Home, where: str) -> None:
    by_index = sorted(hit.id for hit in search(home).page(where=[where], size=100).hits)
    assert sorted(one.id for one in tell(home, where).documents) == by_index
    assert sorted(one.id for one in tell(home, where, moment=moment()).documents) == by_index


def test_words_are_asked_for_as_of_now_only(home: Home) -> None:
    assert names(tell(home, "Party:present", words="confidential")) == ["nda.txt"]
    with pytest.raises(QueryError, match="not kept as they were"):
        tell(home, words="confidential", moment=moment())
    assert names(tell(home, words="Jurisdiction:Delaware", moment=moment())) == ["nda.txt"]


def test_days_that_cannot_be_told_are_refused(home: Home) -> None:
    query, now = AuditQuery("q", "", "", ("Term:missing",)), local_time()
    with pytest.raises(InputError, match=r"the history begins on \d{4}-.*, after 2020-01-01; use"):
        build_answers(home).on(query, date(2020, 1, 1), now)
    yesterday = now.date() - timedelta(days=1)
    with pytest.raises(InputError, match=f"after {yesterday}"):
        build_answers(home).on(query, yesterday, now)
    with pytest.raises(InputError, match="in the future"):
        build_answers(home).on(query, now.date() + timedelta(days=1), now)
    assert build_answers(home).on(query, now.date(), now).total


def test_line_is_written_only_where_the_index_says_something_else(
    home: Home, documents: Path
) -> None:
    def lines() -> int:
        count = "SELECT count(*) FROM index_log"
        return int(home.ledger.database.connection.execute(count).fetchone()[0])

    before = lines()
    assert before == 6  # three texts, the lease, the archive and what is in it
    (documents / "nda.txt").write_text(NDA)  # the same again
    read(home, documents)
    home.ledger.database.connection.execute(
        "INSERT OR REPLACE INTO outbox (document) SELECT id FROM documents"
    )
    write_out(home.ledger.documents, home.index)
    assert lines() == before
    (documents / "copy.txt").write_text(NDA)
    read(home, documents)
    assert lines() == before + 1
    (documents / "copy.txt").unlink()
    read(home, documents)
    assert lines() == before + 2
    (documents / "memo.txt").unlink()
    read(home, documents)
    assert lines() == before + 3


def test_deletion_is_logged_though_the_index_is_made_anew(home: Home, documents: Path) -> None:
    first = moment()
    (documents / "memo.txt").unlink()
    build_sweeper(home).sweep(home.ledger.roots.all()[0])
    home.ledger.database.connection.execute(
        "UPDATE files SET missing_since = 1 WHERE missing_since > 0"
    )
    build_sweeper(home).sweep(home.ledger.roots.all()[0])
    writer = home.index.open_writer()
    writer.clear()
    writer.close()
    write_out(home.ledger.documents, home.index)
    assert "memo.txt" in names(tell(home, moment=first))
    assert "memo.txt" not in names(tell(home))


def test_write_that_was_not_settled_is_logged_once_it_is(home: Home, documents: Path) -> None:
    """Killed between the index and the ledger, the line comes with the repeated write."""
    (documents / "memo.txt").write_text(MEMO + "For a term of 7 years.\n")
    home.ledger.database.connection.execute(
        "CREATE TRIGGER fails BEFORE DELETE ON outbox BEGIN SELECT RAISE(ABORT, 'power cut'); END"
    )
    with pytest.raises(Exception, match="power cut"):
        ingest(home, documents)
    assert names(tell(home, "Term>5 years")) == []
    home.ledger.database.connection.execute("DROP TRIGGER fails")
    write_out(home.ledger.documents, home.index)
    assert names(tell(home, "Term>5 years")) == ["memo.txt"]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE index_log SET at = 0", "DELETE FROM index_log", "DELETE FROM audit_log",
     "INSERT OR REPLACE INTO index_log VALUES (1, 'x', 0, NULL)", "UPDATE audit_log SET at = 0"],
)  # fmt: skip
def test_log_is_only_ever_added_to(home: Home, statement: str) -> None:
    with pytest.raises(Exception, match="only ever added to"):
        home.ledger.database.connection.execute(statement)


def test_questions_that_ship_can_all_be_asked(home: Home) -> None:
    shipped = [one for one in build_queries(home).all() if one.is_shipped]
    assert len(shipped) >= 8
    found = {one.name: names(build_answers(home).on(one, None, local_time())) for one in shipped}
    assert found["no-governing-law"] == ["annex.txt", "annexes.zip", "memo.txt"]
    assert found["large-amounts"] == ["loan.txt"]
    assert found["ended"] == ["lease.txt"]
    assert found["no-term"] == ["annex.txt", "loan.txt", "nda.txt"]
    assert "loan.txt" in found["undecided"]
    assert [found[one] for one in ("accepted-exceptions", "changed-by-hand", "not-audited")] == [
        []
    ] * 3


def test_a_new_home_has_questions_about_fields_and_clauses(tmp_path: Path) -> None:
    with open_home(tmp_path / "new") as new:
        types = {one.name: one.type for one in new.schema().categories}
        shipped = build_queries(new).shipped()
        assert {"no-governing-law", "no-cap-on-liability"} <= shipped.keys()
        assert all(one.read(types, date(2026, 3, 31))[1] for one in shipped.values())


def test_questions_are_saved_listed_and_dropped(home: Home) -> None:
    today = date(2026, 3, 31)
    kept = build_queries(home).save("big  fees", "", ["Money>100 USD"], "Fees", today)
    assert build_queries(home).get("big fees") == kept
    assert (kept.where, kept.title, kept.is_shipped) == (("Money>100 USD",), "Fees", False)
    with pytest.raises(ConflictError, match="delete it first"):
        build_queries(home).save("big fees", "", ["Term:missing"], "", today)
    with pytest.raises(QueryError, match="there is no category 'Trem'"):
        build_queries(home).save("other", "", ["Trem:missing"], "", today)
    with pytest.raises(InputError, match="is empty"):
        build_queries(home).save("other", " ", [], "", today)
    home.ledger.searches.add("of the page", "q=loan&f.Jurisdiction=New+York")
    assert names(
        build_answers(home).on(build_queries(home).get("of the page"), None, local_time())
    ) == ["loan.txt"]
    with pytest.raises(ConflictError, match="audit question that ships with a project; choose"):
        build_queries(home).save("no-term", "", ["Term:missing"], "", today)
    with pytest.raises(ConflictError, match="ships with a project"):
        build_queries(home).drop("no-term")
    with pytest.raises(NotFoundError, match="there are: accepted-exceptions, big fees, "):
        build_queries(home).drop("none such")


def test_saved_question_whose_name_now_ships_is_told_apart_and_kept(home: Home) -> None:
    home.ledger.searches.add("no-term", "where=Term%3Amissing", "")
    home.ledger.searches.add("no-term (saved)", "q=loan", "")
    assert build_queries(home).get("no-term").is_shipped
    assert build_queries(home).get("no-term (saved)").words == "loan"
    assert build_queries(home).get("no-term (saved) (saved)").where == ("Term:missing",)
    build_queries(home).drop("no-term (saved) (saved)")
    assert [one.name for one in home.ledger.searches.all()] == ["no-term (saved)"]


def test_command_answers_as_of_a_day_and_writes_csv(home: Home, tmp_path: Path) -> None:
    found = tell(home, "Money>1000 USD")
    write_answer(found, tmp_path / "direct.csv")
    _backdate(home.ledger.database, 10)
    day = local_time().date() - timedelta(days=4)
    arguments = ["audit", "query", "run", "large-amounts", "--as-of", day.isoformat()]
    at_home = ["--home", str(home.path)]
    done = CliRunner().invoke(cli, [*arguments, "--csv", str(tmp_path / "answer.csv"), *at_home])
    assert (done.exit_code, done.stdout) == (0, f"{tmp_path / 'answer.csv'}: 1 document\n")
    (row,) = csv.DictReader((tmp_path / "answer.csv").read_text("utf-8-sig").splitlines())
    assert row["file"].endswith("loan.txt")
    assert row["values"] == "Money: 1500000.00 USD (detector, 1.00)"
    assert "contracts/" in row["models"]
    assert "large-amount (" in row["open findings"]
    early = (local_time().date() - timedelta(days=20)).isoformat()
    done = CliRunner().invoke(cli, [*arguments[:-1], early, *at_home])
    assert done.exit_code == 2
    assert f"after {early}; use" in done.output


def _backdate(database: Database, days: int) -> None:
    """As if all that was logged had been so many days ago."""
    connection = database.connection
    logs = ("index_log", "audit_log", "finding_log", "party_shown_log")
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_not_changed'"
    ).fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for log in logs:
        connection.execute(f"UPDATE {log} SET at = at - ?", (86400 * days,))
    connection.execute(
        "UPDATE meta SET value = value - ? WHERE key = 'index_log_since'", (86400 * days,)
    )
    for _, sql in triggers:
        connection.execute(sql)
