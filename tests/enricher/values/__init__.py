"""Tables of texts and the values they mean.

A row is a text, what its normalized form is, and the locale if one is given. `None` as the form
means that there is no value; a tuple of forms, that the text is ambiguous and has these readings.
"""

from __future__ import annotations

from pathlib import Path

from enricher.documents.notices import all_in_words
from enricher.values import ValueType, normalize_text

CASES = Path(__file__).parent / "cases"
Expected = str | None | tuple[str, ...]


def check(type_: ValueType, text: str, expected: Expected, locale: str | None = None) -> None:
    """Fail unless the text is read as the table says."""
    language = locale.split("-")[0] if locale else "en"
    result = normalize_text(type_, text, language, locale)
    shown = result.value.display if result.value else None
    assert all(all_in_words(result.warnings))
    if isinstance(expected, tuple):
        assert shown is None
        assert result.ambiguous
        assert tuple(reading.display for reading in result.readings) == expected
        assert result.warnings
    else:
        assert shown == expected
        assert not result.ambiguous
        assert expected is not None or result.warnings
