"""The commands of the docs that measure, which take hours, are commands."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import click
import pytest

from bench import table_readers
from bench.__main__ import _parser
from tests.checkout import ROOT
from training.experiments.commands import main


def commands(page: str) -> list[list[str]]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    lines = re.findall(r"^    ((?:python|make) .*)$", text, re.MULTILINE)
    assert lines
    return [shlex.split(line, comments=True) for line in lines]


@pytest.mark.parametrize(
    "command",
    [
        one
        for page in ("model.md", "benchmarks.md", "register.md", "learning.md")
        for one in commands(page)
    ],
    ids=" ".join,
)
def test_command_is_understood(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ENRICHER_TEST_DATA", str(tmp_path))
    program, *arguments = [str(tmp_path) if word in ("DIR", "MODEL") else word for word in command]
    if program == "make":
        dry = ["make", *arguments, "--dry-run", "--always-make"]
        assert subprocess.run(dry, capture_output=True).returncode == 0
    elif arguments[:2] == ["-m", "bench"]:
        _parser().parse_args(arguments[2:])
    elif arguments[0] == "bench/table_readers.py" or arguments[:2] == ["-m", "bench.table_readers"]:
        table_readers.build_parser().parse_args(arguments[arguments.index("--gold") - 1 :])
    else:
        assert arguments[:2] == ["-m", "training.experiments"]
        name, *rest = arguments[2:]
        one = main.commands[name]
        assert isinstance(one.make_context(name, rest), click.Context)


@pytest.mark.parametrize("page", ["model.md", "benchmarks.md"])
def test_page_says_that_its_commands_are_not_run(page: str) -> None:
    assert "not run by the tests" in (ROOT / "docs" / page).read_text(encoding="utf-8")
