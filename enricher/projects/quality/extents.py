"""Labels that are far longer than the others, or go on over the end of a paragraph or sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from statistics import quantiles

from enricher.projects.quality.flaws import Aspect, Flaw, Severity, Tagged, some_of

FEWEST = 8  # labels, from which on there is a usual length
MOST_ODD = 0.1  # of the labels
TIMES_LONGER = 2.5  # than three quarters of the labels are
WORDS_LONGER = 3  # and so many words at least

_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n|\r\n[^\S\r\n]*\r\n")
# A long word or a bracket, a point, and a capital: not `Acme Inc. Dallas`, `J. Doe` or `1. Mai`.
_SENTENCE = re.compile(r"(?:[^\W\d_]{5}|\))[.!?]\s+[^\W\d_a-z]")


def odd_extents(category: str, labels: Sequence[Tagged]) -> Iterator[Flaw]:
    yield from _long_ones(category, labels)
    kinds: tuple[tuple[str, str, Callable[[str], object]], ...] = (
        ("paragraphs", "the end of a paragraph", _PARAGRAPH.search),
        ("sentences", "the end of a sentence", _SENTENCE.search),
    )
    for kind, name, crosses in kinds:
        found = [one for one in labels if crosses(one.text.strip())]
        if found and len(found) <= max(1, MOST_ODD * len(labels)):
            yield Flaw(
                Aspect.PRECISE,
                kind,
                Severity.WARNING,
                f"{some_of(len(found), len(labels))} {category} labels continue past {name}; if"
                " they are two entities, tag each separately",
                category,
                tuple(one.passage() for one in found),
            )


def _long_ones(category: str, labels: Sequence[Tagged]) -> Iterator[Flaw]:
    if len(labels) < FEWEST:
        return
    lengths = [len(_WORD.findall(one.text)) for one in labels]
    usual = quantiles(lengths, n=4)[2]
    most = max(TIMES_LONGER * usual, usual + WORDS_LONGER)
    found = [one for one, length in zip(labels, lengths, strict=True) if length > most]
    if found and len(found) <= MOST_ODD * len(labels):
        yield Flaw(
            Aspect.PRECISE,
            "length",
            Severity.WARNING,
            f"{some_of(len(found), len(labels))} {category} labels have more than {most:.0f} words,"
            f" three quarters have {usual:.0f} at most; check whether they include too much",
            category,
            tuple(one.passage() for one in found),
        )
