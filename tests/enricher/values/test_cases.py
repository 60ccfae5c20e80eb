"""Texts as contracts, invoices and statements write them, a table per value type.

A row of `cases/*.tsv` is a locale or nothing, a text with its blanks escaped, and the normalized
form: `-` where the text has no value, forms between bars where it is ambiguous.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from enricher.values import VALUE_TYPES, ValueType
from tests.enricher.values import CASES, Expected, check

_ESCAPE = re.compile(r"\\(u[0-9a-f]{4}|.)")
_BLANKS = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda m: _BLANKS.get(m[1]) or chr(int(m[1][1:], 16)), text)


def _cases() -> Iterator[tuple[ValueType, str | None, str, Expected]]:
    for path in sorted(CASES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            locale, text, form = line.split("\t")
            readings = tuple(form.split(" | "))
            expected = readings if len(readings) > 1 else None if form == "-" else form
            yield VALUE_TYPES[path.stem], locale or None, _unescaped(text), expected


def test_table_is_as_long_as_promised() -> None:
    assert len(list(_cases())) >= 6_000


@pytest.mark.parametrize(("type_", "locale", "text", "expected"), list(_cases()))
def test_text_is_read_as_the_table_says(
    type_: ValueType, locale: str | None, text: str, expected: Expected
) -> None:
    check(type_, text, expected, locale)
