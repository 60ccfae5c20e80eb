from __future__ import annotations

import zlib
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enricher.documents import EnrichedText, ExtractedText, ModelVersion, Reading
from enricher.documents.records import from_record, to_record
from enricher.entities import Entity, EntitySource, FieldValue, Notice, Span, Value
from enricher.errors import DamagedError
from enricher.values import VALUE_TYPES

DECIMALS = st.decimals(allow_nan=False) | st.none()


FACTS = st.text() | st.lists(st.integers())
REASONS = st.builds(Notice, st.text(), st.dictionaries(st.text(), FACTS))
NOTICES = st.builds(Notice, st.text(), st.dictionaries(st.text(), FACTS | REASONS))


@st.composite
def a_value(draw: st.DrawFn) -> Value:
    type_ = VALUE_TYPES[draw(st.sampled_from(list(VALUE_TYPES)))]
    order = draw(DECIMALS if type_.is_numeric else st.text() | st.none())
    return Value(type_.name, draw(st.text()), order, draw(st.dictionaries(st.text(), st.text())))


# The text is UTF-8, the name of a member need not be.
@example(text="", values=[], coverage=1.0, warnings=[], member="a!/\udcfc.pdf")
@given(st.text(), st.lists(a_value()), st.floats(0, 1), st.lists(NOTICES), st.just("a!/b"))
def test_record_gives_back_what_was_kept(
    text: str, values: list[Value], coverage: float, warnings: list[Notice], member: str
) -> None:
    enriched = EnrichedText(
        extracted=ExtractedText(
            member=member,
            sha256="0" * 64,
            size_bytes=3,
            media_type="text/plain",
            text=text,
            title="T",
            pages=(0, 4),
            metadata={"k": "v"},
            characters_unreadable=2,
        ),
        language="en",
        coverage=coverage,
        models=(ModelVersion("contracts", "m", "1"),),
        entities=tuple(
            Entity(Span(n, n + 1, "C", 0.5, EntitySource.DETECTOR), "x", value, page=1)
            for n, value in enumerate(values)
        ),
        fields={"C": tuple(FieldValue(value, 0.25) for value in values)},
        warnings=tuple(warnings),
    )
    record = to_record(enriched)
    assert from_record(record.body) == enriched
    assert (record.member, record.error) == (member, None)


def test_zero_amount_stays_a_number() -> None:
    value = Value("money", "0.00 USD", Decimal("0.00"))
    enriched = EnrichedText(
        ExtractedText.of(Reading("text/plain"), "", "0", 0),
        "",
        1.0,
        (),
        (),
        {"Money": (FieldValue(value, 1),)},
    )
    assert from_record(to_record(enriched).body).fields["Money"][0].value == value


def test_damaged_record_is_named_as_that() -> None:
    with pytest.raises(DamagedError, match="damaged"):
        from_record(b"not compressed")


def test_record_of_another_version_is_refused() -> None:
    with pytest.raises(DamagedError, match="has version 9, known is 1; upgrade enricher"):
        from_record(zlib.compress(b"9\n{}"))
