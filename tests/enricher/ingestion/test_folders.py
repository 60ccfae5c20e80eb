"""Ingesting folders in which something is amiss, or somebody does harm."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from enricher.commands.doctor import examine
from enricher.files.content import hash_file, hash_open, open_regular
from enricher.ingestion.extraction import FoundFile, extract_files
from enricher.ledger.routes import Route
from enricher.wiring.home import Home, open_home
from enricher.wiring.ingestion import build_sweeper, folders
from enricher.wiring.readers import ReaderHere
from tests.enricher.api.clients import connect
from tests.enricher.command_line import run
from tests.enricher.here import ingest
from tests.enricher.homes import LOAN, MEMO, NDA, enricher_command, environment, make_home
from tests.permissions import binding_permissions

LIMIT_SECONDS = 120
MOST_BYTES = 300_000_000


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    home = make_home(tmp_path / "home")
    with open_home(home) as opened:
        yield opened


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "nda.txt").write_text(NDA)
    return folder


@contextmanager
def growing(path: Path) -> Iterator[None]:
    """A file to which somebody writes all the time."""
    stop = threading.Event()

    def grow() -> None:
        while not stop.is_set():
            with path.open("a") as stream:
                stream.write("one more line\n")
            time.sleep(0.02)

    thread = threading.Thread(target=grow)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def run_apart(*arguments: object) -> subprocess.CompletedProcess[str]:
    """In a process of its own, where it holds up nobody who writes to a file here."""
    return subprocess.run(
        enricher_command(*map(str, arguments)),
        env=environment(),
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
    )


def test_locked_folder_is_named_everywhere_and_the_others_go_on(
    home: Home, documents: Path
) -> None:
    locked, last = documents / "locked", documents / "z"
    locked.mkdir()
    last.mkdir()
    (locked / "memo.txt").write_text(MEMO)
    folders(home).ingest([documents])
    (last / "loan.txt").write_text(LOAN)
    locked.chmod(0o600)
    try:
        with binding_permissions():
            status = folders(home).ingest([documents])
            status = folders(home).ingest([locked])
    finally:
        locked.chmod(0o700)
    assert (status.failed, status.indexed) == (1, 1)
    reason = f"{locked}: the folder can be listed and not entered: Permission denied"
    assert status.folders == (reason,)
    assert home.ledger.accounts.status().sentence() == "4 files: 3 indexed, 1 folder not read"
    with connect(home) as api:
        assert api.get("/api/status").json()["folders"] == [reason]
        health = api.get("/healthz")
    assert health.status_code == 200
    assert health.json()["ingestion"] == "some folders cannot be read; see the status"
    (check,) = [one for one in examine(home.path) if one.name == "folder"]
    assert (check.state, check.finding) == ("warning", reason)
    assert "chmod u+rx" in check.remedy
    said = run(home.path, "status")
    assert f"not read: {reason}" in said.stdout
    said = run(home.path, "failed")
    assert str(locked) in said.stdout
    assert "chmod u+rx" in said.stdout
    assert folders(home).ingest([documents]).folders == ()


def test_ingest_ends_and_says_so_while_a_file_grows(home: Home, documents: Path) -> None:
    log = documents / "log.txt"
    with growing(log):
        said = run_apart("--home", home.path, "ingest", documents, "--json")
        assert said.returncode == 1, said.stderr
        status = json.loads(said.stdout)
        assert (status["indexed"], status["pending"]) == (1, 1)
        assert status["growing"] == [str(log)]
        shown = run_apart("--home", home.path, "ingest", documents)
        assert "1 indexed, 1 pending" in shown.stdout
        assert f"{log} is still being written to and was not read" in shown.stderr
    ended = ingest(home, documents)
    assert (ended.indexed, ended.pending, ended.growing) == (2, 0, ())


def test_file_that_grows_elsewhere_keeps_no_vanished_document(
    home: Home, documents: Path, tmp_path: Path
) -> None:
    """It may hold what vanished here, so it is waited for; for a while."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    ingest(home, elsewhere)
    with growing(elsewhere / "log.txt"):
        build_sweeper(home).sweep(home.ledger.roots.all()[-1])
        ingest(home, documents)
        (documents / "nda.txt").unlink()
        assert ingest(home, documents, confirm_removed=True).seen == 0
    ingest(home, elsewhere)
    assert home.ledger.accounts.status().documents == 1


@pytest.mark.parametrize("other", ["pipe", "folder", "device"])
def test_file_swapped_for_something_else_is_not_waited_for(
    home: Home, documents: Path, other: str
) -> None:
    path = documents / "nda.txt"
    home.ledger.roots.add(documents, None)
    build_sweeper(home).sweep(home.ledger.roots.all()[0])
    (file,) = home.ledger.files.take(1)
    path.unlink()
    if other == "pipe":
        os.mkfifo(path)
    elif other == "device":
        path.symlink_to("/dev/zero")
    else:
        path.mkdir()
    ended = threading.Event()

    def read() -> None:
        with pytest.raises(OSError, match=r"regular file|directory"):
            hash_file(file.path)
        (extraction,) = extract_files(
            [FoundFile(path)],
            ReaderHere(home.path, home.settings),
            (Route("contracts/production"),),
        )
        assert extraction.error is not None
        ended.set()

    threading.Thread(target=read, daemon=True).start()
    assert ended.wait(LIMIT_SECONDS)
    assert folders(home).ingest([documents]).indexed == 0
    shutil.rmtree(path) if other == "folder" else path.unlink()


def test_hash_of_a_file_that_grows_faster_than_it_is_read_has_an_end(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"a" * 3_000_000)
    with open_regular(path) as stream:
        before = hash_file(path)
        stop = threading.Event()

        def grow() -> None:
            with path.open("ab", buffering=0) as more:
                while not stop.is_set() and more.tell() < MOST_BYTES:
                    more.write(b"b" * 1_000_000)

        thread = threading.Thread(target=grow)
        thread.start()
        try:
            sha256, size = hash_open(stream)
        finally:
            stop.set()
            thread.join()
    assert before[1] <= size < MOST_BYTES
    with path.open("rb") as stream:
        assert sha256 == hashlib.sha256(stream.read(size)).hexdigest()
    assert hash_file(path)[1] == path.stat().st_size
