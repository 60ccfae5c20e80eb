"""What people write into a cell of a table, as a value of its column."""

from __future__ import annotations

import re
from decimal import Decimal

from enricher.errors import InputError
from enricher.values import VALUE_TYPES, normalize_text

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?")
_EITHER = re.compile(r"[+-]?\d{1,3}\.\d{3}")
"""Of 1.234 nobody knows whether it is a thousand: it is refused."""
_FIGURES = re.compile(r"[\s\d.,'\u2019()+\-\u2212\u2013]+")
_TAKES = {
    "number": "a number, such as -1234.56",
    "date": "a day, such as 2025-03-01",
    "boolean": "true or false",
}


def parse_cell(column: str, type_: str, written: str, language: str) -> str | None:
    """A value as cells have it (`enricher.documents.tables.Cell`); None where nothing is written.

    Args:
        column: its name, for what is said of what it cannot take.
        type_: of the column.
        language: of the document, whose habits tell 1,234 from 1,234.00.

    Raises:
        InputError: it is nothing that the column takes, or can be read in two ways.
    """
    text = " ".join(written.split())
    if not text:
        return None
    if type_ not in _TAKES:
        return text
    if type_ == "number" and _PLAIN.fullmatch(text):
        if not _EITHER.fullmatch(text):
            return format(Decimal(text), "f")
        raise InputError(
            f"column {column}: {text!r} can be read as {text.replace('.', '')} or {text}0; write"
            " the one that is meant"
        )
    read = normalize_text(VALUE_TYPES[type_], text, language or "en")
    if read.ambiguous:
        readings = " or ".join(one.display for one in read.readings)
        raise InputError(
            f"column {column}: {text!r} can be read as {readings}; write the one meant"
        )
    value = read.value
    if type_ == "number" and not _FIGURES.fullmatch(text):
        value = None
    if type_ == "date" and value is not None and len(str(value.order)) != len("2025-03-01"):
        value = None
    if value is None:
        raise InputError(f"column {column} takes {_TAKES[type_]}; {text!r} is none")
    return format(value.order, "f") if isinstance(value.order, Decimal) else value.display
