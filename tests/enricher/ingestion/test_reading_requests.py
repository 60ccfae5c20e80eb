from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.errors import ConflictError, NotFoundError
from enricher.wiring.catalog import rereading
from enricher.wiring.home import Home, open_home
from tests.enricher.homes import make_home
from tests.enricher.statement_home import ingest_statements


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with open_home(make_home(tmp_path / "home")) as opened:
        yield opened


@pytest.fixture
def folder(home: Home, tmp_path: Path) -> Path:
    return ingest_statements(home, tmp_path / "statements")


def pending(home: Home) -> int:
    return home.ledger.accounts.status().pending


def test_documents_are_named_by_id_path_or_folder(home: Home, folder: Path) -> None:
    march = home.ledger.accounts.id_at(folder / "march.sta")
    assert march is not None
    assert rereading(home).read_again([march[:10], str(folder / "march.sta")]) == [march]
    assert pending(home) == 1
    assert len(rereading(home).read_again([str(folder)])) == 3
    assert pending(home) == 3


def test_nothing_is_queued_where_one_is_unknown(home: Home, folder: Path) -> None:
    for unknown in ("nothing.sta", "a\0b", str(folder.parent / "statement")):
        with pytest.raises(NotFoundError):
            rereading(home).read_again([str(folder), unknown])
    assert pending(home) == 0


def test_document_whose_file_is_gone_is_not_queued_for_ever(home: Home, folder: Path) -> None:
    march = home.ledger.accounts.id_at(folder / "march.sta")
    assert march is not None
    with home.ledger.database.transaction() as connection:
        connection.execute("UPDATE files SET missing_since = 1 WHERE document = ?", (march,))
    with pytest.raises(ConflictError, match="put it back"):
        rereading(home).read_again([march])
    assert pending(home) == 0
