"""Values inside of passages: the amount of a cap on liability, the length of a warranty.

    passages that count --text of each--> detectors, patterns and lists --> spans

They are looked for when a text is assembled, so that they follow what people say of its passages. A
pattern says which amount of a passage is meant; what a detector finds there is one of its form, and
counts where no pattern found one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from enricher.entities import EntitySource, Span
from enricher.schema import EntitySchema

if TYPE_CHECKING:
    from enricher.recognizer.rules import RuleFinder

DETECTED = 0.9
"""How sure it is that an amount, a length or a share inside of a passage is the one that it is about."""


def spans_inside(
    text: str, language: str, passages: Iterable[Span], schema: EntitySchema
) -> Iterator[Span]:
    """What the rules of a schema find inside of passages; no surer than the passage is.

    Args:
        text: of the document.
        passages: of any category.
    """
    finders = _finders(schema)
    for passage in passages:
        finder = finders.get(passage.category)
        if finder is None:
            continue
        for span in finder.find(text[passage.start : passage.end], language):
            sureness = DETECTED if span.source is EntitySource.DETECTOR else 1.0
            yield replace(
                span,
                start=span.start + passage.start,
                end=span.end + passage.start,
                confidence=span.confidence * sureness * passage.confidence,
            )


@lru_cache(maxsize=64)
def _finders(schema: EntitySchema) -> Mapping[str, RuleFinder]:
    # What only derives, as `status` does, loads no detectors.
    from enricher.recognizer.rules import RuleFinder

    outer = dict.fromkeys(one.within for one in schema.inside)
    return {
        name: RuleFinder([one for one in schema.inside if one.within == name]) for name in outer
    }
