"""Temporary files lie in the home, and what a killed process left goes with the next start."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from enricher.files.temporary import temporary_files
from tests.enricher.homes import enricher_command, environment, make_home, write_documents
from tests.permissions import binding_permissions

_HOLD = """
import sys, tempfile, time
from pathlib import Path
from enricher.files.temporary import temporary_files
with temporary_files(Path(sys.argv[1])):
    folder = tempfile.mkdtemp(prefix="enricher-project-")
    Path(folder, "contract.pdf").write_text("of a client")
    print(folder, flush=True)
    time.sleep(600)
"""


def test_temporary_files_lie_in_the_home_and_are_private(tmp_path: Path) -> None:
    before = tempfile.gettempdir()
    with temporary_files(tmp_path / "home"):
        folder = Path(tempfile.mkdtemp())
        assert folder.is_relative_to(tmp_path / "home" / "tmp")
        assert folder.parent.stat().st_mode & 0o077 == 0
        with temporary_files(tmp_path / "home"):
            assert Path(tempfile.gettempdir()) == folder.parent
        assert folder.exists()
    assert tempfile.gettempdir() == before
    assert not folder.parent.exists()


def test_what_a_killed_process_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _HOLD, home],
            env=environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    killed, alive = processes
    try:
        assert killed.stdout
        assert alive.stdout
        left, held = (Path(one.stdout.readline().strip()) for one in processes if one.stdout)
        killed.send_signal(signal.SIGKILL)
        killed.wait(20)
        assert (left / "contract.pdf").exists()
        with temporary_files(home):
            assert not left.parent.exists()
            assert (held / "contract.pdf").exists()
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_home_that_cannot_be_written_leaves_them_to_the_system(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    before = tempfile.gettempdir()
    with binding_permissions(), temporary_files(home):
        assert tempfile.gettempdir() == before
    assert os.listdir(home) == []  # noqa: PTH208


def test_commands_leave_nothing_behind(tmp_path: Path) -> None:
    """The folder of the system's temporary files stays empty, and so does the home's."""
    system = tmp_path / "system"
    system.mkdir()
    home, documents = make_home(tmp_path / "home"), write_documents(tmp_path / "documents")
    register = ("extract", documents, "--xlsx", tmp_path / "hits.xlsx")
    for arguments in (("ingest", documents), register):
        subprocess.run(
            enricher_command("--home", str(home), *map(str, arguments)),
            env=environment(TMPDIR=str(system)),
            timeout=300,
            capture_output=True,
        )
    assert (tmp_path / "hits.xlsx").exists()
    assert list(system.iterdir()) == []
    assert [one.name for one in (home / "tmp").iterdir() if not one.name.startswith(".")] == []
