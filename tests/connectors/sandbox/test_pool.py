from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from connectors.sandbox.pool import Sandbox
from enricher.errors import (
    AbandonedError,
    ExtractionError,
    ModelError,
    QueryError,
    UnavailableError,
)
from tests.checkout import ROOT
from tests.connectors import sandbox_tasks

WAIT = 20.0


@pytest.fixture
def sandbox() -> Iterator[Sandbox[Any, Any]]:
    with Sandbox(sandbox_tasks.start, workers=2, seconds=1.5, megabytes=300, recycle=50) as opened:
        yield opened


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_results_come_back(sandbox: Sandbox[Any, Any]) -> None:
    futures = [sandbox.submit(("echo", number)) for number in range(20)]
    assert [future.result(WAIT) for future in futures] == list(range(20))


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (("hang", None), "more than 1.5 s"),
        (("abort", None), "signal 6 (SIGABRT)"),
        (("crash", None), "signal 11 (SIGSEGV)"),
        (("exit", 3), "exit code 3"),
        (("bloat", None), "more than 300 MB"),
    ],
)
def test_a_bad_task_fails_with_its_reason_and_others_go_on(
    sandbox: Sandbox[Any, Any], task: tuple[str, Any], reason: str
) -> None:
    bad = sandbox.submit(task)
    good = [sandbox.submit(("echo", number)) for number in range(6)]
    assert [future.result(WAIT) for future in good] == list(range(6))
    error = bad.exception(WAIT)
    assert isinstance(error, ExtractionError)
    assert reason in str(error)
    assert sandbox.submit(("echo", "after")).result(WAIT) == "after"


def test_a_task_that_hangs_does_not_hold_up_the_other_worker(sandbox: Sandbox[Any, Any]) -> None:
    sandbox.submit(("echo", 0)).result(WAIT)
    bad = sandbox.submit(("hang", None))
    for number in range(10):
        assert sandbox.submit(("echo", number)).result(WAIT) == number
    assert isinstance(bad.exception(WAIT), ExtractionError)


def test_task_that_gets_on_may_take_longer_than_its_limit(sandbox: Sandbox[Any, Any]) -> None:
    assert sandbox.submit(("get on", 3.5)).exception(WAIT) is None
    error = sandbox.submit(("hang", None)).exception(WAIT)
    assert "more than 1.5 s" in str(error)


def test_idle_worker_is_ended_and_another_takes_the_next_task() -> None:
    with Sandbox(sandbox_tasks.start, 1, 5, 300, 50, idle_seconds=0.3) as sandbox:
        first = int(str(sandbox.submit(("pid", None)).result(WAIT)))
        assert eventually(lambda: is_gone(first))
        assert sandbox.submit(("pid", None)).result(WAIT) != first


def test_task_that_nobody_waits_for_ends_with_its_worker(tmp_path: Path) -> None:
    with Sandbox(sandbox_tasks.start, 1, WAIT, 300, 50) as patient:
        note = tmp_path / "note"
        running, waiting = patient.submit(("spawn", str(note))), patient.submit(("echo", 1))
        assert eventually(lambda: note.exists() and note.read_text().count(" ") == 2)
        worker, child, _ = note.read_text().split(" ", 2)
        waiting.cancel()
        running.cancel()
        assert isinstance(running.exception(WAIT / 2), AbandonedError)
        assert waiting.cancelled()
        assert eventually(lambda: is_gone(int(worker)) and is_gone(int(child)))
        assert patient.submit(("echo", 2)).result(WAIT) == 2


def test_children_and_the_folder_of_a_killed_worker_are_gone(
    sandbox: Sandbox[Any, Any], tmp_path: Path
) -> None:
    note = tmp_path / "note"
    error = sandbox.submit(("spawn", str(note))).exception(WAIT)
    assert "more than 1.5 s" in str(error)
    worker, child, folder = note.read_text().split(" ", 2)
    assert eventually(lambda: is_gone(int(worker)) and is_gone(int(child)))
    assert "enricher-worker-" in folder
    assert not Path(folder).exists()


def test_what_a_task_leaves_in_its_folder_is_removed(sandbox: Sandbox[Any, Any]) -> None:
    path = Path(sandbox.submit(("litter", None)).result(WAIT))
    assert eventually(lambda: not path.exists())


def test_errors_of_the_task_travel_whole(sandbox: Sandbox[Any, Any]) -> None:
    error = sandbox.submit(("query", None)).exception(WAIT)
    assert isinstance(error, QueryError)
    assert (str(error), error.text, error.position) == ("no such field", "a:b", 2)


@pytest.mark.parametrize("name", ["unpicklable", "function"])
def test_what_cannot_travel_is_described(sandbox: Sandbox[Any, Any], name: str) -> None:
    error = sandbox.submit((name, None)).exception(WAIT)
    assert isinstance(error, ExtractionError)
    assert str(error)


def test_an_interrupt_from_the_terminal_does_not_reach_a_worker(
    sandbox: Sandbox[Any, Any],
) -> None:
    assert sandbox.submit(("sigint", None)).result(WAIT) is None


def test_a_worker_is_replaced_after_so_many_tasks() -> None:
    with Sandbox(sandbox_tasks.start, workers=1, seconds=5, megabytes=300, recycle=2) as sandbox:
        pids = [sandbox.submit(("pid", None)).result(WAIT) for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_a_worker_that_cannot_start_says_why() -> None:
    with Sandbox(sandbox_tasks.start_without_model, 1, 5, 300, 5) as sandbox:
        error = sandbox.submit(("echo", 1)).exception(WAIT)
    assert isinstance(error, ModelError)


def test_closing_kills_what_runs_and_gives_back_what_waits(tmp_path: Path) -> None:
    note = tmp_path / "note"
    sandbox: Sandbox[Any, Any] = Sandbox(sandbox_tasks.start, 1, 60, 300, 5)
    running = sandbox.submit(("spawn", str(note)))
    waiting = sandbox.submit(("echo", 1))
    assert eventually(lambda: note.exists() and len(note.read_text().split()) == 3)
    sandbox.close()
    assert isinstance(running.exception(0), UnavailableError)
    assert isinstance(waiting.exception(0), UnavailableError)
    worker, child, folder = note.read_text().split(" ", 2)
    assert is_gone(int(worker))
    assert eventually(lambda: is_gone(int(child)))
    assert not Path(folder).exists()
    with pytest.raises(UnavailableError):
        sandbox.submit(("echo", 1))


def test_submitting_waits_while_the_workers_are_behind() -> None:
    with Sandbox(sandbox_tasks.start, 1, 10, 300, 5) as sandbox:
        begin = time.monotonic()
        for _ in range(4):
            sandbox.submit(("sleep", 0.5))
        assert time.monotonic() - begin > 0.9


PARENT = """
import sys, time
sys.path.insert(0, sys.argv[1])
from tests.connectors import sandbox_tasks
from connectors.sandbox.pool import Sandbox
sandbox = Sandbox(sandbox_tasks.start, 1, 600, 300, 5)
sandbox.submit(("spawn", sys.argv[2]))
time.sleep(600)
"""


def test_nothing_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    # The worker spins in Python code and has a child: neither could notice by itself.
    note = tmp_path / "note"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, str(ROOT), str(note)])
    assert eventually(lambda: note.exists() and len(note.read_text().split()) == 3)
    family = psutil.Process(parent.pid).children(recursive=True)
    assert len(family) >= 3
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    _, _, folder = note.read_text().split(" ", 2)
    assert eventually(lambda: all(is_gone(process.pid) for process in family))
    assert eventually(lambda: not Path(folder).exists())


def test_worker_and_guard_learn_no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {
        "ENRICHER_API_KEY": "secret-1",
        "AWS_SECRET_ACCESS_KEY": "secret-2",
        "HTTPS_PROXY": "http://user:secret-3@proxy",
        "HF_TOKEN": "secret-4",
    }
    for name, value in keys.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("TESSDATA_PREFIX", "/somewhere")
    with Sandbox(sandbox_tasks.start, workers=1, seconds=20, megabytes=300, recycle=9) as opened:
        known: Any = opened.submit(("environment", None)).result(WAIT)
        children = psutil.Process().children(recursive=True)
        environments = [child.environ() for child in children]
    assert known["TESSDATA_PREFIX"] == "/somewhere"
    assert known["PATH"] == os.environ["PATH"]
    assert len(environments) >= 2
    for environment in (known, *environments):
        assert not keys.keys() & environment.keys()
        assert not any("secret-" in value for value in environment.values())


def test_worker_knows_one_folder_for_temporary_files_however_full_its_disk(
    sandbox: Sandbox[Any, Any],
) -> None:
    """Else Python looks for another, and what is removed after each task is all that lies there."""
    chosen, own = sandbox.submit(("fixed folder", None)).result(WAIT)
    assert chosen == own
    assert "enricher-worker-" in own
