"""Every command of docs/financial.md, in the order of the page."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.boxed_pages import write_deliveries
from tests.checkout import ROOT
from tests.slow.guides.pages import commands, files_to_write, reader_environment, run


def test_commands_of_the_guide_work(tmp_path: Path) -> None:
    environment = reader_environment(tmp_path)
    (tmp_path / "statements").mkdir()
    for name, content in files_to_write("financial.md").items():
        (tmp_path / name).write_text(content, encoding="utf-8")
        if name == "march.sta":
            (tmp_path / "statements" / name).write_text(content, encoding="utf-8")
    (tmp_path / "statements" / "deliveries.pdf").write_bytes(write_deliveries())
    printed = {one: run(one, tmp_path, environment) for one in commands("financial.md")}
    read = printed["enricher extract march.sta --project financial"]
    assert "transactions of NL69INGB0123456789: 2 rows, add up" in read
    found = json.loads(printed["enricher extract march.sta --project financial --json"])
    assert found["fields"]["OpeningBalance"] == ["500"]
    (table,) = found["tables"]
    assert [one["amount"] for one in table["rows"]] == ["-25.03", "1200.00"]
    assert table["balanced"] is True
    tried = printed["enricher mappings try till.yaml till-2025-03.json"]
    assert tried in (ROOT / "docs" / "financial.md").read_text(encoding="utf-8")
    assert "1 mapping can be used" in printed["enricher mappings check"]
    read = printed["enricher extract till-2025-03.json --project financial"]
    assert "transactions of NL69INGB0123456789: 3 rows, add up" in read
    assert load_workbook(tmp_path / "march.xlsx")["Transactions"].max_row == 3
    assert "march.sta" in printed["enricher search --where IBAN=NL69INGB0123456789"]
    rows = printed["enricher rows 'amount>1000 description:rent'"]
    assert "2025-03-10  Rent of the shop" in rows
    by_party = printed["enricher rows 'date:2025-03 amount<0' --by party"]
    assert "Bakery de Wit" in by_party
    assert "1 row" in by_party
    assert (
        "2025-03  EUR       2     1,200.00  -25.03  1,174.97"
        in (printed["enricher rows IBAN:NL69INGB0123456789 --by month"])
    )
    assert load_workbook(tmp_path / "rows.xlsx")["Rows"].max_row == 3
    assert (
        "description = Bakery de Wit, Utrecht"
        in printed["enricher corrections list ~/statements/march.sta"]
    )
    assert "undone by" in printed["enricher corrections undo 3"]
    add = "enricher corrections table ~/statements/deliveries.pdf --page 1 --box 0.1,0.34,0.9,0.5"
    assert "Part  Description" in printed[f"{add} --try"]
    assert "add-table “A-17 Oak panel" in printed[add]
