"""Every command of docs/clauses.md works, on agreements that word a clause alike and otherwise."""

from __future__ import annotations

import os
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from tests.enricher.audit.clauses.agreements import agreements
from tests.slow.guides.pages import commands, files_to_write


def test_commands_of_the_guide_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in [name for name in os.environ if name.startswith("ENRICHER_")]:
        monkeypatch.delenv(variable)
    with agreements(tmp_path):
        pass
    for file, content in files_to_write("clauses.md").items():
        (tmp_path / file).write_text(content, encoding="utf-8")
    printed = {}
    for command in commands("clauses.md"):
        _, *arguments = shlex.split(command)
        done = CliRunner().invoke(cli, arguments)
        assert done.exit_code == 0, f"{command}\n{done.output}"
        assert done.stdout, command
        printed[command] = done.stdout
    assert "[-Delaware,-] {+New York,+}" in printed["enricher clauses show GoverningLaw"]
    checked = printed["enricher playbook check"].splitlines()
    states = [line.partition(" ")[0] for line in checked if not line.startswith(" ")]
    assert sorted(states) == ["missing", "other", "same", "same", "same"]
