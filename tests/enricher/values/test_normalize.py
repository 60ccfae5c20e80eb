from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enricher.entities import EntitySource, Span
from enricher.schema import Category, EntitySchema
from enricher.values import (
    DATE,
    MONEY,
    PARTY,
    VALUE_TYPES,
    ValueType,
    normalize_spans,
    normalize_text,
)
from enricher.values.value_type import MAX_CHARACTERS
from tests.clocks import processor_at_most

SCHEMA = EntitySchema(
    (
        Category("Date", DATE, detectors=("date",)),
        Category("Money", MONEY, detectors=("money",)),
        Category("Party", PARTY, learned=True),
    )
)


_PIECES = (
    '1~1.~1,111~one ~(~May ~$1 ~a~ ~-~1/~L.~&~½~Q1~1 May ~one May ~()~("~l~1O ~no ~#~as ~name:'
    "~first Monday of ~nummer~address is at ~¥~and his wife ~with an ~in the ~Vice President ~Aa, "
)
HOSTILE = _PIECES.split("~")


def test_spans_become_entities_with_text_value_and_page() -> None:
    text = "Nike, Inc. of May 20, 2014\fsigned 02/30/2015"
    spans = [
        Span(0, 10, "Party", 0.9),
        Span(14, 26, "Date", 1.0, EntitySource.DETECTOR),
        Span(34, 44, "Date", 1.0, EntitySource.DETECTOR),
    ]
    entities = normalize_spans(spans, text, SCHEMA.types, pages=(0, 27))
    assert [entity.text for entity in entities] == ["Nike, Inc.", "May 20, 2014", "02/30/2015"]
    assert [entity.page for entity in entities] == [1, 1, 2]
    assert [entity.value and entity.value.display for entity in entities] == [
        "Nike Inc.",
        "2014-05-20",
        None,
    ]
    assert entities[2].warnings
    assert entities[0].span is spans[0]


def test_kinds_without_pages_have_none() -> None:
    (entity,) = normalize_spans([Span(0, 4, "Party")], "Nike", SCHEMA.types)
    assert entity.page is None


def test_names_that_the_file_states_stay_as_they_are_written() -> None:
    text = "S&Y STATIONERY LTD., S&Y STATIONERY LTD."
    stated = Span(0, 19, "Party", 1.0, EntitySource.FILE, "S&Y STATIONERY LTD.")
    from_file, from_model = normalize_spans([stated, Span(21, 40, "Party")], text, SCHEMA.types)
    assert from_file.value is not None
    assert from_model.value is not None
    assert from_file.value.display == "S&Y STATIONERY LTD."
    assert from_model.value.display == "S and Y STATIONERY Ltd."
    assert from_file.value.detail["key"] == from_model.value.detail["key"]


def _dates(text: str, *dates: str, language: str = "en") -> list[str | None]:
    spans = [Span(text.index(date), text.index(date) + len(date), "Date") for date in dates]
    entities = normalize_spans(spans, text, SCHEMA.types, language=language)
    return [entity.value.display if entity.value else None for entity in entities]


def test_order_of_a_documents_clear_dates_settles_the_others() -> None:
    text = "from 03/04/2021 to 25/12/2021"
    assert _dates(text, "03/04/2021", "25/12/2021") == ["2021-04-03", "2021-12-25"]
    text = "from 03/04/2021 to 12/25/2021"
    assert _dates(text, "03/04/2021", "12/25/2021") == ["2021-03-04", "2021-12-25"]


@pytest.mark.parametrize(
    ("others", "settled"),
    [
        (("May 3, 2019", "June\xa030, 2020"), "2021-03-04"),
        (("3 May 2019", "30th June 2020"), "2021-04-03"),
        (("May 3, 2019", "30 June 2020"), None),  # they disagree
        (("May 3, 2019",), None),  # one is no habit
        (("the 3rd day of May, 2019", "the 4th day of May, 2019"), None),  # both countries do
    ],
)
def test_order_of_a_documents_written_dates_settles_the_others(
    others: tuple[str, ...], settled: str | None
) -> None:
    text = " and ".join(("03/04/2021", *others))
    assert _dates(text, "03/04/2021", *others)[0] == settled


def test_dates_that_disagree_settle_nothing() -> None:
    text = "03/04/2021, 25/12/2021 and 12/26/2021"
    assert _dates(text, "03/04/2021", "25/12/2021", "12/26/2021") == [
        None,
        "2021-12-25",
        "2021-12-26",
    ]


def test_date_settled_by_the_others_says_so() -> None:
    text = "from 03/04/2021 to 25/12/2021"
    first, second = normalize_spans([Span(5, 15, "Date"), Span(19, 29, "Date")], text, SCHEMA.types)
    assert first.warnings
    assert not second.warnings


@pytest.mark.parametrize(
    ("rest", "settled"),
    [
        ("all sums in Japanese yen", "5000.00 JPY"),
        ("RMB is the currency of payment", "5000.00 CNY"),
        ("RMB or yen", None),
        ("no other currency is named", None),
    ],
)
def test_yen_sign_is_that_of_the_currency_which_the_document_names(
    rest: str, settled: str | None
) -> None:
    (entity,) = normalize_spans([Span(0, 6, "Money")], f"¥5,000; {rest}", SCHEMA.types)
    assert (entity.value.display if entity.value else None) == settled
    assert entity.warnings


@pytest.mark.parametrize(("language", "code"), [("zh", "CNY"), ("ja", "JPY")])
def test_yen_sign_is_that_of_the_language(language: str, code: str) -> None:
    (entity,) = normalize_spans([Span(0, 6, "Money")], "¥5,000", SCHEMA.types, language=language)
    assert entity.value
    assert entity.value.detail["currency"] == code


def test_language_of_the_document_settles_the_order() -> None:
    assert _dates("am 03.04.2021", "03.04.2021", language="de") == ["2021-04-03"]


@pytest.mark.parametrize("type_", list(VALUE_TYPES.values()))
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["", "en", "de", "fr", "es", "it", "nl", "zh"]))
def test_no_text_makes_a_normalizer_fail(type_: ValueType, text: str, language: str) -> None:
    result = normalize_text(type_, text, language)
    assert result.value is None or result.value.display
    assert result.value is not None or result.warnings


@pytest.mark.parametrize("type_", list(VALUE_TYPES.values()))
@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_texts_take_no_time(type_: ValueType, piece: str) -> None:
    text = (piece * MAX_CHARACTERS)[:MAX_CHARACTERS]
    with processor_at_most(5):  # milliseconds; what backtracks takes minutes
        normalize_text(type_, text)


def test_text_too_long_for_an_entity_has_no_value() -> None:
    assert normalize_text(MONEY, "$1" * MAX_CHARACTERS).value is None
