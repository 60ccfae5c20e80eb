"""A document of more than 2,000,000 characters: found at once, its entities follow by themselves."""

from __future__ import annotations

import subprocess
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from enricher.api.bodies import to_json
from enricher.api.bodies.documents import EnrichedBody, document_body
from enricher.documents.notices import all_in_words, in_words
from enricher.entities import Notice
from enricher.ingestion.extraction import extract_files
from enricher.ledger.accounts import DEFAULT_ROUTES
from enricher.query.nodes import Hit
from enricher.settings import load_settings
from enricher.wiring.catalog import catalog
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import folders
from enricher.wiring.readers import ReaderHere, find_files
from enricher.wiring.search import search
from tests.enricher.homes import enricher_command, environment, make_home
from tests.servers import kill_whole

LINES = 16_000
PATIENCE_SECONDS = 300.0  # all of it takes 20 s on two idle cores

LAST_WORD = "zanzibar"
"""Stands beyond the characters in which entities are looked for."""


def write_long_text(path: Path) -> Path:
    lines = (
        f"The fee of item {number} is ${number % 900 + 1},000.00, paid under the laws of Delaware"
        " as it was agreed between Orion Labs Inc. and Vega LLC, with no further word.\n"
        for number in range(LINES)
    )
    text = "".join(lines) + f"At the very end: $7,777,777.00 for {LAST_WORD}.\n"
    assert len(text) > 2_000_000
    path.write_text(text)
    return path


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "short.txt").write_text(f"A short one, about {LAST_WORD} for $5.00.")
    return folder


@contextmanager
def another_process(*arguments: str | Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as stream:
        process = subprocess.Popen(
            enricher_command(*map(str, arguments)), env=environment(), stdout=stream, stderr=stream
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            kill_whole(process)


def wait_for_text(opened: Home, title: str, process: subprocess.Popen[bytes]) -> Hit:
    """The hit for a document as soon as its last word is found."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        for hit in search(opened).page(LAST_WORD).hits:
            if hit.title == title:
                return hit
        assert process.poll() is None, "it was over before the text was found"
        time.sleep(0.02)
    raise AssertionError(f"{title} is not found")


def check_text_without_entities(opened: Home, hit: Hit) -> None:
    assert (hit.fields, hit.warnings) == ({}, (in_words(Notice("entities_owed")),))
    document = to_json(document_body(catalog(opened).show(hit.id)))
    # The index has it a moment before the ledger knows.
    assert document["state"] in ("enriched", "searchable")
    assert (document["entities"], document["coverage"]) == ([], 0.0)
    assert document["warnings"] == [in_words(Notice("entities_owed"))]


def direct(home: Path, path: Path) -> list[dict[str, Any]]:
    """What reading it in one go finds."""
    pool = ReaderHere(home, load_settings(home))
    found = extract_files(find_files([path], ()), pool, DEFAULT_ROUTES)
    return [to_json(one, EnrichedBody) for one in found]


def kept(opened: Home, title: str) -> dict[str, Any]:
    (hit,) = (hit for hit in search(opened).page(LAST_WORD).hits if hit.title == title)
    document = opened.ledger.documents.read(hit.id)
    assert document is not None
    assert list(hit.warnings) == all_in_words(document.enriched.all_warnings)
    read: dict[str, Any] = to_json(document, EnrichedBody)
    return read


def test_long_document_is_found_before_its_entities_are(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    path = write_long_text(folder / "long.txt")
    with (
        another_process("ingest", folder, "--home", home, log=tmp_path / "log") as process,
        open_home(home) as opened,
    ):
        hit = wait_for_text(opened, "long.txt", process)
        check_text_without_entities(opened, hit)
        status = opened.ledger.accounts.status()
        assert (status.indexed + status.pending, status.failed) == (2, 0)
        assert status.pending >= 1
        assert status.backlog_seconds > 0
        assert process.wait(PATIENCE_SECONDS) == 0, (tmp_path / "log").read_text()
        assert opened.ledger.accounts.status().indexed == 2
        document = kept(opened, "long.txt")
        assert catalog(opened).show(hit.id).state == "indexed"
        assert 0.5 < document["coverage"] < 1
        assert "max_characters" in document["warnings"][0]
        assert "7777777.00 USD" not in document["fields"]["Money"]
        (one,) = direct(home, path)
        assert document == one
        assert search(opened).page(where=["Money>=900000 USD"]).total == 1


def test_short_documents_do_not_wait_for_a_long_one(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    write_long_text(folder / "long.txt")
    with (
        another_process("watch", folder, "--home", home, log=tmp_path / "log") as process,
        open_home(home) as opened,
    ):
        wait_for_text(opened, "long.txt", process)
        (folder / "late.txt").write_text(f"Another for $6.00 and {LAST_WORD}.")
        late = wait_for_text(opened, "late.txt", process)
        assert late.fields["Money"] == ("6.00 USD",)
        (long,) = (hit for hit in search(opened).page(LAST_WORD).hits if hit.title == "long.txt")
        check_text_without_entities(opened, long)


def test_killed_between_text_and_entities_only_the_entities_are_looked_for(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    path = write_long_text(folder / "long.txt")
    with open_home(home) as opened:
        for _ in range(2):
            with another_process("watch", folder, "--home", home, log=tmp_path / "log") as process:
                hit = wait_for_text(opened, "long.txt", process)
                check_text_without_entities(opened, hit)
                kill_whole(process)
        assert opened.ledger.accounts.status().pending >= 1
        check_text_without_entities(opened, wait_for_text(opened, "long.txt", process))
        assert opened.ledger.documents.take(10) == [], "the document would be extracted again"
        assert folders(opened).ingest([folder]).indexed == 2
        assert kept(opened, "long.txt") == direct(home, path)[0]


def test_long_members_are_found_at_once_and_end_like_a_direct_run(
    home: Path, folder: Path, tmp_path: Path
) -> None:
    path = folder / "both.zip"
    text = write_long_text(tmp_path / "long.txt")
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(text, "inner/long.txt")
        archive.writestr("small.txt", f"{LAST_WORD} costs $9.00")
    with (
        another_process("ingest", folder, "--home", home, log=tmp_path / "log") as process,
        open_home(home) as opened,
    ):
        check_text_without_entities(opened, wait_for_text(opened, "long.txt", process))
        assert wait_for_text(opened, "small.txt", process).fields["Money"] == ("9.00 USD",)
        assert opened.ledger.accounts.status().pending >= 1
        assert process.wait(PATIENCE_SECONDS) == 0, (tmp_path / "log").read_text()
        assert opened.ledger.accounts.status().pending == 0
        found = [kept(opened, title) for title in ("long.txt", "small.txt")]
        assert found == direct(home, path)[1:]
