from __future__ import annotations

from decimal import Decimal

import pytest

from connectors.layout.invoices.charges import Charge
from connectors.layout.invoices.figures import Figure
from connectors.layout.invoices.inclusions import without_included
from connectors.layout.lines import PlacedWord
from enricher.documents.layout import Word


def charge(description: str, amount: str, at: int) -> Charge:
    words = [
        PlacedWord(Word(one, 10 * number, 0, 10 * number + 8, 10), 0, number)
        for number, one in enumerate((*description.split(), amount))
    ]
    return Charge(tuple(words[:-1]), None, None, Figure((words[-1],), Decimal(amount), "", 2), at)


def rows(*said: tuple[str, str]) -> list[Charge]:
    return [charge(words, amount, at) for at, (words, amount) in enumerate(said)]


@pytest.mark.parametrize(
    "part",
    ["Incl. copyright levy", "Waarvan thuiskopieheffing", "davon Altgeräte", "dont éco-part"],
)
def test_a_part_of_another_row_is_charged_once(part: str) -> None:
    listed = rows(("Tablet", "399.00"), (part, "4.24"), ("Cover", "69.99"))
    kept = without_included(listed, [Decimal("387.59"), Decimal("468.99")])
    assert kept is not None
    assert [one.amount.value for one in kept] == [Decimal("399.00"), Decimal("69.99")]


def test_sums_say_which_of_such_rows_are_charged() -> None:
    listed = rows(("Tablet", "399.00"), ("Incl. levy", "4.24"), ("Including delivery", "10.00"))
    kept = without_included(listed, [Decimal("409.00")])
    assert kept is not None
    assert [one.at for one in kept] == [0, 2]


def test_rows_that_make_no_sum_or_say_nothing_stay() -> None:
    listed = rows(("Tablet", "399.00"), ("Incl. levy", "4.24"))
    assert without_included(listed, [Decimal("400.00")]) is None
    assert without_included(rows(("Tablet", "399.00"), ("Levy", "4.24")), [Decimal(399)]) is None
