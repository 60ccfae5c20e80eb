"""Passwords from the command line to the pages of a document, over a real home."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.passwords.vault import FILE, KEY_FILE
from enricher.__main__ import cli
from enricher.errors import ConflictError, NotFoundError
from enricher.ledger.events import Act
from enricher.settings import Settings
from enricher.wiring.home import Home, open_home
from enricher.wiring.passwords import known_passwords, passwords
from enricher.wiring.pictures import Pictures
from tests.enricher.command_line import json_lines, run, run_json
from tests.enricher.here import ingest
from tests.enricher.homes import NDA, make_home
from tests.protected_files import protected_docx, protected_pdf, protected_zip

SECRET = "open sesame"
LINE = "Lease between Nike Inc. and Puma LLC as of March 3, 2020."


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "nda.txt").write_text(NDA)
    (folder / "lease.pdf").write_bytes(protected_pdf(SECRET, LINE))
    (folder / "lease.docx").write_bytes(protected_docx(SECRET, LINE))
    (folder / "leases.zip").write_bytes(protected_zip(SECRET, inside_txt=LINE.encode()))
    (folder / "other.pdf").write_bytes(protected_pdf("another", LINE))
    with open_home(make_home(tmp_path / "home")) as opened:
        ingest(opened, folder)
        yield opened


def failures(home: Home) -> dict[str, str]:
    return {Path(one.path).name: one.reason for one in home.ledger.accounts.failed()}


def test_password_has_all_read_again_that_waited_for_one(home: Home, tmp_path: Path) -> None:
    waiting = home.ledger.accounts.failed()
    assert {Path(one.path).name for one in waiting} == {
        *("lease.pdf", "lease.docx", "other.pdf", "inside.txt"),
    }
    assert {one.kind for one in waiting} == {"encrypted"}
    assert all("enricher passwords add" in one.next_step + one.reason for one in waiting)
    added, again = passwords(home).add(SECRET, "leases", "ada")
    assert (added.number, added.name, again) == (1, "leases", 4)
    ingest(home, tmp_path / "documents")
    left = failures(home)
    assert set(left) == {"other.pdf"}
    assert "the stored password does not open it" in left["other.pdf"]
    assert home.ledger.accounts.status().documents == 5  # the archive has no text of its own


def test_acts_are_in_the_history_and_the_password_nowhere(home: Home, tmp_path: Path) -> None:
    service = passwords(home)
    service.add(SECRET, "leases", "ada")
    with pytest.raises(ConflictError):
        service.add(SECRET, "again", "ada")
    service.remove(1, "ben")
    with pytest.raises(NotFoundError):
        service.remove(1, "ben")
    acts = [(one.act, one.who, one.subject) for one in home.ledger.history.read().events]
    assert acts[:2] == [(Act.REMOVE_PASSWORD, "ben", "leases"), (Act.ADD_PASSWORD, "ada", "leases")]
    service.add(SECRET)
    ingest(home, tmp_path / "documents")
    for path in home.path.rglob("*"):
        if path.is_file():
            assert SECRET.encode() not in path.read_bytes(), path


def test_pages_of_a_protected_pdf_are_drawn(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "documents" / "lease.pdf"
    secrets = known_passwords(home.path, home.settings)
    passwords(home).add(SECRET)
    with Pictures(1, passwords=secrets) as pictures:
        assert len(pictures.sizes(path, "a" * 64)) == 1
        assert pictures.picture(path, "a" * 64, 1, 300).startswith(b"\x89PNG")
        assert LINE in pictures.characters(path, "a" * 64, 1).text.replace("\r\n", "")


def test_commands_keep_list_and_remove(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    typed = CliRunner().invoke(
        cli, ["--home", str(home), "passwords", "add", "leases"], input=f"{SECRET}\n"
    )
    assert typed.exit_code == 0, typed.output
    assert typed.output == "added as number 1\n"
    assert "leases" in run(home, "passwords", "list").output
    (told,) = run_json(home, "passwords", "list")
    assert set(told) == {"number", "name", "added_at", "added_by"}
    assert (told["number"], told["name"]) == (1, "leases")
    assert (home / FILE).exists()
    assert (home / KEY_FILE).exists()
    path = tmp_path / "lease.pdf"
    path.write_bytes(protected_pdf(SECRET, LINE))
    (extracted,) = json_lines(run(home, "extract", str(path), "--json"))
    assert extracted["error"] is None
    assert extracted["characters"] > len(LINE)
    assert run(home, "passwords", "remove", "1").output == "removed number 1\n"
    assert json.loads(run(home, "passwords", "list", "--json").output) == []
    assert "no passwords" in run(home, "passwords", "list").output
    assert "no password 1" in run(home, "passwords", "remove", "1", code=2).output


def test_empty_input_is_no_password(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    refused = CliRunner().invoke(cli, ["--home", str(home), "passwords", "add"], input="")
    assert refused.exit_code == 2
    assert "1 to 500 characters" in refused.output


def test_processes_that_read_are_given_no_key() -> None:
    from enricher.settings import without_secrets

    settings = Settings.model_validate({"passwords_key": "c2VjcmV0"})
    assert without_secrets(settings).passwords_key is None
