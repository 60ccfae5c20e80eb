"""Documents follow the deployed model; here it is rules that read, and another schema is another."""

from __future__ import annotations

import json
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.documents.notices import in_words
from enricher.documents.records import to_record
from enricher.entities import Notice
from enricher.errors import InputError, NotFoundError
from enricher.ledger.jobs import failure
from enricher.review.service import Wish
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.readers import ReaderHere
from enricher.wiring.reenrichment import outdated, trials
from enricher.wiring.review import corrections
from enricher.wiring.search import search
from tests.enricher.here import ingest, runs
from tests.enricher.homes import (
    SCHEMA,
    IngestedHome,
    make_home,
    write_documents,
)
from tests.enricher.projects.reenrichment.rules import ANOTHER, deploy, snapshot


@pytest.fixture
def home(copied: IngestedHome) -> Path:
    return copied.home


@pytest.fixture
def opened(home: Path) -> Iterator[Home]:
    with open_home(home) as opened:
        yield opened


@pytest.fixture
def documents(ingested: IngestedHome) -> Path:
    return ingested.documents


def facet(opened: Home, category: str) -> dict[str, int]:
    page = search(opened).page(facets=[category], size=0)
    return {one.value: one.count for one in page.facets[category]}


def test_nothing_is_outdated_before_another_model_is_deployed(opened: Home, home: Path) -> None:
    assert (outdated(opened).count(), outdated(opened).find()) == (0, [])
    deploy(home)
    assert outdated(opened).count() == 5
    assert len(outdated(opened).find()) == 5, "four documents, and the member of one"
    deploy(home, SCHEMA)
    assert outdated(opened).find() == []
    assert len(outdated(opened).find(everything=True)) == 5


def test_documents_follow_the_deployed_model_without_their_files(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    with open_home(home) as opened:
        ingest(opened, documents)
        _follow(opened, home, documents)


def _follow(opened: Home, home: Path, documents: Path) -> None:
    assert facet(opened, "Party") == {"Vega LLC": 3, "Orion Labs Inc.": 2, "Harbor Bank Inc.": 1}
    deploy(home)
    shutil.rmtree(documents)
    done = runs(opened).run(outdated(opened).find())
    assert (done.documents, done.left, done.unread) == (5, 0, ())
    assert facet(opened, "Party") == {"Vega LLC": 3}
    assert facet(opened, "Fee") == {"250.00 USD": 1, "40000.00 USD": 1}
    assert outdated(opened).count() == 0
    assert opened.ledger.accounts.status().pending == 0
    assert runs(opened).run(outdated(opened).find()).documents == 0


def test_what_comes_out_is_what_a_first_reading_gives(
    opened: Home, home: Path, documents: Path, tmp_path: Path
) -> None:
    deploy(home)
    runs(opened).run(outdated(opened).find())
    fresh = make_home(tmp_path / "fresh")
    deploy(fresh)
    with open_home(fresh) as other:
        ingest(other, documents)
        assert snapshot(opened) == snapshot(other)


def test_trying_out_tells_the_difference_and_writes_nothing(opened: Home, home: Path) -> None:
    deploy(home)
    before = snapshot(opened)
    ledger = list(opened.ledger.database.connection.iterdump())
    tried = {Path(one.path).name: one for one in trials(opened).read(outdated(opened).find())}
    assert sorted(tried) == ["annex.txt", "annexes.zip", "loan.txt", "memo.txt", "nda.txt"]
    assert tried["nda.txt"].difference.gone == {"Party": ("Orion Labs Inc.",)}
    assert tried["memo.txt"].difference.come == {"Fee": ("250.00 USD",)}
    assert [(one.kind, one.category) for one in tried["memo.txt"].difference.entities] == [
        ("gone", "Party"),
        ("come", "Fee"),
    ]
    assert not tried["annexes.zip"].difference
    assert list(opened.ledger.database.connection.iterdump()) == ledger
    assert snapshot(opened) == before
    runs(opened).run(outdated(opened).find())
    assert snapshot(opened) != before


def test_what_people_said_outlives_the_model(opened: Home, home: Path, documents: Path) -> None:
    nda, loan = (str(documents / name) for name in ("nda.txt", "loan.txt"))
    corrections(opened).correct(nda, Wish("Party", "Orion Labs Inc."), "ada")
    corrections(opened).correct(nda, Wish("Jurisdiction", "Delaware", value="Ohio"), "ada")
    corrections(opened).correct(loan, Wish("Party", "Vega LLC", reject=True), "ada")
    gone = corrections(opened).correct(loan, Wish("Term", "LOAN", value="2 years"), "ada")
    corrections(opened).suppress("Money", "$40,000.00", "ada")
    deploy(home, ANOTHER.replace("[categories.Term]", "[categories.Runs]"))
    foreseen = list(trials(opened).read(outdated(opened).find()))
    runs(opened).run(outdated(opened).find())
    assert facet(opened, "Party") == {"Orion Labs Inc.": 1, "Vega LLC": 2}
    assert facet(opened, "Jurisdiction") == {"New York": 1, "Ohio": 1}
    assert facet(opened, "Money") == {"250.00 USD": 1, "1500000.00 USD": 1}
    (lost,) = corrections(opened).list(lost=True)
    assert lost.id == gone.correction.id
    assert lost.unmet == Notice("category_gone", {"category": "Term"})
    (of_nda,) = [one.difference for one in foreseen if one.path.endswith("nda.txt")]
    assert not of_nda, "what would be lost, a person had said"


def test_only_what_is_asked_for_is_read(opened: Home, home: Path, documents: Path) -> None:
    deploy(home)
    path = documents / "nda.txt"
    chosen = outdated(opened).find(["Jurisdiction=Delaware", f"path={path}"])
    assert chosen == [catalog(opened).find(str(path))]
    assert runs(opened).run(chosen).documents == 1
    assert outdated(opened).count() == 4
    with pytest.raises(InputError, match="there is no category"):
        outdated(opened).find(["Jurisdicton=Delaware"])


def test_a_document_that_the_model_cannot_read_keeps_what_it_had(opened: Home, home: Path) -> None:
    before = snapshot(opened)
    deploy(home)
    documents = outdated(opened).find()
    opened.ledger.reenrichment.owe(documents)
    for task in opened.ledger.owed.take(10):
        opened.ledger.owed.fail(task, failure("failed", "the reader crashed"))
    assert not opened.ledger.reenrichment.is_owed()
    assert list(opened.ledger.reenrichment.unread().values()) == ["the reader crashed"] * 5
    assert snapshot(opened) == before
    assert outdated(opened).find() == documents, "the next run tries again"
    assert runs(opened).run(documents).unread == ()
    assert opened.ledger.reenrichment.unread() == {}


def test_a_stopped_run_goes_on_where_it_was(opened: Home, home: Path) -> None:
    deploy(home)
    documents = outdated(opened).find()
    stop = threading.Event()
    stop.set()
    first = runs(opened).run(documents, stop=stop)
    read = 5 - first.left
    assert first.left == len(outdated(opened).find())
    again = runs(opened).run(outdated(opened).find())
    assert (again.documents, again.left) == (5 - read, 0)
    assert outdated(opened).count() == 0


def test_a_watcher_goes_on_with_what_is_owed(opened: Home, home: Path, documents: Path) -> None:
    deploy(home)
    opened.ledger.reenrichment.owe(outdated(opened).find())
    status = opened.ledger.accounts.status()
    assert (status.indexed, status.pending) == (4, 0), "searchable as it was: nothing is pending"
    stop = threading.Event()
    end = time.monotonic() + 120

    def look() -> None:
        while opened.ledger.reenrichment.is_owed() and time.monotonic() < end:
            time.sleep(0.05)
        stop.set()

    looking = threading.Thread(target=look)
    looking.start()
    folders(opened).watch([documents], stop=stop)
    looking.join()
    assert outdated(opened).count() == 0


def test_a_deployment_that_is_gone_is_named(opened: Home, home: Path) -> None:
    (home / "projects" / "rules").mkdir()
    (home / "projects" / "rules" / "schema.toml").write_text(SCHEMA)
    with opened.ledger.database.transaction() as connection:
        connection.execute("UPDATE documents SET served = 'rules/production'")
    assert outdated(opened).count() == 5
    shutil.rmtree(home / "projects" / "rules")
    assert outdated(opened).count() is None
    with pytest.raises(NotFoundError, match="no project 'rules'"):
        outdated(opened).find()


def test_warnings_of_the_reader_stay_and_those_of_the_model_do_not_pile_up(
    tmp_path: Path,
) -> None:
    home = make_home(tmp_path / "home")
    with (home / "enricher.toml").open("a") as file:
        file.write("max_characters = 100\n")
    with open_home(home) as opened:
        ingest(opened, write_documents(tmp_path / "documents"))
        before = snapshot(opened)
        assert any("first 100" in str(one) or "first 9" in str(one) for one in before.values())
        deploy(home, SCHEMA + "\n# another\n")
        runs(opened).run(outdated(opened).find())
        models = {
            one.id: one.enriched.models for one in map(opened.ledger.documents.read, before) if one
        }
        assert {model.version for some in models.values() for model in some} != set()
        for identity, (document, _, warnings) in snapshot(opened).items():
            assert document["warnings"] == before[identity][0]["warnings"]
            assert in_words(Notice("entities_owed")) not in warnings


def run(home: Path, *arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, ["--home", str(home), *arguments])
    assert result.exit_code == code, result.output
    return result.stdout


def test_the_command_shows_what_would_change_and_then_does_it(opened: Home, home: Path) -> None:
    assert json.loads(run(home, "status", "--json"))["outdated"] == 0
    assert "of another model" not in run(home, "status")
    deploy(home)
    assert "read by another model than the deployed one: 5  (enricher reenrich)" in run(
        home, "status"
    )
    shown = run(home, "reenrich", "--dry-run")
    assert "- Party: “Orion Labs Inc.” = Orion Labs Inc." in shown
    assert "  field + Fee: 250.00 USD" in shown
    assert "4 of 5 documents would change; nothing was written" in shown
    *lines, totals = map(json.loads, run(home, "reenrich", "--dry-run", "--json").splitlines())
    assert len(lines) == 5
    assert totals["categories"]["Party"]["values"] == {"gone": 3, "come": 0}
    assert totals["changed"] == 4
    assert run(home, "reenrich") == "5 of 5 documents read again\n"
    assert run(home, "reenrich") == "all documents were read by the deployed models\n"
    assert json.loads(run(home, "reenrich", "--all", "--json"))["reenriched"] == 5


def test_two_runs_share_the_work(opened: Home, home: Path) -> None:
    deploy(home)
    documents = outdated(opened).find()
    opened.ledger.reenrichment.owe(documents)
    ours = opened.ledger.owed.take(2)
    assert len({task.document for task in ours}) == 2
    rest = opened.ledger.owed.take(10)
    assert {task.document for task in ours}.isdisjoint(task.document for task in rest)
    assert opened.ledger.reenrichment.owe(documents) == 0, "what is owed is owed once"


def test_what_a_watcher_read_with_the_former_model_meanwhile_is_read_once_more(
    opened: Home, home: Path
) -> None:
    documents = outdated(opened).find(everything=True)
    opened.ledger.reenrichment.owe(documents)
    (taken,) = opened.ledger.owed.take(1)
    (text,) = ReaderHere(home, opened.settings).submit(taken).result()
    of_the_former_model = [to_record(text)]
    deploy(home)

    def record_last() -> None:
        end = time.monotonic() + 120
        while opened.ledger.reenrichment.owed() > 1 and time.monotonic() < end:
            time.sleep(0.02)
        opened.ledger.owed.record(taken, of_the_former_model)

    watcher = threading.Thread(target=record_last)
    watcher.start()
    assert runs(opened).run(documents).left == 0
    watcher.join()
    assert outdated(opened).count() == 0
