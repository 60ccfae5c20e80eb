"""Scans whose figures were misread: digital pages as OCR would have them, with a slip here and there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connectors.files.pdf_words import read_words
from connectors.layout.statements.reader import StatementReader
from enricher.documents import Reading
from enricher.documents.layout import WordPage
from enricher.documents.notices import all_in_words
from enricher.documents.proofs import prove_table
from tests.statement_pages import STYLES, write

Rows = list[tuple[str | None, str | None]]
STYLE = next(one for one in STYLES if one.name == "uk-days")
Slip = Callable[[str], str]


def statement(folder: Path, *, rows: int = 20) -> tuple[list[WordPage], dict[str, Any]]:
    data, gold = write(replace(STYLE, balances="all"), rows, 5)
    path = folder / "statement.pdf"
    path.write_bytes(data)
    return list(read_words(path)), gold["accounts"][0]


def read(pages: list[WordPage], slips: Mapping[str, str], confidence: float = 0.9) -> Reading:
    """What is found on pages whose words are read by OCR, some of them as other ones."""
    words = [
        replace(
            page,
            words=tuple(
                replace(word, text=slips.get(word.text, word.text), confidence=confidence)
                for word in page.words
            ),
        )
        for page in pages
    ]
    texts = [" ".join(word.text for word in page.words) + "\n" for page in words]
    starts = tuple(sum(map(len, texts[:at])) for at in range(len(texts)))
    return StatementReader().read(words, Reading("application/pdf", "".join(texts), pages=starts))


def amounts(reading: Reading) -> list[str | None]:
    return [row["amount"] for table in reading.tables for row in table.records()]


def printed(value: str) -> str:
    return f"{abs(Decimal(value)):,.2f}"


def another(text: str) -> str:
    """The text with its first digit read as another one."""
    at = next(at for at, one in enumerate(text) if one.isdigit())
    return f"{text[:at]}{'8' if text[at] != '8' else '3'}{text[at + 1 :]}"


def test_a_digit_is_mended_where_the_balances_around_it_leave_one_way(tmp_path: Path) -> None:
    pages, gold = statement(tmp_path)
    wanted = [row["amount"] for row in gold["rows"]]
    at = next(
        at for at, row in enumerate(gold["rows"]) if at > 3 and wanted.count(row["amount"]) == 1
    )
    slip = printed(wanted[at])

    reading = read(pages, {slip: another(slip)})

    assert amounts(reading) == wanted
    assert all_in_words(reading.warnings) == [
        f"the figures in row {at + 1} were corrected: OCR misread them, as the balances beside them"
        " show"
    ]
    cell = reading.tables[0].rows[at][2]
    assert cell is not None
    assert reading.text[cell.start : cell.end] == another(slip)


def test_an_amount_that_cannot_be_read_is_what_the_balances_make(tmp_path: Path) -> None:
    pages, gold = statement(tmp_path)
    wanted = [row["amount"] for row in gold["rows"]]
    reading = read(pages, {printed(wanted[6]): "ELTS"})
    assert amounts(reading) == wanted
    assert len(reading.warnings) == 1


def test_a_balance_that_is_misread_is_mended_and_no_amount(tmp_path: Path) -> None:
    pages, gold = statement(tmp_path)
    slip = printed(gold["rows"][6]["balance"])
    reading = read(pages, {slip: another(slip)})
    assert amounts(reading) == [row["amount"] for row in gold["rows"]]
    assert [row["balance"] for row in reading.tables[0].records()] == [
        row["balance"] for row in gold["rows"]
    ]
    assert len(reading.warnings) == 1


def test_a_row_that_is_lost_changes_no_other_one(tmp_path: Path) -> None:
    pages, gold = statement(tmp_path)
    lost = gold["rows"][6]
    reading = read(pages, {printed(lost[name]): "~" for name in ("amount", "balance")})
    left = [row["amount"] for row in gold["rows"] if row is not lost]
    assert amounts(reading) == left
    assert any(not proof.holds for proof in prove_table(reading.tables[0]))


@pytest.mark.parametrize("number", range(20))
def test_a_digit_that_is_read_as_another_one_is_noticed_wherever_it_stands(
    number: int, tmp_path: Path
) -> None:
    pages, gold = statement(tmp_path)
    row = gold["rows"][number]
    for value in (row["amount"], row["balance"]):
        reading = read(pages, {printed(value): another(printed(value))})
        is_told = any(not proof.holds for table in reading.tables for proof in prove_table(table))
        is_right = amounts(reading) == [one["amount"] for one in gold["rows"]]
        assert is_told or (is_right and reading.warnings) or not reading.tables


@pytest.mark.parametrize("confidence", [0.99, 1.0])
def test_what_is_read_well_or_said_by_the_file_itself_is_not_mended(
    confidence: float, tmp_path: Path
) -> None:
    pages, gold = statement(tmp_path)
    slip = printed(gold["rows"][6]["amount"])
    reading = read(pages, {slip: another(slip)}, confidence=confidence)
    assert Decimal(amounts(reading)[6] or "0").copy_abs() == Decimal(another(slip).replace(",", ""))
    assert reading.warnings == ()


def test_a_closing_balance_that_is_wrong_stays_as_it_is(tmp_path: Path) -> None:
    data, gold = write(STYLE, 20, 5, wrong=True)
    (tmp_path / "wrong.pdf").write_bytes(data)
    reading = read(list(read_words(tmp_path / "wrong.pdf")), {})
    (table,) = reading.tables
    assert table.facts["closing_balance"] == gold["accounts"][0]["closing_balance"]
    assert [proof.holds for proof in prove_table(table)][-1:] == [False]


def test_no_digit_is_mended_by_the_closing_balance_alone(tmp_path: Path) -> None:
    style = next(one for one in STYLES if one.balances == "none")
    data, gold = write(style, 20, 5, wrong=True)
    (tmp_path / "wrong.pdf").write_bytes(data)
    reading = read(list(read_words(tmp_path / "wrong.pdf")), {}, confidence=0.5)
    assert amounts(reading) == [row["amount"] for row in gold["accounts"][0]["rows"]]
    assert reading.warnings == ()
