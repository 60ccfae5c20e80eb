"""Passages: sentences and clauses, which one reads rather than compares.

A passage may be as long as a page, holds entities of other categories, and shares its words with
passages of others. What is asked of it is whether there is one, and what words it has.
"""

from __future__ import annotations

from enricher.entities import Normalization, Notice, Value
from enricher.values.value_type import ValueType, in_any_language

PRESENT, MISSING = "present", "missing"
"""What facets count, since hardly two passages are the same."""


def parse_passage(text: str) -> Normalization:
    """The words on one line, all of them."""
    words = " ".join(text.split())
    if not any(character.isalnum() for character in words):
        return Normalization(None, warnings=(Notice("empty"),))
    return Normalization(Value("passage", words))


PASSAGE = ValueType(
    "passage",
    "a sentence or a clause: whether there is one, and its words",
    in_any_language(parse_passage),
    is_passage=True,
    max_characters=None,
    sort_words=(),
)
