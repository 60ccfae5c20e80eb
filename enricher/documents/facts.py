"""What the ledger keeps beside a text so that reviews need not open it: its values, and how sure.

EnrichedText --facts_of--> Facts --dump_facts--> ledger --load_facts--> Facts
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from enricher.documents.corrections import words_key
from enricher.documents.document import EnrichedText
from enricher.entities import EntitySource, Fact
from enricher.files.versions import FACTS_VERSION
from enricher.values.marks import Stated, dump_stated, load_stated
from enricher.values.text import straight

_DIGITS = 4

Struck = Collection[tuple[str, str | None]]
"""Categories, each with words that a person said are none of it; None: the document has none."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The fields of a document.

    Attributes:
        values: by category, in the order of the text. Of a category that detectors alone found
            the first one stands for all: they verified each.
        left_out: of categories without a value, how sure the model was of the surest place that
            it did not take for one; absent where it saw none.
        denied: categories of which a person said that the document has none.
        stated: what stands in place of a value, by category.
        derived: categories of which that, or the value, follows from others.
    """

    values: Mapping[str, tuple[Fact, ...]] = field(default_factory=dict)
    left_out: Mapping[str, float] = field(default_factory=dict)
    denied: tuple[str, ...] = ()
    stated: Mapping[str, Stated] = field(default_factory=dict)
    derived: tuple[str, ...] = ()


class StoredFacts(NamedTuple):
    """The facts of a text as the ledger has them.

    Attributes:
        sha256: of the content.
        models: that read it, joined by commas.
        facts: as `dump_facts` wrote them.
    """

    document: str
    sha256: str
    models: str
    facts: str


def review_facts(enriched: EnrichedText, struck: Struck = ()) -> str | None:
    """What the ledger keeps of a text: "" where there is none to review, None where it owes them."""
    if enriched.owed:
        return None
    return dump_facts(facts_of(enriched, struck)) if enriched.extracted.text.strip() else ""


def facts_of(enriched: EnrichedText, struck: Struck = ()) -> Facts:
    """What there is to review of a text."""
    sources: dict[tuple[str, str], set[EntitySource]] = {}
    for entity in enriched.entities:
        if entity.value is not None:
            key = entity.span.category, value_key(entity.value.display)
            sources.setdefault(key, set()).add(entity.span.source)
    values: dict[str, tuple[Fact, ...]] = {}
    for category, found in enriched.fields.items():
        of = [sources.get((category, value_key(one.value.display)), set()) for one in found]
        shown = found
        if all(each == {EntitySource.DETECTOR} for each in of):
            shown, of = found[:1], of[:1]
        values[category] = tuple(
            Fact(one.value.display, round(one.confidence, _DIGITS), EntitySource.HUMAN in each)
            for one, each in zip(shown, of, strict=True)
        )
    denied = {category for category, words in struck if words is None}
    text = enriched.extracted.text
    left_out: dict[str, float] = {}
    for spans in enriched.spans:
        for span in spans:
            name = span.category
            if (
                name in values
                or name in denied
                or (name, words_key(text[span.start : span.end])) in struck
            ):
                continue
            left_out[name] = max(left_out.get(name, 0.0), round(span.confidence, _DIGITS))
    derived = dict.fromkeys(
        one.category for one in enriched.derived if one.found is not None or one.stated is not None
    )
    return Facts(values, left_out, tuple(sorted(denied)), enriched.stated, tuple(derived))


def value_key(display: str) -> str:
    """What makes two written forms one value.

    `enricher.enrichment.evidence.candidates` also takes parties that share a key for one; of these a display
    form tells only the places that are written so.
    """
    return straight(display).casefold()


def dump_facts(facts: Facts) -> str:
    values = {
        category: [
            [one.value, one.confidence, 1] if one.by_human else [one.value, one.confidence]
            for one in found
        ]
        for category, found in facts.values.items()
    }
    more: list[Any] = [facts.denied, dump_stated(facts.stated), facts.derived]
    while more and not more[-1]:  # as in most documents
        more.pop()
    return json.dumps([FACTS_VERSION, values, facts.left_out, *more], separators=(",", ":"))


def load_facts(text: str) -> Facts:
    """Read what `dump_facts` wrote.

    Raises:
        ValueError: it is of a version that this program does not know.
    """
    ((version, values, left_out, *more),) = read_facts([text])
    if version != FACTS_VERSION:
        raise ValueError(f"stored facts have version {version}, known is {FACTS_VERSION}")
    return Facts(
        {
            category: tuple(Fact(one[0], one[1], len(one) > 2) for one in found)
            for category, found in values.items()
        },
        left_out,
        tuple(more[0]) if more else (),
        load_stated(more[1]) if len(more) > 1 else {},
        tuple(more[2]) if len(more) > 2 else (),
    )


def read_facts(texts: Sequence[str]) -> list[Any]:
    """The bare lists of each, as `dump_facts` wrote them: for what passes over all documents.

    Reading many at once takes half the time.
    """
    found: list[Any] = json.loads(f"[{','.join(texts)}]")
    return found
