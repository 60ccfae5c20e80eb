from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from enricher.enrichment.notices import _OF_ONE, _WORDS, in_words
from enricher.entities import Notice

ROOT = Path(__file__).parents[3]


def codes() -> Iterator[str]:
    """Every code that a module gives a notice."""
    for path in [*(ROOT / "enricher").rglob("*.py"), *(ROOT / "connectors").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice":
                for argument in ast.walk(node.args[0]):
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


def test_each_code_has_words_and_no_words_are_left() -> None:
    # Those of Tika's reports are chosen by the kind of report.
    assert {*codes(), "object_unread", "part_unread"} == set(_WORDS)
    assert set(_OF_ONE) <= set(_WORDS)


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (Notice("waiting"), "the entities of the document are still being looked for"),
        (
            Notice("entities_cut_off", {"read": 1500, "characters": 20000}),
            "entities were looked for in the first 1,500 of 20,000 characters (setting max_characters)",
        ),
        (
            Notice("corrections_unmet", {"count": 1}),
            "1 correction is not in force; `enricher corrections list --lost` says why",
        ),
        (
            Notice("corrections_unmet", {"count": 3}),
            "3 corrections are not in force; `enricher corrections list --lost` says why",
        ),
        (
            Notice("pages_unread", {"places": [2], "why": "no time"}),
            "text may be missing on page 2; no time",
        ),
        (
            Notice("pictures_unread", {"places": ["a", "b"], "why": "no time"}),
            "text may be missing on pictures a, b; no time",
        ),
        (
            Notice("pages_unread", {"places": list(range(1, 30)), "why": "x"}),
            f"text may be missing on pages {', '.join(map(str, range(1, 21)))}, …; x",
        ),
    ],
)
def test_notice_is_put_into_words(notice: Notice, words: str) -> None:
    assert in_words(notice) == words
