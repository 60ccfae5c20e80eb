"""Several processes on one home: one writes the index, the others reach it through the ledger."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.enricher.command_line import run_json
from tests.enricher.homes import enricher_command, environment, make_home, write_texts


def test_ingest_beside_a_watcher_is_written_by_it(tmp_path: Path) -> None:
    home = make_home(tmp_path / "home")
    watched, other = (
        write_texts(tmp_path / name, {str(n): f"{name} {n} costs ${n + 1}.00" for n in range(20)})
        for name in ("watched", "other")
    )
    command = enricher_command("watch", str(watched), "--home", str(home))
    with (tmp_path / "log").open("wb") as log:
        watcher = subprocess.Popen(command, env=environment(), stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while run_json(home, "status")["indexed"] < 20:
            time.sleep(0.1)
            assert time.monotonic() < end, (tmp_path / "log").read_text()
        assert run_json(home, "ingest", str(other))["indexed"] == 20
        (watched / "new.txt").write_text("this costs $77,000.00")
        found: dict[str, Any] = {"total": 0}
        while not found["total"]:
            time.sleep(0.1)
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            found = run_json(home, "search", "--where", "Money>=77000")
        assert watcher.poll() is None
    finally:
        watcher.send_signal(signal.SIGTERM)
        assert watcher.wait(timeout=30) == 0
    # The writer is gone: the next command takes its place.
    (other / "more.txt").write_text("it costs $88,000.00")
    assert run_json(home, "ingest", str(other))["indexed"] == 21
    assert run_json(home, "search", "--where", "Money>=88000")["total"] == 1
