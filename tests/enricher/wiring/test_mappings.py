"""Documents follow the mappings that are for them."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.ledger.events import Act
from enricher.settings import Settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.mappings import followed_mappings
from tests.enricher.here import ingest

MAPPING = "files: till-*.json\nkind: statement\ncolumns: {date: d, description: t, amount: a}\n"
ROWS = [{"d": "2025-01-02", "t": "Tea", "a": -5, "b": -6}]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "till-1.json").write_text(json.dumps(ROWS))
    (folder / "other.json").write_text(json.dumps({"say": "nothing of tills"}))
    with ZipFile(folder / "packed.zip", "w") as archive:
        archive.writestr("inside/till-2.json", json.dumps([ROWS[0] | {"t": "Jam"}]))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "home"
    (path / "mappings").mkdir(parents=True)
    return path


def settings() -> Settings:
    return Settings(settle_seconds=0, search_vectors=False, ocr="off")


def amounts(opened: Home) -> list[str | None]:
    """The amounts of all rows, in the order of their documents' files."""
    connection = opened.ledger.database.connection
    identities = [row[0] for row in connection.execute("SELECT id FROM documents ORDER BY member")]
    texts = [text for one in identities if (text := opened.ledger.documents.text(one))]
    return [
        value
        for text in texts
        for table in text.extracted.tables
        for value in table.values("amount")
    ]


def test_documents_are_read_again_when_their_mapping_changes(home: Path, documents: Path) -> None:
    mapping = home / "mappings" / "till.yaml"
    with open_home(home, settings()) as opened:
        ingest(opened, documents)
        assert amounts(opened) == []

        mapping.write_text(MAPPING)
        ingest(opened, documents)
        assert amounts(opened) == ["-5.00", "-5.00"]

        mapping.write_text(MAPPING.replace("amount: a", "amount: b"))
        (change,) = followed_mappings(opened).follow()
        assert change.sentence() == "mapping till.yaml was changed: 2 documents are read again"
        assert followed_mappings(opened).follow() == []
        ingest(opened, documents)
        assert amounts(opened) == ["-6.00", "-6.00"]

        mapping.unlink()
        ingest(opened, documents)
        assert amounts(opened) == []
        told = opened.ledger.history.read(act=Act.MAPPING).events
        assert [(one.details["after"], one.details["documents"]) for one in told] == [
            (False, 2),
            (True, 2),
            (True, 2),
        ]


def test_a_mapping_that_cannot_be_used_fails_its_files_until_it_is_mended(
    home: Path, documents: Path
) -> None:
    mapping = home / "mappings" / "till.yaml"
    mapping.write_text(MAPPING + "rowz: x\n")
    with open_home(home, settings()) as opened:
        status = ingest(opened, documents)
        assert (status.failed, status.members_failed) == (1, 1)
        mapping.write_text(MAPPING)
        status = ingest(opened, documents)
        assert (status.failed, status.members_failed) == (0, 0)
        assert amounts(opened) == ["-5.00", "-5.00"]


def run(*arguments: str | Path, exit_code: int = 0) -> str:
    done = CliRunner().invoke(cli, [str(one) for one in arguments])
    assert done.exit_code == exit_code, done.output
    return done.output


def test_commands_list_check_and_try(home: Path, documents: Path, tmp_path: Path) -> None:
    assert "no mappings yet" in run("--home", home, "mappings", "list")
    (tmp_path / "till.yaml").write_text(MAPPING)
    (tmp_path / "wrong.yaml").write_text("kind: statement\n")
    assert "mappings/till.yaml" in run("--home", home, "mappings", "add", tmp_path / "till.yaml")
    refused = run("--home", home, "mappings", "add", tmp_path / "wrong.yaml", exit_code=2)
    assert "wrong.yaml:1: files: the key is missing" in refused
    (home / "mappings" / "wrong.yaml").write_text("kind: statement\n")
    listed = run("--home", home, "mappings", "list")
    assert "till.yaml          till-*.json" in listed
    assert "wrong.yaml  wrong" in listed
    checked = run("--home", home, "mappings", "check", exit_code=1)
    assert "wrong.yaml:1: files: the key is missing" in checked
    assert "1 mapping can be used" in checked
    file = documents / "till-1.json"
    tried = run("--home", home, "mappings", "try", "till", file)
    assert "transactions: 1 row\n" in tried
    assert "2025-01-02  Tea          -5.00" in tried
    found = json.loads(run("--home", home, "mappings", "try", "till.yaml", file, "--json"))
    assert found["tables"][0]["rows"][0]["amount"] == "-5.00"
    other = documents / "other.json"
    unmet = run("--home", home, "mappings", "try", "till", other, exit_code=2)
    assert "the mapping till.yaml does not fit " in unmet
    assert "there is no mapping none" in run(
        "--home", home, "mappings", "try", "none", file, exit_code=2
    )
