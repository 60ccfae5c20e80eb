"""What a home keeps is damaged: nothing is lost, nothing is hidden, and what can be mended mends."""

from __future__ import annotations

import json
import sqlite3
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from connectors.tantivy.index import TantivyIndex
from enricher.__main__ import cli
from enricher.review.service import Wish
from enricher.wiring.home import open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.review import corrections
from tests.enricher.homes import IngestedHome, make_home, write_documents
from tests.servers import server_process


@pytest.fixture
def home(tmp_path: Path) -> IngestedHome:
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    with open_home(home) as opened:
        folders(opened).ingest([documents])
    return IngestedHome(home, documents)


def run(home: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(cli, ["--home", str(home), *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), arguments
    return result


def read_on(home: IngestedHome) -> None:
    done = run(home.home, "ingest", str(home.documents))
    assert done.stdout.startswith("6 files: 4 indexed, 1 failed, 1 ignored"), done


def total(done: Result) -> int:
    assert done.exit_code == 0, done.stderr
    return int(json.loads(done.stdout)["total"])


def flip(path: Path, place: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ 4]))


def segment(home: Path, part: str) -> Path:
    return next((home / "index" / "tantivy").glob(f"*.{part}"))


def test_a_damaged_index_is_told_put_aside_and_filled_from_the_ledger(home: IngestedHome) -> None:
    flip(segment(home.home, "idx"), 20)
    doctor = run(home.home, "doctor")
    assert doctor.exit_code == 1
    assert ".idx is not what was written" in doctor.stdout
    assert "rebuilds it from the ledger" in doctor.stdout
    found = run(home.home, "search", "--json")
    assert total(found) == 5
    assert "rebuilt from the ledger: 5 documents" in found.stderr
    assert (home.home / "index.aside").exists()
    again = run(home.home, "search", "--json")
    assert total(again) == 5
    assert again.stderr == ""
    assert run(home.home, "doctor").exit_code == 0


def test_an_index_that_is_gone_is_filled_before_it_is_searched(home: IngestedHome) -> None:
    (home.home / "index").rename(home.home / "gone")
    doctor = run(home.home, "doctor")
    assert doctor.exit_code == 1
    assert f"{home.home / 'index'} is missing" in doctor.stdout
    assert total(run(home.home, "search", "--json")) == 5


def test_an_index_that_lost_documents_is_filled_by_the_next_ingestion(home: IngestedHome) -> None:
    index = TantivyIndex(home.home / "index")
    writer = index.open_writer()
    lost = json.loads(run(home.home, "search", "--json").stdout)["hits"][0]["id"]
    writer.write([], [lost])
    writer.close()
    index.close()
    doctor = run(home.home, "doctor")
    assert doctor.exit_code == 1
    assert "4 documents of the 5 that the ledger has" in doctor.stdout
    read_on(home)
    assert total(run(home.home, "search", "--json")) == 5
    assert run(home.home, "doctor").exit_code == 0


def get(url: str) -> tuple[int, Any]:
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def until_found(url: str, wanted: int) -> list[tuple[int, Any]]:
    """All answers until the wanted number is found."""
    answers = []
    end = time.monotonic() + 60
    while True:
        status, body = get(f"{url}/api/search?facet=Party")
        answers.append((status, body))
        if status == 200 and body["total"] == wanted:
            return answers
        assert time.monotonic() < end, answers[-1]
        time.sleep(0.1)


def test_a_server_outlives_damage_and_mends_it_at_its_start(home: IngestedHome) -> None:
    for part in ("fast", "store", "term", "fieldnorm", "idx"):
        flip(segment(home.home, part), 7)
    with server_process(home.home) as (server, url):
        until_found(url, 5)
        # Under its eyes now: what it had mapped changes.
        for part in ("fast", "store"):
            file = segment(home.home, part)
            for place in range(0, file.stat().st_size, 11):
                flip(file, place)
        for status, body in until_found(url, 5):
            assert status in (200, 503), body
        assert get(f"{url}/healthz")[0] == 200
        assert server.poll() is None


def damage_pages(ledger: Path, table: str) -> None:
    """Overwrite a page of a table in the middle, as a disk does."""
    with sqlite3.connect(ledger) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (size,) = database.execute("PRAGMA page_size").fetchone()
        (page,) = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
    database.close()
    with ledger.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


@pytest.mark.parametrize("table", ["bodies", "findings", "documents"])
def test_a_damaged_ledger_ends_in_words(home: IngestedHome, table: str) -> None:
    with open_home(home.home) as opened:
        (identity,) = opened.ledger.accounts.ids_from("", 1)
    damage_pages(home.home / "ledger.db", table)
    doctor = run(home.home, "doctor")
    assert doctor.exit_code == 1
    said = [doctor.stdout + doctor.stderr]
    for arguments in (("show", identity), ("audit", "run"), ("audit", "list")):
        done = run(home.home, *arguments)
        if done.exit_code:
            said.append(done.stderr)
    assert len(said) > 1
    for each in said:
        assert "restore a copy of it" in each, each


def test_a_damaged_body_is_named_and_read_again_and_corrections_stay(home: IngestedHome) -> None:
    with open_home(home.home) as opened:
        nda = opened.ledger.accounts.id_at(home.documents / "nda.txt")
        assert nda
        corrections(opened).correct(
            nda, Wish("Term", "confidential information", value="2 years"), "ann"
        )
    with sqlite3.connect(home.home / "ledger.db") as ledger:
        ledger.execute(
            "UPDATE bodies SET body = CAST(substr(body, 1, 40) || x'00' || substr(body, 42) AS BLOB),"
            " corrected = NULL WHERE document = ?",
            (nda,),
        )
    ledger.close()
    doctor = run(home.home, "doctor")
    assert doctor.exit_code == 1
    assert f"1 stored document is damaged: {nda}" in doctor.stdout
    shown = run(home.home, "show", nda)
    assert shown.exit_code == 1
    assert f"`enricher retry {nda}`" in shown.stderr
    audited = run(home.home, "audit", "run")
    assert audited.exit_code in (0, 1)
    assert run(home.home, "retry", nda).exit_code == 0
    read_on(home)
    again = run(home.home, "show", nda, "--json")
    assert again.exit_code == 0, again.stderr
    assert json.loads(again.stdout)["fields"]["Term"] == ["2 years"]
    assert run(home.home, "doctor").exit_code == 0


def test_a_damaged_body_does_not_stop_the_index(home: IngestedHome) -> None:
    """Made anew, it takes all the others, and that document is read again from its file."""
    with open_home(home.home) as opened:
        memo = opened.ledger.accounts.id_at(home.documents / "memo.txt")
    with sqlite3.connect(home.home / "ledger.db") as ledger:
        ledger.execute("UPDATE bodies SET body = x'00' WHERE document = ?", (memo,))
    ledger.close()
    (home.home / "index").rename(home.home / "gone")
    read_on(home)
    assert total(run(home.home, "search", "--json")) == 5
    assert run(home.home, "doctor").exit_code == 0


def test_a_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    documents = write_documents(tmp_path / "documents")
    home = tmp_path / "parent" / "home"
    run(home, "ingest", str(documents))
    assert home.stat().st_mode & 0o777 == 0o700
    assert (home / "ledger.db").stat().st_mode & 0o777 == 0o600
    home.chmod(0o755)
    doctor = run(home, "doctor")
    assert "can be read by every user of this machine" in doctor.stdout
    assert f"chmod -R o= {home}" in doctor.stdout
