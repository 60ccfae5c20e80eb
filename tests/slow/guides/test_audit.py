"""Every command of docs/audit.md works, on documents written here and read by rules."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from enricher.__main__ import cli
from tests.enricher.homes import environment, make_ruled_home
from tests.slow.guides.pages import commands, run

PAGE = "audit.md"
LOAN = (
    "Loan agreement as of March 1, 2020 between Vega LLC and Nowhere Trading LLC for a term of"
    " nine (9) years. The lender lends $1,500,000.00. It is governed by the laws of Delaware.\n"
)
LEASE = "Lease as of May 1, 2020 of Orion Labs Inc. and Vega LLC. By the laws of New York.\n"


def test_commands_of_the_guide_work(tmp_path: Path) -> None:
    make_ruled_home(tmp_path / ".enricher")
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "loan.txt").write_text(LOAN)
    (tmp_path / "contracts" / "lease.txt").write_text(LEASE)
    printed = {command: run(command, tmp_path, environment()) for command in commands(PAGE)}
    assert re.match(r"2 documents and \d+ policies audited", printed["enricher audit run"])
    assert "findings changed" in printed["enricher audit run"]
    listed = printed["enricher audit list"]
    assert "term-too-long  loan.txt" in listed
    assert "undecided, because a value is missing" in listed
    assert "lease.txt  Term is missing" in printed["enricher audit list --undecided"]
    accepted = next(text for command, text in printed.items() if " accept " in command)
    assert "until 2099-12-31: approved by the board" in accepted
    assert "1 finding\n" in printed["enricher audit list --state accepted"]
    assert "0 findings" not in printed["enricher audit export findings.csv"]
    text = (tmp_path / "findings.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    (long,) = [row for row in rows if row["policy"] == "term-too-long"]
    assert (long["values"], long["words"]) == ("Term: 9 years", "nine (9) years")
    assert long["file"].endswith("loan.txt")
    assert "term-too-long" in (tmp_path / "report.html").read_text(encoding="utf-8")
    sheet = load_workbook(tmp_path / "findings.xlsx")["Findings"]
    assert sheet.max_row == len(rows) + 1 > 2


def test_findings_as_json_and_the_errors_of_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    make_ruled_home(home)
    monkeypatch.setenv("ENRICHER_HOME", str(home))

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["audit", *arguments])
        return done.exit_code, done.output

    code, said = run("list", "--json")
    assert (code, json.loads(said)["findings"]) == (0, [])
    assert run("list")[1].startswith("0 findings")
    assert run("accept", "7", "--reason", "none")[0] == 2
    assert run("export", str(tmp_path / "findings.doc"))[0] == 2
    assert run("export", str(tmp_path / "nowhere" / "findings.csv"))[0] == 2
    assert run("export", str(tmp_path / "nowhere" / "findings.xlsx"))[0] == 2
