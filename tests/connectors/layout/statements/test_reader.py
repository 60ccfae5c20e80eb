"""Statements of banks, layouts and languages that the reader knows no template for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from connectors.files.page_tables import PageTableReader
from connectors.files.pdf_words import read_words
from connectors.layout.statements.reader import StatementReader
from connectors.tika.embedded import EmbeddedTika
from enricher.documents import Reading
from enricher.documents.proofs import balanced
from tests.statement_pages import HELD_OUT, REGIONS, STYLES, Style, write
from tests.statement_sheets import SHEETS

READER = PageTableReader(EmbeddedTika(ocr=False), [StatementReader()], read_words)
ALL_STYLES = (*STYLES, *HELD_OUT, *REGIONS)

HeaderValues = dict[str, list[str]]


def read(data: bytes, folder: Path) -> Reading:
    path = folder / "statement.pdf"
    path.write_bytes(data)
    return READER.read(path, path.name)


def movements(reading: Reading) -> Counter[tuple[str | None, str | None, str | None]]:
    return Counter(
        (row["date"], row["amount"], row["balance"])
        for table in reading.tables
        for row in table.records()
    )


def expected(gold: dict[str, Any]) -> Counter[tuple[str | None, str | None, str | None]]:
    return Counter(
        (row["date"], row["amount"], row["balance"])
        for account in gold["accounts"]
        for row in account["rows"]
    )


def stated(reading: Reading) -> HeaderValues:
    found: HeaderValues = {}
    for span in reading.stated:
        found.setdefault(span.category, []).append(
            span.choice or reading.text[span.start : span.end]
        )
    return found


@pytest.mark.parametrize("style", ALL_STYLES, ids=lambda style: style.name)
def test_rows_and_balances_are_those_that_are_printed(style: Style, tmp_path: Path) -> None:
    data, gold = write(style, 45, 2)

    reading = read(data, tmp_path)

    assert movements(reading) == expected(gold)
    assert [balanced(one) for one in reading.tables] == [True]
    header = stated(reading)
    account = gold["accounts"][0]
    assert header["OpeningBalance"] == [account["opening_balance"]]
    assert header["ClosingBalance"] == [account["closing_balance"]]
    assert header["PeriodStart"] == [gold["period_start"]]
    assert header["PeriodEnd"] == [gold["period_end"]]
    assert header["Bank"] == [gold["bank"]]
    assert header["AccountHolder"] == [gold["holder"]]
    assert header.get("IBAN", []) == [account["iban"]] * bool(account["iban"])


def test_days_below_an_unknown_name_stand_before_those_of_value(tmp_path: Path) -> None:
    style = next(one for one in ALL_STYLES if one.name == "pt-three")
    first, *others = style.columns
    data, gold = write(replace(style, columns=(replace(first, name="DataLanc."), *others)), 20, 2)
    assert movements(read(data, tmp_path)) == expected(gold)


@pytest.mark.parametrize("style", ALL_STYLES, ids=lambda style: style.name)
def test_closing_balance_that_is_wrong_is_told_as_printed(style: Style, tmp_path: Path) -> None:
    data, gold = write(style, 25, 3, wrong=True)

    reading = read(data, tmp_path)

    assert [balanced(one) for one in reading.tables] == [False]
    assert stated(reading)["ClosingBalance"] == [gold["accounts"][0]["closing_balance"]]


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_no_table_of_columns_describes_is_read(
    sheet: Callable[[int, int], tuple[bytes, dict[str, Any]]], tmp_path: Path
) -> None:
    data, gold = sheet(30, 4)

    reading = read(data, tmp_path)

    assert movements(reading) == expected(gold)
    assert [balanced(one) for one in reading.tables] == [True] * len(gold["accounts"])
    assert stated(reading)["Bank"] == [gold["bank"]]
    assert stated(reading)["AccountHolder"] == [gold["holder"]]


def test_cells_stand_where_the_text_has_them(tmp_path: Path) -> None:
    style = next(one for one in STYLES if one.name == "de-marks")
    data, _ = write(style, 20, 5)

    reading = read(data, tmp_path)

    for row in reading.tables[0].rows:
        day, words, amount, _ = row
        assert day is not None
        assert words is not None
        assert amount is not None
        assert reading.text[day.start : day.end].startswith(f"{day.value[8:]}.{day.value[5:7]}.")
        assert (
            reading.text[words.start : words.end].split()
            == words.value.split()[: len(reading.text[words.start : words.end].split())]
        )
        digits = reading.text[amount.start : amount.end].rstrip(" SH").replace(".", "")
        assert digits.replace(",", ".") == amount.value.lstrip("-")


def test_text_of_a_contract_is_not_looked_at_word_by_word() -> None:
    clause = (
        "The Tenant pays EUR 1,250.00 by 1 March 2025 and EUR 80.00 for heating. "
        + 40 * "It is so agreed between the parties. "
    )

    assert not StatementReader().looks_right(Reading("application/pdf", clause * 8))


def test_list_of_what_is_no_statement_has_no_table(tmp_path: Path) -> None:
    style = next(one for one in STYLES if one.name == "es-signed")
    data, _ = write(style, 6, 1)
    reading = read(data, tmp_path)

    assert StatementReader().read((), reading) == reading


@pytest.mark.parametrize("is_wrong", [False, True])
def test_where_proof_is_needed_only_what_adds_up_is_a_statement(
    is_wrong: bool, tmp_path: Path
) -> None:
    data, _ = write(STYLES[0], 12, 1, wrong=is_wrong)
    path = tmp_path / "statement.pdf"
    path.write_bytes(data)
    strict = StatementReader(is_proof_needed=True)

    reading = PageTableReader(EmbeddedTika(ocr=False), [strict], read_words).read(path, path.name)

    assert len(reading.tables) == (0 if is_wrong else 1)


def test_what_was_read_and_not_proven_is_not_read_again(tmp_path: Path) -> None:
    data, _ = write(STYLES[0], 12, 1, wrong=True)
    path = tmp_path / "statement.pdf"
    path.write_bytes(data)
    asked: list[Path] = []

    class Counting(StatementReader):
        def take_unproven(self, reading: Reading) -> Reading | None:
            known = super().take_unproven(reading)
            asked.extend([path] * (known is not None))
            return known

    strict = Counting(is_proof_needed=True)
    readers = [strict, StatementReader(behind=strict)]
    reader = PageTableReader(EmbeddedTika(ocr=False), readers, read_words)

    assert reader.read(path, path.name) == read(data, tmp_path)
    assert asked == [path]
    other, _ = write(STYLES[1], 12, 1)
    assert reader.read(path, path.name).tables
    path.write_bytes(other)
    assert [balanced(one) for one in reader.read(path, path.name).tables] == [True]
