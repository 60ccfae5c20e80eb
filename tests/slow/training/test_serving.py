"""A real server trains for real: killed, stopped, cancelled, and searched meanwhile."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen
from typing import Any

import httpx
import psutil
import pytest

from enricher.projects.label_files import import_documents
from enricher.projects.project import create_project
from enricher.wiring.projects import open_project
from tests.enricher.homes import NDA, make_home
from tests.servers import server_process, wait_for_hits
from tests.tiny_model import tiny_documents

WAIT_SECONDS = 600.0  # torch alone takes a minute to load where processors are short
ENDLESS_EPOCHS = 1_000
TRAININGS = "/api/projects/letters/trainings"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a project of eight documents, two of them to test."""
    home = make_home(tmp_path / "home")
    create_project(home, "letters")
    with open_project(home, "letters") as project:
        import_documents(project, [*tiny_documents(6), *tiny_documents(2, 7, "test")])
    return home


@pytest.fixture
def endless(backbone: Path) -> dict[str, Any]:
    """What is asked of a training that goes on until it is ended: by an encoder that loads fast."""
    return {"epochs": ENDLESS_EPOCHS, "backbone": str(backbone)}


class Server:
    """A server that trains, and what a test asks of it."""

    def __init__(self, process: Popen[str], client: httpx.Client) -> None:
        self.process = process
        self.client = client

    def ask(self, **request: Any) -> str:
        """Ask for a training; returns where it is."""
        answer = self.client.post(TRAININGS, json=request)
        assert answer.status_code == 202, answer.text
        assert answer.json()["state"] == "queued"
        return str(answer.headers["location"])

    def read(self, url: str) -> Any:
        answer = self.client.get(url)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def wait(self, training: str, state: str, *, epochs: int = 0) -> Any:
        """Wait until a training is in a state and has so many epochs; search answers meanwhile."""
        end = time.monotonic() + WAIT_SECONDS
        while True:
            now = self.read(training)
            if now["state"] == state and len(now["epochs"]) >= epochs:
                return now
            over = now["state"] in ("done", "failed", "cancelled") and now["state"] != state
            assert not over, now
            assert time.monotonic() < end, now
            assert self.read("/api/search?q=agreement")["total"] == 1
            time.sleep(0.2)

    def child(self) -> psutil.Process:
        """The process that trains."""
        children = psutil.Process(self.process.pid).children()
        (found,) = (one for one in children if "training.worker" in " ".join(one.cmdline()))
        return found


@contextmanager
def server(home: Path) -> Iterator[Server]:
    with (
        server_process(home) as (process, url),
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        client.post("/api/documents", files={"file": ("nda.txt", NDA.encode())})
        wait_for_hits(url, 1)
        yield Server(process, client)


def models(home: Path) -> list[str]:
    """What lies in the folder of models but for locks."""
    folder = home / "projects" / "letters" / "models"
    return [path.name for path in folder.glob("*") if path.is_dir()]


def test_trainings_run_one_after_the_other_and_the_model_serves(home: Path, backbone: Path) -> None:
    with server(home) as served:
        first = served.ask(model="m1", epochs=3, backbone=str(backbone))
        second = served.ask(kind="evaluate", folds=2, epochs=1, backbone=str(backbone))
        running = served.wait(first, "running", epochs=1)
        assert running["labels"]["used"] > 40
        assert running["progress"]["epochs"] == 3
        assert served.read(second)["state"] == "queued"
        child = served.child()
        assert child.nice() >= 10
        if psutil.LINUX:
            assert Path(f"/proc/{child.pid}/oom_score_adj").read_text().strip() == "1000"
        assert served.client.delete("/api/projects/letters").status_code == 409

        done = served.wait(first, "done")
        assert [one["epoch"] for one in done["epochs"]] == [1, 2, 3]
        assert done["result"]["documents"] == {"train": 6, "test": 2}
        version = done["result"]["version"]
        assert models(home) == [version]
        deployed = served.client.put(
            "/api/projects/letters/deployments/production", json={"model": "m1"}
        )
        assert [one["version"] for one in deployed.json()] == [version]
        read = served.client.post(
            "/api/extract", params={"project": "letters"}, json={"text": NDA}, timeout=WAIT_SECONDS
        ).json()
        assert [one["version"] for one in read["model"]] == [version]

        folds = served.wait(second, "done")
        assert [(one["fold"], one["epoch"]) for one in folds["epochs"]] == [(1, 1), (2, 1)]
        assert folds["result"]["documents"] == {"train": 8, "test": 8}
        assert models(home) == [version]
        assert [one["state"] for one in served.read("/api/trainings")] == ["done", "done"]


def test_a_training_that_fails_says_why_and_the_next_one_runs(
    home: Path, endless: dict[str, Any]
) -> None:
    with server(home) as served:
        killed, wrong = served.ask(**endless), served.ask(backbone="/no/such/folder")
        served.wait(killed, "running", epochs=1)
        served.child().kill()
        failed = served.wait(killed, "failed")
        assert "was killed (signal 9): did memory run out?" in failed["error"]
        assert failed["result"] is None
        assert "/no/such/folder" in served.wait(wrong, "failed")["error"]
        assert models(home) == []


def test_a_cancelled_training_keeps_nothing_unless_it_is_asked_to(
    home: Path, endless: dict[str, Any]
) -> None:
    with server(home) as served:
        dropped, kept = served.ask(**endless), served.ask(model="kept", **endless)
        waiting = served.ask(**endless)
        served.wait(dropped, "running", epochs=1)
        assert served.client.delete(waiting).json()["state"] == "cancelled"
        assert served.client.delete(dropped).status_code == 202
        assert served.wait(dropped, "cancelled")["result"] is None
        assert models(home) == []
        assert served.client.delete(dropped).status_code == 409

        served.wait(kept, "running", epochs=1)
        served.client.delete(kept, params={"keep_best": True})
        done = served.wait(kept, "done")
        assert done["result"]["model"] == "kept"
        assert models(home) == [done["result"]["version"]]


def test_a_training_survives_the_end_of_its_server(home: Path, endless: dict[str, Any]) -> None:
    with server(home) as served:
        training = served.ask(**endless)
        served.wait(training, "running", epochs=1)
        child = served.child()
        served.process.send_signal(signal.SIGTERM)
        assert served.process.wait(timeout=120) == 0
        assert not child.is_running()
        assert models(home) == []
    with server(home) as served:
        served.wait(training, "running", epochs=1)
        child = served.child()
        served.process.kill()
        psutil.wait_procs([child], timeout=120)
        assert not child.is_running()
    with server(home) as served:
        again = served.wait(training, "running")
        assert again["epochs"] == []
        served.client.delete(training)
        served.wait(training, "cancelled")
