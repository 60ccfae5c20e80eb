"""The commands that a page of docs/ shows, and the files that it has its reader write."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

from click.testing import CliRunner

from enricher.__main__ import cli
from tests.checkout import ROOT
from tests.enricher.homes import environment

_QUOTED = re.compile("'[^']*'")


def read_page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def commands(name: str) -> list[str]:
    """The lines of a page's `sh` blocks, in order."""
    return [line for block in blocks(read_page(name), "sh") for line in block.splitlines()]


def files_to_write(name: str) -> dict[str, str]:
    """What a page says to write: "Write this to `schema.toml`:" and a block."""
    found = re.findall(
        r"(?:Write this to|Save this as) `([\w.-]+)`:\n\n```\w+\n(.*?)^```$",
        read_page(name),
        re.DOTALL | re.MULTILINE,
    )
    return dict(found)


def reader_environment(home: Path) -> dict[str, str]:
    """The environment of a reader whose home folder this is, and who has `enricher` on the path."""
    programs = home / "bin"
    programs.mkdir()
    for name, arguments in (("enricher", "-m enricher "), ("python", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {sys.executable} {arguments}"$@"\n')
        (programs / name).chmod(0o755)
    # What `make` built is this environment here.
    (home / ".venv" / "bin").mkdir(parents=True)
    (home / ".venv" / "bin" / "activate").touch()
    return environment(
        HOME=str(home),
        PATH=f"{programs}{os.pathsep}{os.environ['PATH']}",
        ENRICHER_WORKERS="1",
        ENRICHER_SETTLE_SECONDS="0",
    )


def run_in_shell(command: str, home: Path, variables: dict[str, str]) -> str:
    """Run a line in the reader's home folder.

    Returns:
        What it printed: an answer, unless it sets something up, or is passed on to or from a file.
    """
    done = subprocess.run(
        ["bash", "-c", command], cwd=home, env=variables, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    is_silent = command.startswith("source ") or re.search(" [<>] ", command.partition("'")[0])
    assert done.stdout or is_silent, command
    return done.stdout


def run(command: str, home: Path, variables: dict[str, str]) -> str:
    """As in a shell; what asks nothing of it runs in this process, which loads torch but once."""
    if not command.startswith("enricher ") or re.search("[|<>$;&`]", _QUOTED.sub("", command)):
        return run_in_shell(command, home, variables)
    with contextlib.chdir(home), patch.dict(os.environ, variables, clear=True):
        _, *arguments = map(os.path.expanduser, shlex.split(command))
        done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, f"{command}\n{done.output}"
    assert done.stdout, command
    return done.stdout
