from __future__ import annotations

import pytest

from enricher.values import ADDRESS, BOOLEAN, PERSON, TEXT, ValueType
from tests.enricher.values import check

TEXTS: list[tuple[ValueType, str, str | None]] = [
    (TEXT, "  two\n\nlines ", "two lines"),
    (TEXT, " \n", None),
    (PERSON, "Mr. Eric  Dean\nSprunk", "Eric Dean Sprunk"),
    (PERSON, "Dr. Joan Mannick,", "Joan Mannick"),
    (PERSON, "Herr Dr. Hans Meier", "Hans Meier"),
    (PERSON, "Miss", "Miss"),
    (PERSON, "____", None),
    (ADDRESS, "1 Main St.\nSpringfield,\n IL 62701", "1 Main St., Springfield, IL 62701"),
    (ADDRESS, "", None),
    (BOOLEAN, "Yes", "true"),
    (BOOLEAN, "[x]", "true"),
    (BOOLEAN, "☒", "true"),
    (BOOLEAN, "Nein.", "false"),
    (BOOLEAN, "non", "false"),
    (BOOLEAN, "FALSE", "false"),
    (BOOLEAN, "perhaps", None),
]


@pytest.mark.parametrize(("type_", "text", "expected"), TEXTS)
def test_texts(type_: ValueType, text: str, expected: str | None) -> None:
    check(type_, text, expected)
