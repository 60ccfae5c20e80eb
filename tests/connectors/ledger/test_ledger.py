from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from connectors.ledger import ledger
from connectors.ledger.ledger import open_ledger
from connectors.ledger.owners import is_alive, this_process
from enricher.errors import SettingsError
from enricher.files.versions import LEDGER_VERSION


def test_ledger_of_a_newer_program_is_refused_with_the_remedy(tmp_path: Path) -> None:
    database = open_ledger(tmp_path / "ledger.db")
    database.connection.execute(f"PRAGMA user_version={LEDGER_VERSION + 1}")
    database.close()
    with pytest.raises(SettingsError, match=r"newer version of enricher .* upgrade enricher"):
        open_ledger(tmp_path / "ledger.db")


@pytest.mark.parametrize(
    "script",
    ["PRAGMA user_version=16", "CREATE TABLE notes (text)", "PRAGMA application_id=1"],
    ids=["before 1.0", "another database", "another application"],
)
def test_database_that_is_no_ledger_of_1_0_is_refused_and_left_as_it_is(
    tmp_path: Path, script: str
) -> None:
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(script)
    before = path.read_bytes()
    with pytest.raises(
        SettingsError, match=r"before 1\.0, .* ingest the documents into a new home"
    ):
        open_ledger(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == ([("notes",)] if "notes" in script else [])
    assert len(path.read_bytes()) == len(before)


def test_every_table_of_the_schema_says_what_its_row_is() -> None:
    script = (Path(ledger.__file__).parent / "schema.sql").read_text("utf-8").splitlines()
    tables = [number for number, line in enumerate(script) if line.startswith("CREATE TABLE")]
    assert len(tables) > 30
    assert [script[one] for one in tables if not script[one - 1].startswith("--")] == []


def test_file_that_is_no_ledger_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("garbage, but somebody's")
    with pytest.raises(SettingsError, match="move it away"):
        open_ledger(path)
    assert path.read_text() == "garbage, but somebody's"


def test_failed_transaction_leaves_nothing_behind(tmp_path: Path) -> None:
    database = open_ledger(tmp_path / "ledger.db")
    with suppress(ZeroDivisionError), database.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")
        raise ZeroDivisionError
    assert database.connection.execute("SELECT count(*) FROM meta WHERE key = 'a'").fetchone() == (
        0,
    )
    database.close()


def test_process_is_known_by_more_than_its_number() -> None:
    pid, _, created = this_process().partition(":")
    assert is_alive(this_process())
    assert not is_alive(f"{pid}:{float(created) - 1}")
    assert not is_alive("nonsense")
