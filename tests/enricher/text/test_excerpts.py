from __future__ import annotations

import pytest

from enricher.text.excerpts import excerpt


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("short", "short"),
        (" two\n lines ", "two lines"),
        ("exactly twenty chars", "exactly twenty chars"),
        ("it is cut behind a word", "it is cut behind a…"),
        ("x" * 30, "x" * 19 + "…"),
        ("a " + "x" * 30, "a " + "x" * 17 + "…"),
    ],
)
def test_long_text_is_cut_behind_a_word(text: str, shown: str) -> None:
    assert excerpt(text, 20) == shown
