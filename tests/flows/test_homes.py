"""A home of one 1.x opens in every later one: nothing is lost, and work goes on."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher import __version__
from enricher.__main__ import cli
from enricher.ingestion.indexer import write_out
from enricher.wiring.home import open_home
from tests.enricher.homes import write_texts
from tests.homes.released import answers, ask, releases, restore


def test_this_version_has_a_home() -> None:
    assert __version__ in releases(), "add it: python -m tests.homes"


@pytest.mark.parametrize("release", releases())
def test_home_of_a_release_tells_what_it_told_then(release: str, tmp_path: Path) -> None:
    restore(release, tmp_path / "home")
    with open_home(tmp_path / "home") as home:
        write_out(home.ledger.documents, home.index)  # no index is kept: it is made of the ledger
        assert json.loads(json.dumps(ask(home))) == answers(release)


@pytest.mark.parametrize("release", releases())
def test_home_of_a_release_has_the_tables_of_a_new_one(release: str, tmp_path: Path) -> None:
    restore(release, tmp_path / "old")
    with open_home(tmp_path / "old") as old, open_home(tmp_path / "new") as new:
        assert _shape(old.ledger.database.connection) == _shape(new.ledger.database.connection), (
            "the schema is another: raise its version and say how it is upgraded"
        )


def _shape(connection: sqlite3.Connection) -> dict[str, object]:
    """Columns of tables; of anything else what it says, but for its comments."""
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    )
    return {
        name: connection.execute(f"PRAGMA table_info({name})").fetchall()
        if kind == "table"
        else re.sub(r"--.*|\s+", " ", sql)
        for kind, name, sql in rows.fetchall()
    }


@pytest.mark.parametrize("release", releases())
def test_home_of_a_release_takes_documents_and_decisions(release: str, tmp_path: Path) -> None:
    restore(release, tmp_path / "home")
    folder = write_texts(tmp_path / "more", {"new": "Made as of May 3, 2024 by Vega LLC.\n"})
    for command in (
        ("ingest", str(folder)),
        ("corrections", "undo", "2"),
        ("audit", "run"),
    ):
        done = CliRunner().invoke(cli, ["--home", str(tmp_path / "home"), *command])
        # Policies that ship may ask for categories that this project does not have.
        assert done.exit_code == 0 or command[0] == "audit", done.output
    with open_home(tmp_path / "home") as home:
        write_out(home.ledger.documents, home.index)
        before, after = answers(release), ask(home)
        assert after["documents"]["new.txt"]["Party"] == ["Vega LLC"]
        counts = "SELECT (SELECT count(*) FROM bodies), (SELECT count(*) FROM kinships)"
        texts, kinships = home.ledger.database.connection.execute(counts).fetchone()
        assert texts == kinships > 1
        assert "Vega LLC" in after["documents"]["nda.txt"]["Party"]
        assert after["found"] == before["found"]
        accepted = [one for one in before["findings"] if one[1] == "accepted"]
        assert [list(one) for one in after["findings"] if one[1] == "accepted"] == accepted != []


@pytest.mark.parametrize("release", releases())
def test_texts_of_a_release_owe_their_passages_or_have_them(release: str, tmp_path: Path) -> None:
    restore(release, tmp_path / "home")
    with open_home(tmp_path / "home") as home:
        status = home.ledger.accounts.status()
        counts = "SELECT (SELECT count(*) FROM bodies), (SELECT count(*) FROM passages)"
        texts, ready = home.ledger.database.connection.execute(counts).fetchone()
        assert status.embedded == ready
        assert status.embedded + status.unembedded == texts > 1
