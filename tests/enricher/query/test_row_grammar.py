from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from enricher.errors import QueryError
from enricher.query.nodes import And, Condition, Node, Not, Or, Words
from enricher.query.row_grammar import parse_row_query
from enricher.query.rows import is_of_document, plain_bounds
from enricher.values import PARTY, TEXT

TYPES = {"Bank": PARTY, "Currency": TEXT}
TODAY = date(2026, 3, 31)


def read(text: str) -> Node | None:
    return parse_row_query(text, TYPES, TODAY)


OVER = Condition("amount", ">", Decimal(10000))


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("", None),
        ("amount>10000", OVER),
        ("amount > 10,000", OVER),
        ("AMOUNT>10000", OVER),
        ("amount>10000EUR", Condition("amount", ">", Decimal("10000.00"), "EUR")),
        ('amount>"10,000 EUR"', Condition("amount", ">", Decimal("10000.00"), "EUR")),
        ("balance<-5.50", Condition("balance", "<", Decimal("-5.50"))),
        ("date>=today-1m", Condition("date", ">=", "2026-02-28")),
        ("acme amount>10000", And((Words(("acme",)), OVER))),
        ("-amount>10000", Not(OVER)),
        ("(amount>10000 OR rent)", Or((OVER, Words(("rent",))))),
        ("description:acme", Condition("description", "holds", "acme")),
        ('description="acme ltd"', Condition("description", "holds", "acme ltd")),
        ("currency:EUR", Condition("currency", "=", "EUR")),
        ("Currency:EUR", Condition("Currency", "=", "EUR")),
        ('"amount>10000"', Words(("amount>10000",))),
        ("1>0", Words(("1>0",))),
    ],
)
def test_query_for_rows_is_words_and_conditions(text: str, node: Node | None) -> None:
    assert read(text) == node


@pytest.mark.parametrize(
    ("text", "place"), [("acme amount>", 12), ("weather>5", 0), ("Bank>5", 5), ("amount>much", 7)]
)
def test_place_of_a_fault_is_told(text: str, place: int) -> None:
    with pytest.raises(QueryError) as fault:
        read(text)
    assert fault.value.position == place


def test_amount_with_a_currency_is_compared_as_a_number() -> None:
    equal = read("amount!=50EUR")
    assert equal is not None
    same = Condition("amount", "between", Decimal("50.00"), "EUR", Decimal("50.00"))
    assert plain_bounds(equal) == Not(Or((same, same)))


def test_what_is_of_documents_alone_is_known() -> None:
    of_document = read("-Bank:missing (collection:a OR Currency:EUR)")
    assert of_document is not None
    assert is_of_document(of_document)
    for text in ("acme", "Bank:missing amount>5", "currency:EUR"):
        node = read(text)
        assert node is not None
        assert not is_of_document(node)
