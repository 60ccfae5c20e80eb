"""What the product has to know of a type of values."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from enricher.entities import Normalization, Value
from enricher.values.kinds import TEXT, Kind
from enricher.values.locales import Habits

Normalizer = Callable[[str, Habits], Normalization]

# An entity is a phrase. What is longer than this was not meant as one, and some of the patterns
# that read values take time that grows faster than the text.
MAX_CHARACTERS = 1_000


class Unreadable(ValueError):  # noqa: N818  says why there is no value, which is no error
    """Why a display form is nothing to calculate with, as the end of "EffectiveDate is ..."."""


@dataclass(frozen=True, slots=True, eq=False)
class ValueType:
    """One type of values. Everybody asks it, and nobody else knows which types there are.

    Attributes:
        name: in schema files, in answers and in what is kept.
        meaning: what people choose it by, on the page of a schema.
        parse: what a text means, by the habits of its language.
        is_by_language: whether the language of a text decides how it is read.
        is_name: whether its values name something: what else is found inside one is a part of it.
        is_passage: whether its values are stretches to read: asked for by their words and not as
            a whole, counted as present, and shortened where they are shown among others.
        max_characters: longer texts are none of its values.
        detector: which of `enricher.recognizer.detectors.DETECTORS` finds its values, "" for none.

        order: how values compare, and which columns of the index they have: as numbers, as days,
            or, with "", as the words that are shown.
        has_currency: whether the numbers are amounts, which compare within one currency.
        needs_unit: whether a bare number says nothing of it.
        example: what a query may compare it with, as messages say it; "" where it has no order.
        units: what may stand beside a number in a query.
        sort_words: how the ways to sort are called, from the greatest and from the least on; the
            one of what has no order goes from A on. () where nobody sorts by it.
        is_grouped: whether its figures are shown in groups: 1,500,000.
        cell_format: of a cell in a workbook; "" where it is text.

        kind: what expressions know of it beforehand.
        to_cel: from what is shown to what expressions calculate with; raises Unreadable.
        from_cel: from what an expression made to the value, None for what is none of its values;
            left out, a text is parsed.
        sample: what is shown of one, to try expressions on.
    """

    name: str
    meaning: str
    parse: Normalizer
    is_by_language: bool = False
    is_name: bool = False
    is_passage: bool = False
    max_characters: int | None = MAX_CHARACTERS
    detector: str = ""

    order: Literal["number", "day", ""] = ""
    has_currency: bool = False
    needs_unit: bool = False
    example: str = ""
    units: tuple[re.Pattern[str], ...] = ()
    sort_words: tuple[str, ...] = ("A to Z",)
    is_grouped: bool = False
    cell_format: str = ""

    kind: Kind = TEXT
    to_cel: Callable[[str], Any] = str
    from_cel: Callable[[Any], Value | None] | None = None
    sample: str = "Sample"

    def __post_init__(self) -> None:
        if bool(self.order) != bool(self.example):
            raise ValueError(f"{self.name}: what has an order is compared, and needs an example")

    def __repr__(self) -> str:
        return self.name

    @property
    def is_numeric(self) -> bool:
        return self.order == "number"

    @property
    def may_be_perpetual(self) -> bool:
        """Whether a value may be without end: a length of time, or the day on which it is over."""
        return self.needs_unit or self.order == "day"

    @property
    def is_ordered(self) -> bool:
        """Whether values order by more than what is shown of them."""
        return self.order != ""


def in_any_language(parse: Callable[[str], Normalization]) -> Normalizer:
    """Of what is read alike in all languages."""
    return lambda text, _habits: parse(text)
