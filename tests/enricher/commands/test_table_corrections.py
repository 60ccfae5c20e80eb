from __future__ import annotations

from pathlib import Path

import pytest

from enricher.wiring.home import open_home
from tests.enricher.command_line import run, run_json
from tests.enricher.homes import make_home
from tests.enricher.statement_home import ingest_statements


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return make_home(tmp_path / "home")


@pytest.fixture
def march(home: Path, tmp_path: Path) -> str:
    with open_home(home) as opened:
        return str(ingest_statements(opened, tmp_path / "statements") / "march.sta")


def test_cells_and_rows_are_corrected_listed_and_taken_back(home: Path, march: str) -> None:
    said = run(home, "corrections", "cell", march, "--row", "1", "amount=-25,30").stdout
    assert said.startswith("1  set-cell “2025-03-03")
    assert "transactions amount = -25.30" in said
    run(home, "corrections", "row", march, "--remove", "--row", "2")
    cells = ("date=2025-03-09", "amount=7.00")
    added = run_json(home, "corrections", "row", march, "--row", "1", "--before", *cells)
    assert (added["act"], added["cells"]) == (
        "add-row",
        {"date": "2025-03-09", "amount": "7.00"},
    )
    run(home, "corrections", "cell", march, "--row", "1", "date=")
    rows = run_json(home, "rows", "amount>-26 amount<8", "--sort", "amount")["hits"]
    assert [one["cells"]["amount"] for one in rows] == ["-25.30", "-25.03", "7.00"]
    assert [one["id"] for one in run_json(home, "corrections", "list", march)] == [4, 3, 2, 1]
    assert "undone by" in run(home, "corrections", "undo", "2").stdout
    assert "removed row" in run(home, "history", march).stdout


def test_balances_are_corrected_and_cleared(home: Path, march: str) -> None:
    said = run(home, "corrections", "fact", march, "opening_balance=12,50").stdout
    assert said.startswith("1  set-fact transactions opening_balance = 12.50")
    assert "lost" not in said
    run(home, "corrections", "fact", march, "opening_balance=")
    assert "cleared opening_balance in transactions" in run(home, "history", march).stdout


@pytest.mark.parametrize(
    ("arguments", "code", "why"),
    [
        (("cell", "--row", "1", "amount=much"), 2, "column amount takes a number"),
        (("cell", "--row", "9", "amount=1"), 2, "has 2 rows"),
        (("cell", "--row", "1", "--table", "2", "amount=1"), 2, "and no such one"),
        (("cell", "amount=1"), 2, "name a row"),
        (("cell", "--row", "1", "amount"), 2, "not COLUMN=VALUE"),
        (("fact", "amount"), 2, "not NAME=VALUE"),
        (("fact", "owner=me"), 2, "there are: account"),
        (("row", "--remove"), 2, "name a row"),
        (("row", "--remove", "--row", "1", "amount=1"), 2, "has no values"),
        (("row", "--remove", "--row", "1", "--before"), 2, "only a row that is added"),
        (("row", "--row", "1"), 2, "has something in it"),
        (("cell", "--row", "1", "amount=1", "date="), 2, "one column"),
    ],
)
def test_what_is_wrong_is_said(
    home: Path, march: str, arguments: tuple[str, ...], code: int, why: str
) -> None:
    command, *more = arguments
    result = run(home, "corrections", command, march, *more, code=code)
    assert why in result.output
