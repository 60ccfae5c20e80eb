"""What goes wrong with a database file is told as what it is, with its own remedy."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from connectors.ledger.database import Database, Schema
from connectors.ledger.ledger import open_ledger
from enricher.errors import SettingsError, UnavailableError
from tests.enricher.homes import enricher_command, environment, make_home

_WITHOUT_CAPABILITIES = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def open_notes(path: Path) -> Database:
    script = path.with_name("notes.sql")
    script.write_text(
        "-- A note; of text.\nCREATE TABLE notes (text TEXT NOT NULL);\n-- The end;\n"
    )
    return Database(path, Schema("notes", script, 1, 1, "restore it", "leave it"))


def test_database_of_an_older_version_is_upgraded_step_by_step(tmp_path: Path) -> None:
    with open_notes(tmp_path / "notes.db").transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES ('kept')")
    upgrades = tmp_path / "upgrades"
    upgrades.mkdir()
    (upgrades / "notes-1.sql").write_text("ALTER TABLE notes ADD COLUMN at REAL;\n")
    (upgrades / "notes-2.sql").write_text(
        "CREATE TRIGGER note_came AFTER INSERT ON notes BEGIN\n"
        "    UPDATE notes SET at = 1;\n    UPDATE notes SET text = text || '!';\nEND;\n"
    )
    schema = Schema("notes", tmp_path / "notes.sql", 1, 3, "restore it", "leave it")
    for _ in range(2):
        database = Database(tmp_path / "notes.db", schema)
        (version,) = database.connection.execute("PRAGMA user_version").fetchone()
        assert version == 3
        database.connection.execute("INSERT INTO notes (text) VALUES ('new')")
        database.close()
    with pytest.raises(SettingsError, match="newer version"):
        open_notes(tmp_path / "notes.db")


def test_upgrade_that_fails_leaves_all_as_it_was(tmp_path: Path) -> None:
    open_notes(tmp_path / "notes.db").close()
    (tmp_path / "upgrades").mkdir()
    (tmp_path / "upgrades" / "notes-1.sql").write_text("CREATE TABLE more (a);\nDROP TABLE none;\n")
    with pytest.raises(SettingsError, match="no such table"):
        Database(
            tmp_path / "notes.db", Schema("notes", tmp_path / "notes.sql", 1, 2, "restore it", "")
        )
    database = open_notes(tmp_path / "notes.db")
    assert database.connection.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


def test_full_disk_is_told_as_that_and_nothing_is_lost(tmp_path: Path) -> None:
    database = open_notes(tmp_path / "notes.db")
    pages = database.connection.execute("PRAGMA page_count").fetchone()[0]
    database.connection.execute(f"PRAGMA max_page_count={pages}")
    with (
        pytest.raises(UnavailableError, match="make room on the disk of"),
        database.transaction() as connection,
    ):
        connection.execute("INSERT INTO notes (text) VALUES (?)", ("long " * 10_000,))
    assert database.connection.execute("SELECT count(*) FROM notes").fetchone() == (0,)
    database.close()


def test_locked_database_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.ledger.database.BUSY_SECONDS", 0)
    path = tmp_path / "notes.db"
    other = open_notes(path)
    with (
        other.transaction(),
        pytest.raises(UnavailableError, match=r"is locked .* another process is writing it"),
    ):
        open_notes(path)
    other.close()


def test_wrong_statement_is_no_trouble_of_the_machine(tmp_path: Path) -> None:
    database = open_notes(tmp_path / "notes.db")
    with pytest.raises(sqlite3.IntegrityError), database.transaction() as connection:
        connection.execute("INSERT INTO notes (text) VALUES (NULL)")
    database.close()


def test_damaged_ledger_is_to_be_restored_and_never_thrown_away(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database " * 100)
    with pytest.raises(SettingsError, match="is not a usable database") as raised:
        open_ledger(tmp_path / "ledger.db")
    said = str(raised.value)
    assert "restore a copy of it" in said
    for kept in ("corrections", "merged parties", "accepted findings", "history"):
        assert kept in said


@pytest.mark.skipif(
    os.geteuid() == 0 and shutil.which("setpriv") is None, reason="root writes whatever it likes"
)
@pytest.mark.parametrize("command", ["search", "doctor"])
def test_home_that_cannot_be_written_is_told_as_that(tmp_path: Path, command: str) -> None:
    home = make_home(tmp_path / "home")
    open_ledger(home / "ledger.db").close()
    for path in (*home.rglob("*"), home):
        path.chmod(path.stat().st_mode & 0o555)
    try:
        done = subprocess.run(
            [
                *(_WITHOUT_CAPABILITIES if os.geteuid() == 0 else []),
                *enricher_command("--home", str(home), command),
            ],
            env=environment(),
            capture_output=True,
            text=True,
            timeout=120,
        )
    finally:
        home.chmod(0o755)
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "ledger.db cannot be written" in said
    assert f"let this user write {home}" in said
    assert "move" not in said
    assert "not a usable database" not in said
    assert command != "doctor" or f"chmod -R u+rwX {home}" in said


def test_second_connection_leaves_the_locks_of_the_first(tmp_path: Path) -> None:
    """Else another process, when it closes, takes the ledger for its own and removes its log."""
    home = make_home(tmp_path / "home")
    path = home / "ledger.db"
    first = open_ledger(path)
    with first.transaction() as connection:
        connection.execute("INSERT INTO collections (name, serve) VALUES ('a', '')")
    open_ledger(path).close()
    done = subprocess.run(
        enricher_command("--home", str(home), "status"),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert path.with_name("ledger.db-wal").exists()
    with first.transaction() as connection:
        connection.execute("INSERT INTO collections (name, serve) VALUES ('b', '')")
    first.close()
    again = open_ledger(path)
    names = {name for (name,) in again.connection.execute("SELECT name FROM collections")}
    again.close()
    assert {"a", "b"} <= names
