"""Texts as contracts, invoices and statements write them, a table per value type.

A row of `cases/*.tsv` is a locale or nothing, a text with its blanks escaped, and the normalized
form: `-` where the text has no value, forms between bars where it is ambiguous.
"""

from __future__ import annotations

import pytest

from enricher.documents.notices import all_in_words
from enricher.values import VALUE_TYPES, ValueType, normalize_text
from tests.enricher.values import CASES
from tests.tables import rows


def _form(type_: ValueType, text: str, locale: str) -> str:
    """What a text is read as, written as in the table; nothing is left unread in silence."""
    language = locale.split("-")[0] or "en"
    result = normalize_text(type_, text, language, locale or None)
    assert all(all_in_words(result.warnings))
    if result.value is not None:
        assert not result.ambiguous
        return result.value.display
    assert result.warnings
    return " | ".join(one.display for one in result.readings) if result.ambiguous else "-"


def test_tables_are_as_long_as_promised() -> None:
    assert sum(len(rows(CASES / f"{one.name}.tsv")) for one in VALUE_TYPES.values()) >= 7_000


@pytest.mark.parametrize("type_", VALUE_TYPES.values(), ids=repr)
def test_texts_are_read_as_the_table_says(type_: ValueType) -> None:
    misread = [
        (locale, text, form, read)
        for locale, text, form in rows(CASES / f"{type_.name}.tsv")
        if (read := _form(type_, text, locale)) != form
    ]
    assert misread == []
