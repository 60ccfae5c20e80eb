"""What the product has to know of a type of values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from enricher.entities import Normalization
from enricher.values.locales import Habits

Normalizer = Callable[[str, Habits], Normalization]

# An entity is a phrase. What is longer than this was not meant as one, and some of the patterns
# that read values take time that grows faster than the text.
MAX_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class ValueType:
    """One type of values. Everybody asks it, and nobody else knows which types there are.

    Attributes:
        name: in schema files, in answers and in what is kept.
        parse: what a text means, by the habits of its language.
        order: how its values compare: as numbers, as days, or, with "", as words.
        is_by_language: whether the language of a text decides how it is read.
        is_name: whether its values name something: what else is found inside one is a part of it.
        max_characters: longer texts are none of its values.
    """

    name: str
    parse: Normalizer
    order: Literal["number", "day", ""] = ""
    is_by_language: bool = False
    is_name: bool = False
    max_characters: int | None = MAX_CHARACTERS

    def __repr__(self) -> str:
        return self.name

    @property
    def is_numeric(self) -> bool:
        return self.order == "number"

    @property
    def is_ordered(self) -> bool:
        """Whether values order by more than what is shown of them."""
        return self.order != ""


def in_any_language(parse: Callable[[str], Normalization]) -> Normalizer:
    """Of what is read alike in all languages."""
    return lambda text, _habits: parse(text)
