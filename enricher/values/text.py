"""The value type whose normal form is the text itself."""

from __future__ import annotations

import re
import unicodedata

from enricher.entities import Normalization, Notice, Value
from enricher.values.value_type import ValueType, in_any_language


def parse_text(text: str) -> Normalization:
    """The text on one line."""
    return folded("text", " ".join(text.split()))


def straight(text: str) -> str:
    """With straight apostrophes for the curly ones."""
    return re.sub(r"[\u2018\u2019\u02bc]", "'", text)


def folded(type: str, shown: str) -> Normalization:
    """The value that a text is, with a key to compare it by."""
    if not re.search(r"[^\W_]", shown):
        return Normalization(None, warnings=(Notice("empty"),))
    key = " ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", shown).casefold()))
    return Normalization(Value(type, shown, None, {type: shown, "key": key}))


TEXT = ValueType(
    "text", "words, none of the others", in_any_language(parse_text), max_characters=None
)
