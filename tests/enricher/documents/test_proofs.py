"""What adds up is proven, and a changed digit anywhere is noticed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enricher.documents import EnrichedText, ExtractedText
from enricher.documents.notices import all_in_words
from enricher.documents.proofs import balanced, prove_amounts, prove_table
from enricher.documents.tables import Cell, Column, Table
from enricher.entities import FieldValue, Value

AMOUNTS = st.decimals(-100_000, 100_000, places=2, allow_nan=False, allow_infinity=False)
COLUMNS = (Column("date", "date"), Column("amount", "number"), Column("balance", "number"))


def statement(opening: Decimal, amounts: list[Decimal], *, with_balances: bool = True) -> Table:
    """An account that adds up."""
    rows, balance = [], opening
    for amount in amounts:
        balance += amount
        printed = Cell(str(balance), 0, 0) if with_balances else None
        rows.append((Cell("2025-03-03", 0, 0), Cell(str(amount), 0, 0), printed))
    facts = {"opening_balance": str(opening), "closing_balance": str(balance)}
    return Table("transactions", COLUMNS, tuple(rows), facts)


def with_cell(table: Table, row: int, column: int, value: str) -> Table:
    cells = list(table.rows[row])
    cells[column] = Cell(value, 0, 0)
    return replace(table, rows=(*table.rows[:row], tuple(cells), *table.rows[row + 1 :]))


@given(AMOUNTS, st.lists(AMOUNTS, max_size=20), st.booleans())
def test_what_adds_up_is_proven(
    opening: Decimal, amounts: list[Decimal], with_balances: bool
) -> None:
    table = statement(opening, amounts, with_balances=with_balances)
    assert balanced(table) is True
    assert all(one.holds for one in prove_table(table))


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=20), st.data())
def test_a_changed_digit_is_noticed(
    opening: Decimal, amounts: list[Decimal], data: st.DataObject
) -> None:
    table = statement(opening, amounts)
    row = data.draw(st.integers(0, len(amounts) - 1))
    column = data.draw(st.sampled_from([1, 2]))
    cell = table.rows[row][column]
    assert cell is not None
    digits = [at for at, one in enumerate(cell.value) if one.isdigit()]
    at = data.draw(st.sampled_from(digits))
    digit = data.draw(st.sampled_from("0123456789"))
    changed = cell.value[:at] + digit + cell.value[at + 1 :]
    assume(Decimal(changed) != Decimal(cell.value))
    proofs = prove_table(with_cell(table, row, column, changed))
    assert any(not one.holds for one in proofs)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=5), AMOUNTS)
def test_a_wrong_closing_balance_is_noticed(
    opening: Decimal, amounts: list[Decimal], wrong: Decimal
) -> None:
    table = statement(opening, amounts)
    assume(Decimal(table.facts["closing_balance"]) != wrong)
    table = replace(table, facts={**table.facts, "closing_balance": str(wrong)})
    assert balanced(table) is False


def test_one_wrong_balance_does_not_make_those_after_it_wrong() -> None:
    table = statement(Decimal(100), [Decimal(1), Decimal(2), Decimal(3), Decimal(4)])
    wrong = [one.row for one in prove_table(with_cell(table, 1, 2, "999")) if not one.holds]
    assert wrong == [1, 2], "the row itself, and the step from it to the next"


@pytest.mark.parametrize("missing", ["opening_balance", "closing_balance"])
def test_nothing_is_said_where_a_balance_is_missing(missing: str) -> None:
    table = statement(Decimal(100), [Decimal(1)], with_balances=False)
    facts = {name: value for name, value in table.facts.items() if name != missing}
    assert balanced(replace(table, facts=facts)) is None


def test_nothing_is_said_where_an_amount_could_not_be_read() -> None:
    table = statement(Decimal(100), [Decimal(1), Decimal(2)])
    assert prove_table(with_cell(table, 0, 1, "one hundred")) == ()


def amounts(**values: str) -> dict[str, tuple[FieldValue, ...]]:
    return {
        name: (FieldValue(Value("number", one, Decimal(one)), 1.0),) for name, one in values.items()
    }


def lines(*values: str) -> Table:
    rows = tuple((Cell("work", 0, 0), Cell(one, 0, 0)) for one in values)
    return Table("lines", (Column("description"), Column("amount", "number")), rows)


def test_an_invoice_adds_up_or_says_where_it_does_not() -> None:
    right = amounts(NetAmount="475.60", TaxAmount="90.36", TotalAmount="565.96")
    assert [one.holds for one in prove_amounts([lines("285.60", "190.00")], right)] == [True, True]
    wrong = prove_amounts([lines("285.60", "190.01")], right)
    assert [(one.figure, one.holds) for one in wrong] == [
        ("net_amount", False),
        ("total_amount", True),
    ]
    assert prove_amounts([], amounts(NetAmount="1")) == ()


def test_lines_with_tax_in_them_say_nothing_of_the_net_amount() -> None:
    told = amounts(NetAmount="100", TaxAmount="20", TotalAmount="120")

    assert [one.figure for one in prove_amounts([lines("120")], told)] == ["total_amount"]


def test_charges_below_the_lines_and_rounding_are_part_of_the_sums() -> None:
    told = amounts(NetAmount="95", TaxAmount="19.02", TotalAmount="114.00")
    table = replace(lines("100"), facts={"charges": "-5.00", "rounding": "-0.02"})

    assert [one.holds for one in prove_amounts([table], told)] == [True, True]
    assert [one.holds for one in prove_amounts([lines("100")], told)] == [False, False]


def test_a_document_that_does_not_add_up_says_so_among_its_warnings() -> None:
    table = with_cell(statement(Decimal(100), [Decimal(1)]), 0, 1, "5")
    text = replace(ExtractedText.of_text("Statement"), tables=(table,))
    said = all_in_words(EnrichedText(text, "en").all_warnings)
    assert said == [
        "it does not add up: the transactions give 105 in row 1, but the balance there is 101",
        "it does not add up: opening balance and transactions give 105, but the closing balance is"
        " 101",
    ]
