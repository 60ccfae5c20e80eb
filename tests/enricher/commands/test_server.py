from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from enricher.commands.server import serve
from enricher.errors import InputError, SettingsError
from enricher.wiring.home import open_home
from tests.enricher.command_line import run
from tests.enricher.homes import LOAN, NDA, make_home
from tests.servers import read_json, server_process, wait_for_hits
from tests.variables import load_with

KEY = {"X-API-Key": "secret"}


def test_server_watches_takes_uploads_and_ends_on_sigterm(tmp_path: Path) -> None:
    home, documents = make_home(tmp_path / "home"), tmp_path / "documents"
    documents.mkdir()
    (documents / "nda.txt").write_text(NDA)
    with server_process(home, "--watch", str(documents)) as (process, url):
        wait_for_hits(url, 1)
        answer = httpx.post(f"{url}/api/documents", files={"file": ("loan.txt", LOAN.encode())})
        assert answer.status_code == 202
        wait_for_hits(url, 2)
        assert read_json(url + answer.json()["status"])["state"] == "indexed"
        extracted = httpx.post(f"{url}/api/extract", json={"text": NDA}, timeout=60)
        assert extracted.json()["fields"]["Jurisdiction"] == ["Delaware"]
        assert read_json(f"{url}/healthz")["ingestion"] == "ok"
        children = psutil.Process(process.pid).children(recursive=True)

        process.send_signal(signal.SIGTERM)
        _, stderr = process.communicate(timeout=20)
        assert process.returncode == 0, stderr
        _, alive = psutil.wait_procs(children, timeout=5)
        assert alive == []
    with open_home(home) as opened:
        assert opened.ledger.accounts.status().pending == 0


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a server that other machines reach, and that asks for a key."""
    home = make_home(tmp_path_factory.mktemp("guarded") / "home")
    with server_process(home, "--host", "0.0.0.0", ENRICHER_API_KEY=KEY["X-API-Key"]) as (_, url):
        yield f"http://127.0.0.1:{url.rpartition(':')[2]}"


def test_server_with_a_key_demands_it(guarded: str) -> None:
    assert httpx.get(f"{guarded}/api/status").status_code == 401
    assert httpx.get(f"{guarded}/api/status", headers=KEY).json()["seen"] == 0
    assert httpx.get(f"{guarded}/healthz").status_code == 200


def test_answers_of_a_kept_connection_are_not_held_back(guarded: str) -> None:
    def seconds(client: httpx.Client) -> float:
        started = time.perf_counter()
        assert client.get("/docs").status_code == 200
        return time.perf_counter() - started

    with httpx.Client(base_url=guarded, headers=KEY) as client:
        client.get("/docs")
        # A body that waits for an acknowledgement takes 40 ms, however fast the machine.
        assert min(seconds(client) for _ in range(50)) < 0.03


def test_second_signal_ends_at_once(tmp_path: Path) -> None:
    with server_process(make_home(tmp_path / "home")) as (process, _):
        process.send_signal(signal.SIGINT)
        time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)
        assert process.returncode in (0, -signal.SIGINT)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "example.org"])
def test_other_hosts_need_a_key(tmp_path: Path, host: str) -> None:
    with (
        open_home(make_home(tmp_path / "home")) as home,
        pytest.raises(SettingsError, match="ENRICHER_API_KEY"),
    ):
        serve(home, host, 0, stop=threading.Event())


def test_empty_key_is_none(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    settings = load_with(home, {"ENRICHER_API_KEY": ""})
    with open_home(home, settings) as opened, pytest.raises(SettingsError):
        serve(opened, "0.0.0.0", 0, stop=threading.Event())


def test_port_that_is_taken_is_said(tmp_path: Path) -> None:
    with (
        open_home(make_home(tmp_path / "home")) as home,
        socket.create_server(("127.0.0.1", 0)) as taken,
        pytest.raises(InputError, match="another --port"),
    ):
        serve(home, "127.0.0.1", taken.getsockname()[1], stop=threading.Event())


def test_folders_of_collections_are_watched_where_watching_is_asked_for(tmp_path: Path) -> None:
    home, added, named = make_home(tmp_path / "home"), tmp_path / "added", tmp_path / "named"
    for folder in (added, named):
        folder.mkdir()
        (folder / "nda.txt").write_text(f"{NDA} {folder.name}")
    run(home, "collections", "add", "loans", str(added))
    with server_process(home, "--watch") as (_, url):
        wait_for_hits(url, 1)
        (added / "loan.txt").write_text(LOAN)
        wait_for_hits(url, 2)
        found = read_json(f"{url}/api/search?facet=collection")["facets"]["collection"]
        assert found == [{"value": "loans", "count": 2}]
    (added / "late.txt").write_text(LOAN + "late")
    with server_process(home) as (_, url):
        time.sleep(1)
        assert read_json(f"{url}/api/search")["total"] == 2, "nobody asked for watching"
    with server_process(home, "--watch", str(named)) as (_, url):
        wait_for_hits(url, 4)


def test_watched_folder_must_be_there(tmp_path: Path) -> None:
    with (
        open_home(make_home(tmp_path / "home")) as home,
        pytest.raises(InputError, match="does not exist"),
    ):
        serve(home, "127.0.0.1", 0, [tmp_path / "nothing"], stop=threading.Event())
