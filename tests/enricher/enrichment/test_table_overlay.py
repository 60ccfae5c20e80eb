"""What people say of tables is laid over what was read, and what was read stays beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from enricher.documents import EnrichedText, ExtractedText, Reading
from enricher.documents.added_tables import added_table
from enricher.documents.corrections import WAITING, Act, Correction, Said, TableChange
from enricher.documents.proofs import balanced, prove_table
from enricher.documents.records import digest_of, from_record, to_body
from enricher.documents.row_anchors import RowAnchor
from enricher.documents.tables import Cell, Column, Override, Table
from enricher.enrichment.assemble import assemble
from enricher.enrichment.table_overlay import (
    ROW_GONE,
    ROW_READ,
    ROW_REMOVED,
    TABLE_GONE,
    TABLE_READ,
    TableOverlay,
    lay_over_tables,
)
from enricher.entities import Notice
from enricher.text.anchors import Anchor

COLUMNS = (Column("date", "date"), Column("description"), Column("amount", "number"))
AT = datetime(2025, 3, 1, tzinfo=UTC)
ROWS = (
    ("2025-03-01", "Tea", "-1.00"),
    ("2025-03-01", "Tea", "-1.00"),
    ("2025-03-02", "Wages", "100.00"),
)
FACTS = {"opening_balance": "10.00", "closing_balance": "108.00"}


def reading(rows: Sequence[Sequence[str]] = ROWS, *, title: str = "") -> Reading:
    """A statement whose text has each row on a line."""
    text, cells = title, []
    for row in rows:
        made = []
        for value in row:
            made.append(Cell(value, len(text), len(text) + len(value)))
            text += value + " "
        cells.append(tuple(made))
        text += "\n"
    return Reading(
        "text/plain", text, tables=(Table("transactions", COLUMNS, tuple(cells), FACTS),)
    )


class Person:
    """Says things of a reading, one after the other, each of what there is by then."""

    def __init__(self, read: Reading) -> None:
        self.read = read
        self.said: list[Correction] = []

    def set(self, row: int, column: str, value: str | None) -> Correction:
        return self._say(Act.SET_CELL, row=self._anchor(row), cells={column: value})

    def remove(self, row: int) -> Correction:
        return self._say(Act.REMOVE_ROW, row=self._anchor(row))

    def add(self, gap: int, cells: Mapping[str, str | None]) -> Correction:
        """Add a row that is the one with the number `gap` then."""
        count = len(self.tables()[0].rows)
        return self._say(
            Act.ADD_ROW,
            cells=cells,
            after=self._anchor(gap - 1) if gap else None,
            before=self._anchor(gap) if gap < count else None,
            mark=f"m{len(self.said)}",
        )

    def tables(self) -> tuple[Table, ...]:
        return lay_over_tables(self.read, self.said)[0]

    def records(self, read: Reading | None = None) -> list[list[str | None]]:
        tables, unmet = lay_over_tables(read or self.read, self.said)
        assert not unmet
        return [list(one.values()) for one in tables[0].records()]

    def _anchor(self, row: int) -> RowAnchor:
        overlay = TableOverlay(self.read)
        for one in self.said:
            overlay.lay(one)
        return overlay.anchor(0, row)

    def _say(self, act: Act, **change: object) -> Correction:
        made = TableChange("transactions", **change)  # type: ignore[arg-type]
        said = Said(act, "", Anchor(made.words), change=made)
        self.said.append(Correction(len(self.said) + 1, "d1", said, "ada", AT))
        return self.said[-1]


def test_a_cell_says_what_was_read_and_who_corrected_it() -> None:
    person = Person(reading())
    made = person.set(1, "amount", "-2.00")
    (table,) = person.tables()
    assert table.values("amount") == ["-1.00", "-2.00", "100.00"]
    assert table.overrides == (Override(1, "ada", AT, 1, "amount", {"amount": "-1.00"}),)
    before = person.read.tables[0].rows[1][2]
    after = table.rows[1][2]
    assert before is not None
    assert after == replace(before, value="-2.00"), "it stands where it was read"
    assert made.said.anchor.words == "2025-03-01 Tea -1.00"


def test_the_latest_word_about_a_cell_counts_and_one_less_gives_the_one_before() -> None:
    person = Person(reading())
    person.set(2, "amount", "99.00")
    person.set(2, "amount", None)
    assert person.records()[2] == ["2025-03-02", "Wages", None]
    (override,) = person.tables()[0].overrides
    assert (override.correction, override.read) == (2, {"amount": "100.00"})
    person.said.pop()
    assert person.records()[2] == ["2025-03-02", "Wages", "99.00"]
    person.said.pop()
    assert person.tables() == person.read.tables


def test_rows_go_and_come_where_they_were_said_to() -> None:
    person = Person(reading())
    person.add(3, {"date": "2025-03-03", "amount": "1.00"})
    person.add(0, {"description": "first"})
    person.remove(2)  # the second tea
    person.add(3, {"description": "behind wages"})
    person.set(4, "description", "last")
    assert person.records() == [
        [None, "first", None],
        ["2025-03-01", "Tea", "-1.00"],
        ["2025-03-02", "Wages", "100.00"],
        [None, "behind wages", None],
        ["2025-03-03", "last", "1.00"],
    ]
    overrides = person.tables()[0].overrides
    removed = {"date": "2025-03-01", "description": "Tea", "amount": "-1.00"}
    assert [(one.row, one.column, one.removed, one.read) for one in overrides] == [
        (0, None, False, {}),
        (2, None, True, removed),
        (3, None, False, {}),
        (4, None, False, {}),
        (4, "description", False, {"description": None}),
    ]


def test_a_row_is_added_to_a_table_that_has_none() -> None:
    person = Person(reading([]))
    person.add(0, {"amount": "1.00"})
    assert person.records() == [[None, None, "1.00"]]
    _, unmet = lay_over_tables(reading(), person.said)
    assert unmet == {1: ROW_GONE}, "it has rows by now, and nothing says where among them"


def test_what_is_said_of_a_row_that_was_removed_waits_until_it_is_there_again() -> None:
    person = Person(reading())
    first, other = Person(reading()).set(0, "amount", "5.00"), person.remove(0)
    said = [other, replace(first, id=2)]
    assert lay_over_tables(person.read, said)[1] == {2: ROW_REMOVED}
    assert lay_over_tables(person.read, said[1:])[1] == {}


def test_a_new_version_keeps_what_is_said_of_rows_that_have_the_same_words() -> None:
    person = Person(reading())
    person.set(1, "amount", "-2.00")
    person.set(2, "description", "Wages of March")
    more = (*ROWS, ("2025-03-05", "Rent", "-50.00"))
    assert person.records(reading(more, title="Anew\n"))[1:3] == [
        ["2025-03-01", "Tea", "-2.00"],
        ["2025-03-02", "Wages of March", "100.00"],
    ]


@pytest.mark.parametrize(
    ("rows", "lost"),
    [
        (ROWS[1:], {1}),  # one of two equal rows
        ((*ROWS, ROWS[0]), {1}),
        (ROWS[:2], {2}),
        ((*ROWS[:2], ("2025-03-02", "Wages", "100.01")), {2}),
        ([], {1, 2}),
    ],
)
def test_what_finds_no_place_is_told_and_laid_over_no_other_row(
    rows: Sequence[Sequence[str]], lost: set[int]
) -> None:
    person = Person(reading())
    person.set(1, "amount", "-2.00")
    person.set(2, "description", "Wages of March")
    now = reading(rows, title="Anew\n")
    tables, unmet = lay_over_tables(now, person.said)
    assert unmet == dict.fromkeys(lost, ROW_GONE)
    changed = [at for at, row in enumerate(tables[0].rows) if row != now.tables[0].rows[at]]
    assert len(changed) == 2 - len(lost)


def test_a_table_that_lost_a_column_says_so() -> None:
    person = Person(reading())
    person.set(0, "amount", "5.00")
    person.add(1, {"amount": "5.00", "date": "2025-03-01"})
    (table,) = person.read.tables
    short = replace(table, columns=COLUMNS[:2], rows=tuple(row[:2] for row in table.rows))
    _, unmet = lay_over_tables(replace(person.read, tables=(short,)), person.said)
    gone = Notice("column_gone", {"column": "amount"})
    assert unmet == {1: gone, 2: gone}


def test_a_row_that_a_newer_reader_finds_is_not_there_twice() -> None:
    whole = reading()
    (table,) = whole.tables
    missed = replace(whole, tables=(replace(table, rows=(table.rows[0], table.rows[2])),))
    person = Person(missed)
    person.add(1, {"date": "2025-03-01", "description": "tea", "amount": "-1"})
    assert len(person.records()) == 3
    tables, unmet = lay_over_tables(whole, person.said)
    assert (tables, unmet) == (whole.tables, {1: ROW_READ})


def test_a_row_is_added_beside_one_of_the_same_values_that_was_removed() -> None:
    person = Person(reading())
    person.remove(2)
    person.add(2, {"date": "2025-03-02", "amount": "100.00"})
    assert person.records()[2] == ["2025-03-02", None, "100.00"]


def test_tables_of_one_name_are_told_apart_by_their_rows() -> None:
    one = reading()
    second = replace(one.tables[0], rows=one.tables[0].rows[2:], facts={})
    first = replace(one.tables[0], rows=one.tables[0].rows[:2])
    person = Person(one)
    person.set(2, "amount", "7.00")
    tables, unmet = lay_over_tables(replace(one, tables=(first, second)), person.said)
    assert not unmet
    assert tables[0] == first
    assert tables[1].values("amount") == ["7.00"]


def enriched(read: Reading, *, owed: bool = False) -> EnrichedText:
    return EnrichedText(ExtractedText.of(read, "", "0", 1), "en", owed=owed)


def test_tables_are_corrected_whether_or_not_anything_reads_the_document() -> None:
    person = Person(reading())
    person.set(0, "amount", "-2.00")
    tag = Correction(9, "d1", Said(Act.TAG, "Party", Anchor("Tea")), "ada", AT)
    text, unmet = assemble(enriched(person.read, owed=True), [], [*person.said, tag])
    assert unmet == {9: WAITING}
    assert text.extracted.tables == person.tables()
    assert from_record(to_body(text)) == text


def test_what_is_said_of_a_table_has_a_change_and_nothing_else_has() -> None:
    with pytest.raises(ValueError, match="said of a table"):
        Said(Act.SET_CELL, "", Anchor("Tea"))
    with pytest.raises(ValueError, match="said of a table"):
        Said(Act.TAG, "Party", Anchor("Tea"), change=TableChange("lines"))


AMOUNTS = st.decimals(-100_000, 100_000, places=2, allow_nan=False, allow_infinity=False)


def account(opening: Decimal, amounts: Sequence[Decimal]) -> Reading:
    rows = [("2025-03-01", f"Movement {at}", str(one)) for at, one in enumerate(amounts)]
    closing = opening + sum(amounts)
    facts = {"opening_balance": str(opening), "closing_balance": str(closing)}
    read = reading(rows)
    return replace(read, tables=(replace(read.tables[0], facts=facts),))


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=12), st.data())
def test_putting_a_changed_digit_right_makes_it_add_up_again(
    opening: Decimal, amounts: list[Decimal], data: st.DataObject
) -> None:
    right = account(opening, amounts)
    row = data.draw(st.integers(0, len(amounts) - 1))
    value = str(amounts[row])
    at = data.draw(st.sampled_from([at for at, one in enumerate(value) if one.isdigit()]))
    changed = value[:at] + data.draw(st.sampled_from("0123456789")) + value[at + 1 :]
    assume(Decimal(changed) != amounts[row])
    (table,) = right.tables
    cell = table.rows[row][2]
    assert cell is not None
    rows = list(table.rows)
    rows[row] = (*rows[row][:2], replace(cell, value=changed))
    person = Person(replace(right, tables=(replace(table, rows=tuple(rows)),)))
    assert balanced(person.tables()[0]) is False
    person.set(row, "amount", value)
    (mended,) = person.tables()
    assert balanced(mended) is True
    assert all(one.holds for one in prove_table(mended))
    assert replace(mended, overrides=()) == table


@given(AMOUNTS, st.lists(AMOUNTS, min_size=1, max_size=12), st.data())
def test_a_row_that_is_put_back_or_taken_out_makes_it_add_up_again(
    opening: Decimal, amounts: list[Decimal], data: st.DataObject
) -> None:
    right = account(opening, amounts)
    (table,) = right.tables
    row = data.draw(st.integers(0, len(amounts) - 1))
    assume(amounts[row] != 0)
    missed = replace(table, rows=(*table.rows[:row], *table.rows[row + 1 :]))
    person = Person(replace(right, tables=(missed,)))
    assert balanced(person.tables()[0]) is False
    person.add(row, table.records()[row])
    assert balanced(person.tables()[0]) is True
    assert person.tables()[0].records() == table.records()
    person.remove(data.draw(st.integers(0, len(amounts) - 1)))
    assert len(person.tables()[0].rows) == len(amounts) - 1


def missed() -> tuple[Reading, Correction]:
    """A text in which no table was read, and the table that a person added to it."""
    read = reading()
    digest = digest_of(read.text).hex()
    added = added_table(read.tables[0], 1, (0.1, 0.1, 0.9, 0.9), read.text, digest)
    made = TableChange("transactions", mark="t1", added=added)
    said = Said(Act.ADD_TABLE, "", Anchor(made.words), change=made)
    return replace(read, tables=()), Correction(1, "d1", said, "ada", AT)


def test_a_table_that_was_missed_is_there_with_who_added_it() -> None:
    read, said = missed()
    (table,), unmet = lay_over_tables(read, [said])
    assert not unmet
    assert table.rows == reading().tables[0].rows
    assert table.addition is not None
    assert (table.addition.who, table.addition.page) == ("ada", 1)


def test_an_added_table_moves_with_its_words_and_goes_with_them() -> None:
    read, said = missed()
    text = "A new title\n" + read.text.replace(" \n", "\n\n")  # other blanks
    (table,), unmet = lay_over_tables(replace(read, text=text), [said])
    assert not unmet
    for row in table.rows:
        assert [cell and text[cell.start : cell.end] for cell in row] == [
            cell and cell.value for cell in row
        ]
    for gone in (text.replace("Wages", "Wage"), text + read.text, ""):
        tables, unmet = lay_over_tables(replace(read, text=gone), [said])
        assert (tables, unmet) == ((), {1: TABLE_GONE})


def test_a_table_that_a_newer_reader_finds_is_not_there_twice() -> None:
    _, said = missed()
    tables, unmet = lay_over_tables(reading(), [said])
    assert (tables, unmet) == (reading().tables, {1: TABLE_READ})


def test_facts_of_an_added_table_are_its_own() -> None:
    read, said = missed()
    other = reading(title="Other: ").tables[0]
    other = replace(other, rows=((Cell("1", 0, 1), None, None),))
    overlay = TableOverlay(replace(read, tables=(other,)))
    assert overlay.lay(said) is None
    change = TableChange("transactions", 1, cells={"closing_balance": "5"}, whole=overlay.whole(1))
    fact = Correction(2, "d1", Said(Act.SET_FACT, "", Anchor(""), change=change), "ada", AT)
    assert overlay.lay(fact) is None
    assert [one.facts["closing_balance"] for one in overlay.tables()] == ["108.00", "5"]
