from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from connectors.ledger.ledger import MIGRATIONS, is_alive, open_ledger, this_process
from enricher.errors import SettingsError


def test_ledger_of_a_newer_program_is_refused_with_the_remedy(tmp_path: Path) -> None:
    database = open_ledger(tmp_path / "ledger.db")
    database.connection.execute(f"PRAGMA user_version={len(MIGRATIONS) + 1}")
    database.close()
    with pytest.raises(SettingsError, match="upgrade enricher"):
        open_ledger(tmp_path / "ledger.db")


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
