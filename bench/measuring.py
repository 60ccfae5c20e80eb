"""Taking turns, and watching a process with all that it starts."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

_LOOK_SECONDS = 0.5  # each look at the children reads /proc, some 10 ms
_MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """One process from its start to its end, its start-up included.

    Attributes:
        main_cpu_seconds: of the process itself, all threads.
        workers_cpu_seconds: of all that it started.
        main_megabytes: the most resident memory of the process itself.
        worker_megabytes: the most resident memory of any process that it started.
        answer: what it printed.
    """

    wall_seconds: float
    main_cpu_seconds: float
    workers_cpu_seconds: float
    main_megabytes: float
    worker_megabytes: float
    answer: dict[str, Any]

    @property
    def cpu_seconds(self) -> float:
        return self.main_cpu_seconds + self.workers_cpu_seconds


def cores() -> int:
    return os.cpu_count() or 1


def take_turns(
    contestants: Mapping[str, Callable[[], float]], rounds: int
) -> dict[str, list[float]]:
    """Call each in turn, A B A B, so that what else the machine does troubles all alike."""
    measured: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, contestant in contestants.items():
            measured[name].append(contestant())
    return measured


def wall_seconds(act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def run_task(task: str, *arguments: str) -> Run:
    """Run a task of `bench.tasks` in a process of its own and watch it.

    Raises:
        RuntimeError: it failed.
    """
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.tasks", task, *arguments],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    watched = _Children(process.pid)
    output, _ = process.communicate()
    elapsed = time.perf_counter() - started
    watched.stop()
    if process.returncode:
        raise RuntimeError(f"task {task} ended with exit code {process.returncode}")
    answer = json.loads(output.splitlines()[-1])
    return Run(
        wall_seconds=elapsed,
        main_cpu_seconds=answer.pop("main_cpu_seconds"),
        workers_cpu_seconds=answer.pop("workers_cpu_seconds"),
        main_megabytes=answer.pop("main_bytes") / _MEGABYTE,
        worker_megabytes=watched.peak_bytes / _MEGABYTE,
        answer=answer,
    )


class _Children:
    """Looks at the processes below one process until stopped, for the largest."""

    def __init__(self, pid: int) -> None:
        self.peak_bytes = 0
        self._pid = pid
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK_SECONDS):
            try:
                children = psutil.Process(self._pid).children(recursive=True)
            except psutil.Error:
                return
            for child in children:
                self.peak_bytes = max(self.peak_bytes, peak_bytes(child))


def peak_bytes(process: psutil.Process) -> int:
    """The most that a process has had so far, where the system tells; else what it has.

    Not `ru_maxrss`: it begins with the memory of the process that started this one.
    """
    try:
        for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
        return int(process.memory_info().rss)
    except (OSError, psutil.Error):
        return 0


def describe_machine() -> dict[str, str]:
    """What the numbers depend on; `load before` tells a machine that was not idle."""
    described = {
        "processor": f"{cores()} cores, {_processor()}",
        "memory": f"{psutil.virtual_memory().total / 2**30:.0f} GiB",
        "system": f"{_system()}, Python {platform.python_version()}",
        "load before": f"{os.getloadavg()[0]:.1f}",
    }
    packages = ("onnxruntime", "tokenizers", "iscc-tika", "tantivy", "torch", "transformers")
    return described | {name: version(name) for name in packages}


def processor_flags() -> set[str]:
    return set(_cpu_info().get("flags", "").split())


def _processor() -> str:
    return _cpu_info().get("model name", platform.machine())


def _cpu_info() -> dict[str, str]:
    """The first core of Linux's list; elsewhere nothing."""
    try:
        first = Path("/proc/cpuinfo").read_text().split("\n\n", 1)[0]
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    return {name.strip(): value.strip() for name, _, value in pairs}


def _system() -> str:
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.platform())
    except OSError:
        return platform.platform()


def median_of(runs: Sequence[Run], key: Callable[[Run], float]) -> float:
    values = sorted(key(run) for run in runs)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2
