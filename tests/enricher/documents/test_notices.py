from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from enricher.documents.notices import _OF_ONE, _WORDS, in_words
from enricher.entities import Notice

ROOT = Path(__file__).parents[3]


# Whose code a table chooses, or the kind of an error.
CHOSEN = {
    *("object_unread", "part_unread"),
    *("sum_balance", "sum_closing_balance", "sum_net_amount", "sum_total_amount"),
    *("encrypted", "failed", "scan", "unavailable", "unreadable", "unsupported"),
}


def notices() -> Iterator[tuple[str, set[str]]]:
    """The code and the names of the facts of every notice that a module makes."""
    for path in [*(ROOT / "enricher").rglob("*.py"), *(ROOT / "connectors").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Notice"):
                continue
            code, *facts = node.args
            if isinstance(code, ast.Constant) and isinstance(code.value, str):
                names = facts[0].keys if facts and isinstance(facts[0], ast.Dict) else []
                yield code.value, {str(ast.literal_eval(name)) for name in names if name}


def asked(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def test_each_code_has_words_and_no_words_are_left() -> None:
    assert {code for code, _ in notices()} | CHOSEN == set(_WORDS)
    assert set(_OF_ONE) <= set(_WORDS)


def test_words_ask_for_no_fact_that_a_notice_lacks() -> None:
    for code, facts in notices():
        assert asked(_WORDS[code]) | asked(_OF_ONE.get(code, "")) <= facts, code


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (
            Notice("date_as_others", {"first": "day"}),
            "it was read day first, as in the document's other dates",
        ),
        (
            Notice("yen_as_elsewhere", {"yen": "CNY"}),
            "¥ was read as CNY, which the document names elsewhere",
        ),
        (Notice("waiting"), "the entities of the document are still being extracted"),
        (
            Notice("entities_cut_off", {"read": 1500, "characters": 20000}),
            "entities were extracted from only the first 1,500 of 20,000 characters (setting"
            " max_characters)",
        ),
        (
            Notice("corrections_unmet", {"count": 1}),
            "1 correction does not apply; `enricher corrections list --lost` shows why",
        ),
        (
            Notice("corrections_unmet", {"count": 3}),
            "3 corrections do not apply; `enricher corrections list --lost` shows why",
        ),
        (
            Notice("pages_unread", {"places": [2], "why": Notice("no_letters")}),
            "text may be missing on page 2; no letters were recognized",
        ),
        (
            Notice(
                "pictures_unread",
                {"places": ["a", "b"], "why": Notice("hard_to_read", {"percent": "41"})},
            ),
            "text may be missing on pictures a, b; it is hard to read (confidence 41 %)",
        ),
        (
            Notice("pages_unread", {"places": list(range(1, 30)), "why": "x"}),
            f"text may be missing on pages {', '.join(map(str, range(1, 21)))}, …; x",
        ),
    ],
)
def test_notice_is_put_into_words(notice: Notice, words: str) -> None:
    assert in_words(notice) == words
