"""Every type of values answers all that it is asked; a new one is asked as soon as it is listed."""

from __future__ import annotations

import json
import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from importlib import import_module

import pytest

from connectors.elasticsearch.document import typed_columns
from connectors.elasticsearch.extension import wanted_fields
from connectors.search.terms import order_key
from connectors.tantivy.schema import build_document
from enricher.entities import Value
from enricher.expressions import compile_expression
from enricher.expressions.samples import sample_of
from enricher.expressions.values import to_cel, to_value
from enricher.query.conditions import Typed, UnreadableValueError, build_condition
from enricher.recognizer.detectors import DETECTORS
from enricher.schema import Category, EntitySchema
from enricher.values import BOOLEAN, VALUE_TYPES, ValueType, normalize_text
from enricher.values.value_type import Unreadable
from tests.build import make_document
from tests.checkout import DOCS
from tests.enricher.values import CASES
from tests.tables import rows

TODAY = date(2026, 1, 2)
every_type = pytest.mark.parametrize("type", VALUE_TYPES.values(), ids=repr)


@cache
def values(type: ValueType) -> tuple[Value, ...]:
    """What the table of a type says, each value once."""
    return tuple({one.display: one for one in _read(type)}.values())


def _read(type: ValueType) -> Iterator[Value]:
    for locale, text, _ in rows(CASES / f"{type.name}.tsv"):
        language = locale.split("-")[0] or "en"
        value = normalize_text(type, text, language, locale or None).value
        if value is not None:
            yield value


@every_type
def test_its_module_has_its_name(type: ValueType) -> None:
    assert getattr(import_module(f"enricher.values.{type.name}"), type.name.upper()) is type


@every_type
def test_another_process_gets_the_same_object(type: ValueType) -> None:
    assert pickle.loads(pickle.dumps(type)) is type


@every_type
def test_its_values_are_of_it_and_ready_for_json(type: ValueType) -> None:
    assert values(type)
    for value in values(type):
        assert value.type == type.name
        assert json.loads(json.dumps(value.detail)) == value.detail


@every_type
def test_what_is_shown_is_read_as_itself(type: ValueType) -> None:
    for value in values(type):
        read = normalize_text(type, value.display)
        shown = [one.display for one in (read.value, *read.readings) if one is not None]
        assert value.display in shown  # 1.234 alone may be a thousand and more, too


@every_type
def test_its_values_have_one_order_in_memory_and_in_the_index(type: ValueType) -> None:
    kind = {"number": Decimal, "day": str}.get(type.order)
    ordered = [one.order for one in values(type) if one.order is not None]
    assert bool(ordered) == type.is_ordered
    assert kind is None or all(isinstance(one, kind) for one in ordered)
    if type.is_numeric:
        keys = [
            order_key(one) for one in sorted(one for one in ordered if isinstance(one, Decimal))
        ]
        assert keys == sorted(key for key in keys if key)


@every_type
def test_every_value_that_is_shown_can_be_asked_for_and_compared(type: ValueType) -> None:
    for value in values(type):
        assert build_condition("C", type, "=", Typed(value.display, True), TODAY)
    if type.is_ordered:
        assert build_condition("C", type, ">", Typed(type.sample, False), TODAY)
    else:
        with pytest.raises(UnreadableValueError, match="cannot be compared"):
            build_condition("C", type, ">", Typed(type.sample, False), TODAY)


@every_type
def test_expressions_take_and_make_it(type: ValueType) -> None:
    calculated = 0
    for value in values(type):
        try:
            there = to_cel(value.display, type)
        except Unreadable:
            continue
        calculated += 1
        if type.from_cel is not None and not (value.order is None and type.is_ordered):
            back = to_value(there, type)
            assert order_key(back.order) == order_key(value.order) or type.is_numeric
    assert calculated
    category = Category("C", type)
    assert sample_of(category) is not None
    schema = EntitySchema((Category("C", type, "one", learned=True),))
    assert compile_expression("present(fields.C)", schema, BOOLEAN)


@every_type
def test_both_indexes_have_its_columns(type: ValueType) -> None:
    sample = normalize_text(type, type.sample).value or values(type)[0]
    columns = set(typed_columns([sample]))
    schema = EntitySchema((Category("C", type, learned=True),))
    wanted = {name.partition(".")[0] for name in wanted_fields(schema) if name.endswith(".C")}
    assert wanted <= columns
    is_sorted = not type.is_passage and bool(sample.order is not None or not type.is_ordered)
    assert ("orders" in columns) == is_sorted
    document = make_document("d", fields={"C": [sample]})
    held = build_document(document).to_dict()
    assert held["shown"][0]["C"]
    assert ("least" in held and "C" in held["least"][0]) == is_sorted
    assert ("passages" in held and "C" in held["passages"][0]) == type.is_passage
    assert ("orders" in held and "C" in held["orders"][0]) == type.is_ordered


@every_type
def test_what_finds_it_finds_its_sample(type: ValueType) -> None:
    if type.detector:
        text = f"It is {type.sample} at least."
        ((start, end),) = DETECTORS[type.detector](text, "en")
        assert text[start:end] == type.sample


@every_type
def test_people_are_told_what_it_is(type: ValueType) -> None:
    assert type.meaning
    assert len(type.sort_words) <= (2 if type.is_ordered else 1)
    assert not (type.is_passage and type.sort_words)
    assert bool(type.cell_format) <= type.is_ordered


def test_the_page_of_schemas_names_every_type() -> None:
    table = (DOCS / "schema.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in table for name in VALUE_TYPES)
