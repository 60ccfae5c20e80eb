from __future__ import annotations

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from enricher.files.formulas import looks_like_formula
from enricher.search.exports import csv_row
from enricher.search.workbooks import open_table

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",  # noqa: RUF001  full-width, as these are
    "＋1",  # noqa: RUF001
    "－1",  # noqa: RUF001
    "＠SUM(A1)",  # noqa: RUF001
    "﹦1",
    "﹣1",
    "⁼1",
    "−1",  # noqa: RUF001  the sign of mathematics
    "\t=1",
    "\tx",
    "\rx",
    "\nx",
    " =1",
    "\xa0＝1",  # noqa: RUF001
    "\ufeff=1",
    "\u200b=1",
    "\x00=1",
]
TEXTS = ["", " ", "Acme", "a=b", "1-2", "(1)", "'=1", "Ｅ=1", "–", "§ 5", "\ufeff"]  # noqa: RUF001


@pytest.mark.parametrize("text", FORMULAS)
def test_no_export_holds_a_formula(text: str, tmp_path: Path) -> None:
    assert looks_like_formula(text)
    (row,) = csv.reader([csv_row([text, "Acme"])])
    assert row == ["'" + text, "Acme"]
    with open_table(tmp_path / "table.xlsx", "Table", [("column", 10)]) as table:
        table.add([text])
    cell = load_workbook(tmp_path / "table.xlsx")["Table"]["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize("text", TEXTS)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert not looks_like_formula(text)
    (row,) = csv.reader([csv_row([text, "Acme"])])
    assert row == [text, "Acme"]
