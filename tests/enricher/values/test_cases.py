"""Texts as contracts, invoices and statements write them, a table per value type.

A row of `cases/*.tsv` is a locale or nothing, a text with its blanks escaped, and the normalized
form: `-` where the text has no value, forms between bars where it is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from enricher.documents.notices import all_in_words
from enricher.values import VALUE_TYPES, ValueType, normalize_text
from tests.enricher.values import CASES

_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _BLANKS.get(m[1]) or chr(int(m[1][1:], 16)), text)


def _cases(type_: ValueType) -> Iterator[tuple[str, str, str]]:
    for line in (CASES / f"{type_.name}.tsv").read_text(encoding="utf-8").splitlines():
        locale, text, form = line.split("\t")
        yield locale, _unescaped(text), form


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
    assert sum(len(list(_cases(one))) for one in VALUE_TYPES.values()) >= 7_000


@pytest.mark.parametrize("type_", VALUE_TYPES.values(), ids=repr)
def test_texts_are_read_as_the_table_says(type_: ValueType) -> None:
    misread = [
        (locale, text, form, read)
        for locale, text, form in _cases(type_)
        if (read := _form(type_, text, locale)) != form
    ]
    assert misread == []
