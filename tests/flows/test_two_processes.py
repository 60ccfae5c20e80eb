"""Several processes on one home: one writes the index, the others reach it through the ledger."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.enricher.homes import enricher_command, environment, make_home

ENVIRONMENT = environment(ENRICHER_SETTLE_SECONDS="0.2")


def run(*arguments: str) -> Any:
    done = subprocess.run(
        enricher_command(*arguments, "--json"),
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_ingest_beside_a_watcher_is_written_by_it(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    watched, other = tmp_path / "watched", tmp_path / "other"
    for folder in (watched, other):
        folder.mkdir()
        for number in range(20):
            (folder / f"{number}.txt").write_text(f"{folder.name} {number} costs ${number + 1}.00")
    command = enricher_command("watch", str(watched), "--home", str(home))
    with (tmp_path / "log").open("wb") as log:
        watcher = subprocess.Popen(command, env=ENVIRONMENT, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while run("status", "--home", str(home))["indexed"] < 20:
            assert time.monotonic() < end, (tmp_path / "log").read_text()
        assert run("ingest", str(other), "--home", str(home))["indexed"] == 20
        (watched / "new.txt").write_text("this costs $77,000.00")
        found: dict[str, Any] = {"total": 0}
        while not found["total"]:
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            found = run("search", "--where", "Money>=77000", "--home", str(home))
        assert watcher.poll() is None
    finally:
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(timeout=30) == 0
    # The writer is gone: the next command takes its place.
    (other / "more.txt").write_text("it costs $88,000.00")
    time.sleep(0.3)
    assert run("ingest", str(other), "--home", str(home))["indexed"] == 21
    assert run("search", "--where", "Money>=88000", "--home", str(home))["total"] == 1
