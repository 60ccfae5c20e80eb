from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enricher.query.grammar import parse_where
from enricher.query.nodes import Condition, Or
from enricher.search.address import Asked, read_address, read_asked, split_ends
from enricher.values import DURATION, MONEY, TEXT

TYPES = {"Party": TEXT, "Date or Place": TEXT, "Money": MONEY}
WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda text: text == text.strip() != ""
)


@given(WORDS, st.lists(st.tuples(st.sampled_from(["Party", "Date or Place"]), WORDS), max_size=4))
def test_address_says_all_of_a_search(words: str, chosen: list[tuple[str, str]]) -> None:
    pairs = tuple(dict.fromkeys(chosen))
    asked = Asked(words, pairs, (("Money", "5..10 USD"),), "Money:desc", 3)
    assert read_address(asked.address()) == asked


def test_a_table_and_its_columns_are_part_of_a_search() -> None:
    asked = read_address("q=loan&view=table&column=Party&column=Term&page=2")
    assert asked.is_table
    assert asked.columns == ("Party", "Term")
    assert read_address(asked.address()) == asked
    assert read_address(asked.as_table(False).address()).columns == asked.columns
    assert read_address("view=cards").is_table is False


@given(WORDS)
def test_whatever_a_value_holds_is_compared_as_it_is(value: str) -> None:
    (text,) = Asked(chosen=(("Date or Place", value),)).where()
    assert parse_where([text[:9_000]], TYPES, date(2024, 1, 1)) is not None
    if len(text) < 9_000:
        node = parse_where([text], TYPES, date(2024, 1, 1))
        parts = node.nodes if isinstance(node, Or) else (node,)
        assert Condition("Date or Place", "=", value) in parts


def test_values_of_one_category_are_alternatives_and_categories_hold_together() -> None:
    asked = read_address("f.Party=A&f.Party=B&r.Money=1..2+USD")
    assert asked.where() == ('"Party"="A" or "Party"="B"', '"Money"=1..2 USD')


@pytest.mark.parametrize(
    ("low", "high", "currency", "ends"),
    [
        ("1000", "5000", "USD", "1000..5000 USD"),
        ("1000", "", "USD", "1000 USD.."),
        ("", "5000", "USD", "..5000 USD"),
        ("2019", "", "", "2019.."),
    ],
)
def test_fields_of_a_form_become_a_range_and_are_shown_again(
    low: str, high: str, currency: str, ends: str
) -> None:
    asked = read_asked([("from.Money", low), ("to.Money", high), ("in.Money", currency)])
    assert asked.range_of("Money") == ends
    assert split_ends(ends) == (low, high, currency)


def test_value_is_chosen_and_taken_away_in_whatever_case() -> None:
    asked = read_address("f.Party=ACME&f.Party=Beta")
    assert asked.has_value("Party", "Acme")
    assert asked.without_value("Party", "Acme").chosen == (("Party", "Beta"),)


def test_narrowing_leads_back_to_the_first_page() -> None:
    asked = Asked("loan", page=4)
    assert asked.with_value("Party", "A").page == 1
    assert asked.with_range("Money", "1..").with_range("Money", "").pairs() == [("q", "loan")]


def test_chosen_duration_is_the_row_of_the_facet_and_not_its_length() -> None:
    asked = read_address("f.Term=24+months&f.Term=2+years")
    node = parse_where(asked.where(), {"Term": DURATION}, date(2024, 1, 1))
    assert node == Or((Condition("Term", "=", "24 months"), Condition("Term", "=", "2 years")))
