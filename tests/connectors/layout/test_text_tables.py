from __future__ import annotations

import pytest

from connectors.layout.text_tables import tables_of

PRICES = "Prices\n\nItem\tSince\tPrice\nTea\t1.2.2025\t1.205,50 €\nJam\t13.2.2025\t\nBun\t\t4,00 €\nEnd\n"


def test_a_table_has_typed_cells_that_stand_in_the_text() -> None:
    (table,) = tables_of(PRICES)
    assert [(one.name, one.type) for one in table.columns] == [
        ("Item", "text"),
        ("Since", "date"),
        ("Price", "number"),
    ]
    assert [tuple(one.values()) for one in table.records()] == [
        ("Tea", "2025-02-01", "1205.50"),
        ("Jam", "2025-02-13", None),
        ("Bun", None, "4.00"),
    ]
    assert table.facts == {"title": "Prices"}
    cell = table.rows[0][2]
    assert cell is not None
    assert PRICES[cell.start : cell.end] == "1.205,50 €"


@pytest.mark.parametrize(
    "text",
    [
        "Name:\tName:\tName:\nDate:\tDate:\tDate:\nTitle:\tTitle:\tTitle:\n",
        "1.\tTerm\t5\n2.\tFee\t6\n3.\tLaw\t7\n",
        "Item\tPrice\nTea\t1.00\nJam\t2.00\n",
        "Item\tUnit\tPrice\nTea\tbox\t1.00\n",
        "Item\tUnit\tPrice\nTea\tbox\tcheap\nJam\tjar\tdear\n",
        "Item\t\tPrice\nTea\tbox\t1.00\nJam\tjar\t2.00\n",
        "Item\tItem\tPrice\nTea\tbox\t1.00\nJam\tjar\t2.00\n",
        "",
    ],
)
def test_what_only_places_words_is_no_table(text: str) -> None:
    assert tables_of(text) == ()
