from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.commands.checks import Check
from enricher.commands.doctor import examine
from enricher.wiring.home import open_home
from tests.enricher.here import ingest
from tests.enricher.homes import IngestedHome, make_home, write_documents
from tests.sentence_folder import write_sentence_folder


def named(checks: list[Check], name: str) -> Check:
    return next(check for check in checks if check.name == name)


def test_home_in_order_has_nothing_broken(ingested: IngestedHome) -> None:
    checks = examine(ingested.home)
    assert [check for check in checks if check.state == "broken"] == []
    assert named(checks, "embedded Tika").finding == "reads a page"
    assert named(checks, "index").finding.startswith("5 documents, generation ")
    assert named(checks, "model contracts/production").state == "ok"
    result = CliRunner().invoke(cli, ["doctor", "--home", str(ingested.home)])
    assert result.exit_code == 0
    assert result.stdout.startswith("ok ")


def test_home_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    examine(home)
    assert not home.exists()


def test_wrong_setting_is_broken(tmp_path: Path) -> None:
    (tmp_path / "enricher.toml").write_text("nonsense = 1\n")
    result = CliRunner().invoke(cli, ["doctor", "--home", str(tmp_path), "--json"])
    assert result.exit_code == 1
    assert "nonsense" in result.stdout


def test_encoder_that_settings_name_is_tried(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home", vectors=True)
    assert named(examine(home), "vectors").finding == "made by the shipped encoder"
    write_sentence_folder(home / "encoder")
    (home / "enricher.toml").write_text('search_encoder = "encoder"\n')
    assert named(examine(home), "vectors").finding == "made by encoder, 8 numbers each"
    write_sentence_folder(home / "encoder", dimensions=5)
    check = named(examine(home), "vectors")
    assert check.state == "broken"
    assert "search_encoder" in check.finding
    (home / "enricher.toml").write_text("search_vectors = false\n")
    assert named(examine(home), "vectors").state == "ok"


def test_missing_tesseract_is_a_warning_unless_it_is_demanded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    home = make_home(tmp_path / "home")
    (home / "enricher.toml").write_text('ocr_languages = "deu+chi_sim"\n')
    check = named(examine(home), "tesseract")
    assert check.state == "warning"
    assert "tesseract-ocr-deu tesseract-ocr-chi-sim" in check.remedy
    (home / "enricher.toml").write_text('ocr = "on"\n')
    (tmp_path / "tesseract").write_text("#!/nonexistent")
    (tmp_path / "tesseract").chmod(0o755)
    assert named(examine(home), "tesseract").state == "broken"


def test_missing_language_of_tesseract_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    home = make_home(tmp_path / "home")
    (home / "enricher.toml").write_text('ocr_languages = "eng+deu"\n')
    check = named(examine(home), "tesseract")
    assert check.state == "warning"
    assert "deu" in check.finding
    assert "eng" not in check.finding
    assert "tesseract-ocr-deu (" in check.remedy


@pytest.mark.parametrize(("installed", "state"), [("eng fra", "warning"), ("eng osd", "ok")])
def test_missing_orientation_data_of_tesseract_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, installed: str, state: str
) -> None:
    program = tmp_path / "bin" / "tesseract"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nprintf '%s\\n' 'List of languages:' {installed}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/bin:/usr/bin")
    home = make_home(tmp_path / "home")
    (home / "enricher.toml").write_text('ocr = "auto"\n')
    check = named(examine(home), "tesseract")
    assert check.state == state
    languages = installed.replace(" osd", "").replace(" ", ", ")
    assert check.finding.startswith(f"reads scans in {languages}")
    assert ("tesseract-ocr-osd" in check.remedy) == (state == "warning")


def test_damaged_project_is_broken(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    schema = home / "projects" / "contracts" / "schema.toml"
    schema.write_text(
        schema.read_text() + "\n[categories.Term]\ntype = 'duration'\nlearned = true\n"
    )
    (home / "projects" / "contracts" / "deployments.json").write_text('{"production": "v1"}')
    check = named(examine(home), "model contracts/production")
    assert check.state == "broken"
    assert check.remedy


def test_damaged_ledger_is_broken(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    (home / "ledger.db").write_bytes(b"no database " * 100)
    check = named(examine(home), "ledger")
    assert check.state == "broken"
    assert "ledger.db" in check.finding
    assert "restore a copy of it" in check.finding


def test_held_folder_is_a_warning_with_the_command_that_confirms(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    with open_home(home) as opened:
        ingest(opened, documents)
        shutil.rmtree(documents)
        ingest(opened, documents)
    check = named(examine(home), "removal guard")
    assert check.state == "warning"
    assert f"enricher ingest --confirm-removed {documents}" in check.remedy
