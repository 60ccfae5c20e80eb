"""Blocks of a document become text as readers of PDF, of Word files and of web pages give it.

blocks -> lines with marks -> text and entities -> wrapped, with page ends between lines
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from training.heldout.figures import BAR, CLOSE, OPEN
from training.samples.content import Gold

_MARK = re.compile(f"{OPEN}([^{BAR}]*){BAR}([^{BAR}]*){BAR}([^{CLOSE}]*){CLOSE}")
# Every day of effect is a date and every term a duration; the schema wants both.
_ALSO = {"EffectiveDate": "Date", "Term": "Duration"}
_SENTENCE_END = re.compile(r"\. (?=(?:The|This|If|Each|Any|No|All|In|Such)\b)")
_PLAIN_QUOTES = str.maketrans("\u201c\u201d\u2019", '""\'')


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that stay apart whatever the width: an address, a letterhead."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of cells."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two columns side by side, such as signature blocks."""

    left: tuple[str, ...]
    right: tuple[str, ...]


Block = str | Lines | Grid | Sides
"""A `str` is a heading or a paragraph."""


def lay_out(blocks: Sequence[Block], rng: Random) -> tuple[str, tuple[Gold, ...]]:
    """The text of a document and the entities in it, in order."""
    reader = rng.choice(("pdf", "pdf", "pdf", "word", "word", "web"))
    between = {"pdf": rng.choice(("\n", "\n\n")), "word": rng.choice(("\n", "\n\n")), "web": "\n\n"}
    marked = between[reader].join(_lines_of(block, reader, rng) for block in blocks)
    if rng.random() < 0.3:
        marked = _SENTENCE_END.sub(".  ", marked)
    if rng.random() < 0.4:
        marked = marked.translate(_PLAIN_QUOTES)
    text, golds = read_marks(marked)
    if reader == "pdf":
        text = _wrap(text, rng.randint(62, 106))
        text, golds = _break_pages(text, golds, rng)
    return text, golds


def read_marks(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """Take the marks out of a text and return them as entities."""
    parts: list[str] = []
    golds: list[Gold] = []
    length = last = 0
    for match in _MARK.finditer(marked):
        before = marked[last : match.start()]
        category, display, text = match.groups()
        start = length + len(before)
        golds.append(Gold(start, start + len(text), category, display))
        if category in _ALSO:
            golds.append(Gold(start, start + len(text), _ALSO[category], display))
        parts += [before, text]
        length = start + len(text)
        last = match.end()
    parts.append(marked[last:])
    return "".join(parts), tuple(golds)


def _lines_of(block: Block, reader: str, rng: Random) -> str:
    if isinstance(block, str):
        return block
    if isinstance(block, Lines):
        return "\n".join(block.lines)
    if isinstance(block, Grid):
        cell = {"pdf": rng.choice((" ", " ", "  ", "     ")), "word": "\t", "web": "\n"}[reader]
        return "\n".join(cell.join(row) for row in block.rows)
    length = max(len(block.left), len(block.right))
    left = [*block.left, *[""] * (length - len(block.left))]
    right = [*block.right, *[""] * (length - len(block.right))]
    if reader == "web" or rng.random() < 0.3:
        return "\n".join((*block.left, "", *block.right))
    if reader == "word":
        return "\n".join(f"{one}\t{other}" for one, other in zip(left, right, strict=True))
    if rng.random() < 0.4:
        return "\n".join(f"{one} {other}".strip() for one, other in zip(left, right, strict=True))
    width = max(len(read_marks(line)[0]) for line in left) + rng.randint(3, 12)
    return "\n".join(
        one + " " * (width - len(read_marks(one)[0])) + other
        for one, other in zip(left, right, strict=True)
    )


def _wrap(text: str, width: int) -> str:
    """Turn blanks into line ends where a line would be too long; all offsets stay."""
    lines = []
    for line in text.split("\n"):
        signs = list(line)
        start = 0
        while len(signs) - start > width:
            cut = line.rfind(" ", start + 1, start + width)
            if cut < 0:
                break
            signs[cut] = "\n"
            start = cut + 1
        lines.append("".join(signs))
    return "\n".join(lines)


def _break_pages(text: str, golds: tuple[Gold, ...], rng: Random) -> tuple[str, tuple[Gold, ...]]:
    """Put the foot of a page after every so many lines, not inside an entity."""
    every = rng.randint(38, 56)
    foot = rng.choice(
        ("\n\n{page}\n\n", "\nPage {page}\n", "\n\n- {page} -\n", "\n{mark} - {page}\n\n")
    )
    mark = rng.choice(("EXECUTION COPY", "4813-7721-0032v.3", "Initials ____", "Confidential"))
    inside = {place for gold in golds for place in range(gold.start, gold.end)}
    ends = [place for place, sign in enumerate(text) if sign == "\n" and place not in inside]
    cuts = ends[every::every]
    feet = [foot.format(page=page, mark=mark) for page in range(1, len(cuts) + 1)]
    parts, last = [], 0
    for cut, each in zip(cuts, feet, strict=True):
        parts += [text[last:cut], each]
        last = cut
    moved = [0]
    for each in feet:
        moved.append(moved[-1] + len(each))
    shifted = []
    for gold in golds:
        by = moved[bisect_right(cuts, gold.start)]
        shifted.append(Gold(gold.start + by, gold.end + by, gold.category, gold.display))
    return "".join([*parts, text[last:]]), tuple(shifted)
