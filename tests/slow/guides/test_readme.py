"""Every command in the README works, in the order in which a newcomer meets them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from enricher.shipped.samples import documents_folder
from tests.checkout import ROOT
from tests.servers import find_free_port, wait_until_healthy
from tests.slow.guides.pages import blocks, reader_environment, run

README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVER = "enricher serve"


COMMANDS = [line for block in blocks(README, "sh") for line in block.splitlines() if line.strip()]


@pytest.fixture
def newcomer(tmp_path: Path) -> dict[str, str]:
    """The environment of someone who has contracts in a home folder and `enricher` on the path."""
    samples = documents_folder()
    shutil.copytree(samples / "nda", tmp_path / "contracts")
    shutil.copytree(samples / "loans", tmp_path / "loans", ignore=lambda *_: ["locked-loan.pdf"])
    shutil.copy(samples / "nda" / "mutual-nda.pdf", tmp_path / "contract.pdf")
    return reader_environment(tmp_path)


def test_commands_of_the_readme_work(tmp_path: Path, newcomer: dict[str, str]) -> None:
    free_port = find_free_port()
    with ExitStack() as stack:
        for command in COMMANDS:
            if command.startswith("make "):
                continue  # the next test's
            if command.startswith(SERVER):
                command = command.replace(SERVER, f"exec {SERVER} --port {free_port}")
                server = stack.enter_context(
                    subprocess.Popen(["bash", "-c", command], cwd=tmp_path, env=newcomer)
                )
                stack.callback(server.terminate)
                wait_until_healthy(free_port)
                continue
            command = command.replace("localhost:8000", f"localhost:{free_port}")
            command = command.replace("curl ", "curl --fail --silent --show-error ")
            run(command, tmp_path, newcomer)
    assert (tmp_path / "register.xlsx").exists()


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("make ")])
def test_targets_of_the_readme_exist(command: str) -> None:
    dry = [*command.split(), "--dry-run", "--always-make"]
    done = subprocess.run(dry, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_library_of_the_readme_works(tmp_path: Path, newcomer: dict[str, str]) -> None:
    (program,) = blocks(README, "python")
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=newcomer, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "Party" in done.stdout


def test_files_that_the_readme_names_are_there() -> None:
    targets = re.findall(r"\]\((?!https?://)([^)#]+)\)", README)
    assert targets
    for target in targets:
        assert (ROOT / target).exists(), target
