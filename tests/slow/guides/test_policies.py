"""Every command of docs/policies.md works, and every condition on it can be read."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from enricher.__main__ import cli
from enricher.expressions import FUNCTIONS, compile_expression
from enricher.expressions.schema_file import load_schema
from enricher.schema import EntitySchema
from enricher.values import BOOLEAN
from tests.checkout import ROOT
from tests.slow.guides.pages import commands, files_to_write, read_page

PAGE = "policies.md"
PROJECTS = ROOT / "enricher/shipped/projects"
ANY_CATEGORY = EntitySchema(
    tuple(
        {
            one.name: one
            for project in ("financial", "clauses", "contracts")
            for one in load_schema(PROJECTS / project / "schema.toml").categories
        }.values()
    )
)
"""What conditions of the page may name, whichever project they are for."""


def test_commands_of_the_guide_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for variable in [name for name in os.environ if name.startswith("ENRICHER_")]:
        monkeypatch.delenv(variable)
    for file, content in files_to_write(PAGE).items():
        Path(file).write_text(content, encoding="utf-8")
    printed = {}
    for command in commands(PAGE):
        program, *arguments = shlex.split(command)
        if program == "enricher":
            done = CliRunner().invoke(cli, arguments)
            assert done.exit_code == 0, f"{command}\n{done.output}"
            printed[command] = done.output  # of commands that come twice the later one
        else:
            subprocess.run([program, *arguments], check=True)
    assert printed["enricher policies test long-loan"].startswith("3 of 3 examples")
    assert re.search(r"^ended +low +off", printed["enricher policies list"], re.MULTILINE)
    assert "list blocked-parties  2 names" in printed["enricher policies list"]


def test_tables_name_every_function_and_their_conditions_can_be_read() -> None:
    rows = [
        line.strip("| ").split(" | ") for line in read_page(PAGE).splitlines() if line[:1] == "|"
    ]
    named = {match[1] for row in rows if (match := re.match(r"`(\w+)\(", row[0]))}
    assert named == FUNCTIONS.keys()
    conditions = [row[2].strip("`") for row in rows if len(row) == 3 and row[2].startswith("`")]
    for condition in conditions:
        compile_expression(condition, ANY_CATEGORY, BOOLEAN)
    assert len(conditions) > len(named)
