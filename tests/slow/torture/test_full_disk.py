"""A disk that is really full: a small one in memory, mounted for the test, and a file that fills it."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.enricher.homes import LOAN, NDA, enricher_command, environment, make_home
from tests.outside import small_disk
from tests.servers import server_process

pytestmark = pytest.mark.full_disk

_MEGABYTES = 80
_PATIENCE_SECONDS = 150.0  # of a machine that is busy; what is waited for takes a few


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    with small_disk(folder, _MEGABYTES):
        yield folder


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """The disk without a byte left."""
    ballast = disk / "ballast"
    _fill(ballast)
    try:
        yield
    finally:
        ballast.unlink()


def _fill(ballast: Path) -> None:
    with ballast.open("ab", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                while True:
                    file.write(b"\0" * size)
    assert os.statvfs(ballast).f_bavail == 0


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.2)


def test_server_says_that_its_disk_is_full_loses_nothing_and_recovers(disk: Path) -> None:
    home = make_home(disk / "home")
    with server_process(home) as (_, url), httpx.Client(base_url=url, timeout=60) as api:

        def total() -> int:
            return int(api.get("/api/search").json()["total"])

        def upload(name: str, content: bytes) -> httpx.Response:
            return api.post("/api/documents", files={"file": (name, content)})

        assert upload("nda.txt", NDA.encode()).status_code == 202
        wait_until(lambda: total() == 1)
        assert api.get("/healthz").json()["disk"] == "ok"
        with filled(disk):
            _fill(disk / "ballast")  # what the index let go of meanwhile
            health = api.get("/healthz")
            assert (health.status_code, health.json()["status"]) == (503, "failing")
            assert health.json()["disk"] == "full"
            large = LOAN.encode() + b"\n" * 3_000_000  # put down in a file while it comes in
            for refused in (
                upload("loan.txt", LOAN.encode()),
                upload("loan.txt", large),
                api.post("/api/extract", files={"file": ("loan.txt", large)}),
                api.post("/api/extract", content=large),
                api.post("/api/projects", json={"name": "loans"}),
            ):
                assert (refused.status_code, "retry-after" in refused.headers) == (507, True)
                assert "make room" in refused.json()["detail"]
            assert total() == 1
            page = api.get("/", headers={"accept": "text/html"})
            assert page.status_code == 200
            assert "is full; make room" in page.text
        assert api.get("/healthz").json()["status"] == "ok"
        assert upload("loan.txt", LOAN.encode()).status_code == 202
        wait_until(lambda: total() == 2)
        failed = api.get("/api/failed").json()
        assert failed == []
        assert not list((home / "uploads").glob(".upload-*"))


def run(*arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    command = enricher_command(*arguments, "--home", str(home))
    return subprocess.run(command, env=environment(), capture_output=True, text=True, timeout=300)


def test_command_line_says_that_the_disk_is_full_and_goes_on_later(
    disk: Path, tmp_path: Path
) -> None:
    home, documents = make_home(disk / "home"), tmp_path / "documents"
    documents.mkdir()
    (documents / "nda.txt").write_text(NDA)
    assert run("ingest", str(documents), home=home).returncode == 0
    (documents / "loan.txt").write_text(LOAN)
    with filled(disk):
        for arguments in (
            ("ingest", str(documents)),
            ("project", "create", "loans"),
            ("audit", "export", str(disk / "findings.csv")),
        ):
            stopped = run(*arguments, home=home)
            assert (arguments, stopped.returncode) == (arguments, 1)
            assert "Traceback" not in stopped.stderr
            assert "room" in stopped.stderr
    assert run("ingest", str(documents), home=home).returncode == 0
    counts = json.loads(run("status", "--json", home=home).stdout)
    assert (counts["indexed"], counts["failed"], counts["pending"]) == (2, 0, 0)


def test_watcher_waits_for_room_and_goes_on_by_itself(disk: Path, tmp_path: Path) -> None:
    home, documents = make_home(disk / "home"), tmp_path / "documents"
    documents.mkdir()
    (documents / "nda.txt").write_text(NDA)
    said = tmp_path / "said.jsonl"

    def lines() -> list[dict[str, object]]:
        return [json.loads(line) for line in said.read_text().splitlines() if line]

    with said.open("w") as stream:
        watcher = subprocess.Popen(
            enricher_command("watch", str(documents), "--home", str(home), "--json"),
            env=environment(ENRICHER_SWEEP_SECONDS="2"),
            stdout=stream,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            wait_until(lambda: any(one["indexed"] == 1 for one in lines()))
            with filled(disk):
                (documents / "loan.txt").write_text(LOAN)
                _fill(disk / "ballast")
                wait_until(lambda: any("room" in str(one["trouble"]) for one in lines()))
                assert watcher.poll() is None
            wait_until(lambda: lines()[-1]["indexed"] == 2)
            assert lines()[-1]["failed"] == 0
        finally:
            watcher.terminate()
            _, errors = watcher.communicate(timeout=60)
    assert "Traceback" not in errors
