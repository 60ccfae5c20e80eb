from __future__ import annotations

from pathlib import Path

import pytest

from connectors.structured.mappings.definition import load_mapping
from enricher.errors import InputError
from enricher.ledger.mappings import is_covered

GOOD = "files: a.json\nkind: statement\ncolumns: {date: d, amount: a}\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ":1: it has no keys; write files:, kind: and columns:"),
        ("- a", ":1: it has no keys"),
        ("files: [a", ": it is not YAML"),
        ("kind: statement", ":1: files: the key is missing; write files: …"),
        (GOOD + "rowz: a", ":4: rowz: rowz is not known; write rows"),
        (GOOD.replace("statement", "bill"), ":2: kind: Input should be 'statement' or 'invoice'"),
        (GOOD + "decimal: ';'", ":4: decimal: Input should be '.' or ','"),
        (GOOD.replace("d, a", "d, x: 1, a"), ":3: columns.x: x is not known; statements have date"),
        (GOOD.replace("date", "dte"), "columns.dte: dte is not known; write date"),
        (GOOD.replace("date: d, ", ""), ":3: columns: there is no date"),
        (GOOD.replace("amount", "balance"), ":3: columns: there is no amount"),
        (GOOD.replace("amount: a", "amount: a, debit: b"), "not both"),
        (GOOD + "fields:\n  Iban: a", ":5: fields.Iban: Iban is not known; write IBAN"),
        (GOOD + "fields: {IBAN: a}\nvalues: {IBAN: b}", ":5: values.IBAN: IBAN stands in fields"),
        (GOOD + "debits: [x]", ":4: debits: they are marks in a column side"),
        (GOOD + "rows: a..b", ":4: rows: 'a..b' cannot be read from '..b' on"),
        ("files: a\nkind: invoice", ":2: kind: an invoice needs fields, columns, or both"),
    ],
)
def test_a_fault_is_told_with_its_key_and_what_to_write(
    text: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(text)
    with pytest.raises(InputError) as raised:
        load_mapping(path)
    assert f"{path}" in str(raised.value)
    assert told in str(raised.value)


def test_all_faults_are_told(tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(GOOD + "rowz: 1\ndecimal: x\n")
    with pytest.raises(InputError) as raised:
        load_mapping(path)
    assert len(str(raised.value).splitlines()) == 2


@pytest.mark.parametrize(
    ("pattern", "path", "is_for"),
    [
        ("*.json", "/x/A.JSON", True),
        ("till-?.csv", "/x/till-1.csv", True),
        ("till/*.csv", "/x/till/1.csv", True),
        ("till/*.csv", "/x/bank/1.csv", False),
        ("a.json", "/x/ba.json", False),
    ],
)
def test_patterns_are_of_names_or_of_the_end_of_paths(
    pattern: str, path: str, is_for: bool
) -> None:
    assert is_covered([pattern], path, Path(path).name) is is_for
