"""Work in a process of its own ends at its limits, and takes nothing along."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from enricher.errors import ExtractionError, InputError
from enricher.wiring.apart import read_sheet_apart, run_apart


def pid(_: object) -> int:
    return os.getpid()


def hoard(megabytes: int) -> int:
    blocks = [b"x" * 1_000_000 for _ in range(megabytes)]
    time.sleep(60)
    return len(blocks)


def fail(_: object) -> None:
    raise InputError("it is wrong")


def test_work_is_done_elsewhere() -> None:
    assert run_apart(pid, None, seconds=60, megabytes=500) != os.getpid()


def test_what_is_raised_there_is_raised_here() -> None:
    with pytest.raises(InputError, match="it is wrong"):
        run_apart(fail, None, seconds=60, megabytes=500)


def test_work_ends_at_its_limits() -> None:
    with pytest.raises(ExtractionError, match="more than 500 MB of memory"):
        run_apart(hoard, 2000, seconds=60, megabytes=500)
    with pytest.raises(ExtractionError, match="more than 1 s"):
        run_apart(hoard, 1, seconds=1, megabytes=500)


def test_register_that_takes_too_much_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    path.write_text("file,who\n" + "a.pdf,Ada\n" * 20_000)
    assert len(read_sheet_apart(path).rows) == 20_000
    with pytest.raises(InputError, match=r"register\.csv: .* was stopped; save the sheet"):
        read_sheet_apart(path, megabytes=30)
