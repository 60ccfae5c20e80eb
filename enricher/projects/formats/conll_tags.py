"""The tags of CoNLL files: IOB1, IOB2 and IOBES (also called BILOU), told apart by the whole file.

    IOB2   every label begins with B-
    IOB1   a label begins with I-, and with B- only right behind another of its category
    IOBES  a label of one token is S- (or U-), the last token of a longer one E- (or L-)

seqeval's `scheme` reads the same, but belongs to training and keeps no place of a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from enricher.projects.formats.problems import Place, Problems

TAG = re.compile(r"O|([BIESLU])-(.+)")


@dataclass(frozen=True, slots=True)
class Tag:
    """What stands in the last column; `prefix` is O, or B, I, E, S, where L is E and U is S."""

    prefix: str
    category: str
    line: int


def parse_tag(tag: str, line: int) -> Tag | None:
    """A tag, or None if it is of none of the schemes."""
    if tag == "O":
        return Tag("O", "", line)
    match = TAG.fullmatch(tag)
    if match is None:
        return None
    prefix, category = match.groups()
    return Tag({"L": "E", "U": "S"}.get(prefix, prefix), category, line)


Stretch = tuple[int, int, str, int]
"""First token, the one behind the last, category, and the line of the first."""


def stretches(sentences: Sequence[Sequence[Tag]], problems: Problems) -> list[list[Stretch]]:
    """The labels of each sentence; tags that fit no scheme become problems."""
    prefixes = {tag.prefix for sentence in sentences for tag in sentence}
    if prefixes & {"E", "S"}:
        return [list(_of_iobes(sentence, problems)) for sentence in sentences]
    bare = [tag for sentence in sentences for tag in _bare(sentence)]
    if bare and all(_fits_iob1(sentence) for sentence in sentences):
        problems.warn(
            "is read as IOB1: labels begin with I-, and no B- says otherwise", Place(bare[0].line)
        )
        bare = []
    for tag in bare:
        problems.add(
            f"I-{tag.category} follows no B-{tag.category} or I-{tag.category}; a label of IOB2, which"
            " other lines are in, begins with B-",
            Place(tag.line),
        )
    return [list(_of_iob(sentence)) for sentence in sentences]


def _bare(sentence: Sequence[Tag]) -> Iterator[Tag]:
    """The I- tags that nothing of their category stands before."""
    before = ""
    for tag in sentence:
        if tag.prefix == "I" and tag.category != before:
            yield tag
        before = tag.category


def _fits_iob1(sentence: Sequence[Tag]) -> bool:
    before = ""
    for tag in sentence:
        if tag.prefix == "B" and tag.category != before:
            return False
        before = tag.category
    return True


def _of_iob(sentence: Sequence[Tag]) -> Iterator[Stretch]:
    start, category, line = 0, "", 0
    for index, tag in enumerate(sentence):
        if category and (tag.prefix != "I" or tag.category != category):
            yield start, index, category, line
            category = ""
        if tag.category and not category:
            start, category, line = index, tag.category, tag.line
    if category:
        yield start, len(sentence), category, line


def _of_iobes(sentence: Sequence[Tag], problems: Problems) -> Iterator[Stretch]:
    start: tuple[int, Tag] | None = None
    for index, tag in enumerate([*sentence, Tag("O", "", 0)]):
        goes_on = tag.prefix in ("I", "E")
        if start and not (goes_on and tag.category == start[1].category):
            category = start[1].category
            problems.add(
                f"B-{category} has no E-{category} (or L-) that ends it", Place(start[1].line)
            )
            start = None
        if goes_on and start is None:
            message = f"{tag.prefix}-{tag.category} follows no B-{tag.category}"
            problems.add(f"{message}; labels of one token are S- (or U-)", Place(tag.line))
        elif tag.prefix == "B":
            start = (index, tag)
        elif tag.prefix == "S":
            yield index, index + 1, tag.category, tag.line
        elif tag.prefix == "E" and start:
            yield start[0], index + 1, tag.category, start[1].line
            start = None
