from __future__ import annotations

import pytest

from enricher.entities import ValueType
from tests.enricher.values import check

TEXTS: list[tuple[ValueType, str, str | None]] = [
    (ValueType.TEXT, "  two\n\nlines ", "two lines"),
    (ValueType.TEXT, " \n", None),
    (ValueType.PERSON, "Mr. Eric  Dean\nSprunk", "Eric Dean Sprunk"),
    (ValueType.PERSON, "Dr. Joan Mannick,", "Joan Mannick"),
    (ValueType.PERSON, "Herr Dr. Hans Meier", "Hans Meier"),
    (ValueType.PERSON, "Miss", "Miss"),
    (ValueType.PERSON, "____", None),
    (ValueType.ADDRESS, "1 Main St.\nSpringfield,\n IL 62701", "1 Main St., Springfield, IL 62701"),
    (ValueType.ADDRESS, "", None),
    (ValueType.BOOLEAN, "Yes", "true"),
    (ValueType.BOOLEAN, "[x]", "true"),
    (ValueType.BOOLEAN, "☒", "true"),
    (ValueType.BOOLEAN, "Nein.", "false"),
    (ValueType.BOOLEAN, "non", "false"),
    (ValueType.BOOLEAN, "FALSE", "false"),
    (ValueType.BOOLEAN, "perhaps", None),
]


@pytest.mark.parametrize(("type_", "text", "expected"), TEXTS)
def test_texts(type_: ValueType, text: str, expected: str | None) -> None:
    check(type_, text, expected)
