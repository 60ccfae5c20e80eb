from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.elasticsearch.document import (
    analyzed,
    as_double,
    build_source,
    calendar_day,
    number_key,
    to_json,
)
from connectors.elasticsearch.mapping import DERIVED, build_template
from connectors.search.terms import build_analyzer
from enricher.api.bodies.documents import EntityBody
from enricher.documents import IndexedDocument
from enricher.documents.passages import PassageVectors
from enricher.entities import Entity, Notice, Span, Value
from enricher.values import PASSAGE
from enricher.values.lengths.open_terms import open_term
from tests.build import date_value, make_document, money_value, number_value, value_of

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def source_of(document: IndexedDocument) -> dict[str, Any]:
    source: dict[str, Any] = json.loads(to_json(build_source(document, build_analyzer(), NOW)))
    return source


def test_term_without_a_length_is_no_number_to_chart() -> None:
    terms = [open_term("perpetual"), open_term("until terminated")]
    source = source_of(make_document(fields={"Term": terms}))
    assert source["fields"] == {"Term": ["perpetual", "until terminated"]}
    assert "numbers" not in source
    assert source["orders"] == {"Term": ["pz"]}
    source = source_of(make_document(fields={"Term": terms[1:]}))
    assert "orders" not in source


def test_typed_values_stand_flat_by_category() -> None:
    source = source_of(
        make_document(
            fields={
                "Party": ["Acme", "ACME", "Beta, Inc."],
                "Effective Date": [date_value("2020-02"), date_value("2019-12-31")],
                "Price": [money_value("1000.50", "eur"), money_value("7", None)],
                "Nothing": [],
            }
        )
    )
    assert source["fields"] == {
        "Party": ["Acme", "Beta, Inc."],
        "Effective_u20_Date": ["2020-02", "2019-12-31"],
        "Price": ["1000.50 eur", "7.00"],
    }
    assert source["folded"]["Party"] == ["acme", "beta, inc."]
    assert source["dates"] == {"Effective_u20_Date": ["2019-12-31", "2020-02-01"]}
    assert source["numbers"] == {"Price": [7.0, 1000.5]}
    assert source["currencies"] == {"Price": ["EUR"]}
    assert source["amounts"] == {"Price": ["EUR p0500000410005"]}
    assert source["orders"]["Party"] == ["=acme", "=beta, inc."]


def test_every_field_is_in_the_mapping() -> None:
    entity = Entity(Span(0, 1, "Party"), "A")
    fields: dict[str, list[Value | str]] = {
        "D": [date_value("2020")],
        "M": [money_value("1")],
        "T": ["x"],
        "C": [value_of(PASSAGE, "The cap is 5 EUR.")],
    }
    document = make_document(
        fields=fields,
        parents=["p"],
        entities=[entity],
        warnings=[Notice("pdf_cut_short")],
        passages=PassageVectors("e", ((0, 7),), bytes(4)),
    )
    mappings = build_template(1, english=True)["mappings"]
    assert source_of(document).keys() == mappings["properties"].keys()
    assert {name.split(".")[0] for name in DERIVED} < mappings["properties"].keys()
    of_passages = mappings["properties"]["passages"]["properties"]
    (passage,) = source_of(document)["passages"]
    assert {*passage, "page"} == of_passages.keys()
    assert mappings["properties"]["content"]["analyzer"] == "english"


def test_whole_document_is_stored_beside_its_terms() -> None:
    long = "x" * 1_000
    entity = Entity(Span(0, 4, "Party"), "Acme")
    document = make_document(
        "a", "Acme", {"Party": ["Acme", "ACME"]}, paths=[f"/{long}"], entities=[entity]
    )
    source = source_of(document)
    fields = {"Party": ["Acme", "ACME"]}
    assert source["stored"] == {"paths": [f"/{long}"], "fields": fields, "stated": {}}
    assert source["entities"] == [EntityBody.of(entity).model_dump(mode="json")]
    assert source["model"] == ["contracts/default/1"]
    assert source["enriched_at"] == "2026-01-02T03:04:05.000+00:00"
    (path,) = source["paths"]
    assert len(path) < 400
    assert path.startswith("/xxx")


def test_lone_surrogates_do_not_reach_the_server() -> None:
    source = source_of(make_document("a", "x\ud800y", {"C\ud800": ["\ud800"]}))
    assert source["content"] == "x\ufffdy"
    assert source["fields"] == {"C_ufffd_": ["\ufffd"]}


def test_text_is_analyzed_in_pieces_as_it_would_be_whole() -> None:
    analyzer = build_analyzer()
    text = "The Agreements, 合同\n" * 80_000
    assert len(text) > 1_000_000
    assert analyzed(text, analyzer).split() == analyzer.analyze(text)


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2020", "2020-01-01", "2020-12-31"),
        ("1400-07-09", "1400-07-09", "1400-07-09"),
        ("2021-02-31", "2021-02-28", "2021-02-28"),
        ("0000-01-01", None, None),
        ("2020-13", None, None),
        ("soon", None, None),
        (None, None, None),
    ],
)
def test_days_of_dates(order: str | None, first: str | None, last: str | None) -> None:
    assert calendar_day(order) == first
    assert calendar_day(order, end=True) == last


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False)


@given(NUMBERS, NUMBERS)
def test_doubles_and_keys_keep_the_order_of_numbers(one: Decimal, other: Decimal) -> None:
    less, more = sorted((one, other))
    assert as_double(less) <= as_double(more)
    assert (number_key(less) or "") <= (number_key(more) or "")


def test_numbers_beyond_doubles_stay_finite() -> None:
    assert as_double(Decimal("1e999")) == sys.float_info.max
    assert as_double(Decimal("-1e999")) == -sys.float_info.max
    huge = make_document(fields={"N": [number_value("9" * 1_000)]})
    (key,) = source_of(huge)["orders"]["N"]
    assert len(key) == 400
