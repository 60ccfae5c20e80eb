"""What lies outside of Python and some tests need: skipped aloud without it, failed where it is due.

A test names it by a marker, `@pytest.mark.tesseract`. Where ENRICHER_TEST_REQUIRE lists it (commas
between), as `.ci/run` does, a missing one fails the test: no check is lost without a word.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest

from tests.elasticsearch_server import can_start, server_url

VARIABLE = "ENRICHER_TEST_REQUIRE"


@cache
def _tesseract_data() -> set[str]:
    if shutil.which("tesseract") is None:
        return set()
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True)
    return set(listed.stdout.split())


@cache
def _can_mount() -> bool:
    """Whether this user may make a small disk, to fill it."""
    with (
        tempfile.TemporaryDirectory() as folder,
        suppress(OSError, subprocess.CalledProcessError),
        small_disk(Path(folder), 1),
    ):
        return True
    return False


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Path]:
    """A disk of so many megabytes in memory, mounted at a folder."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True, capture_output=True)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""

SYSTEMS: dict[str, Callable[[], bool]] = {
    "chromium": lambda: bool(CHROMIUM),
    "elasticsearch": lambda: server_url() is not None,
    "elasticsearch_cluster": can_start,
    "openssl": lambda: shutil.which("openssl") is not None,
    "full_disk": _can_mount,
    "tesseract": lambda: "eng" in _tesseract_data(),
    "tesseract_data": lambda: {"deu", "osd"} <= _tesseract_data(),
}
"""Name -> whether it is there."""


def required() -> set[str]:
    """What must be there.

    Raises:
        UsageError: a name is none of `SYSTEMS`, so that nothing would be required by it.
    """
    names = {name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name.strip()}
    if unknown := names - SYSTEMS.keys():
        raise pytest.UsageError(
            f"{VARIABLE} names {', '.join(sorted(unknown))}; there are {', '.join(SYSTEMS)}"
        )
    return names


def demand(name: str) -> None:
    """Go on with a test where a system is there, else skip it, or fail it where it is required."""
    if SYSTEMS[name]():
        return
    if name in required():
        pytest.fail(f"{name} is not there, and {VARIABLE} requires it", pytrace=False)
    pytest.skip(f"{name} is not there")
