"""A document as structured content, its entities marked inside the sentences that state them.

In a text file an entity stands in double brackets, with its value's form where that differs:

    between [[Party: Corvane, Inc. => Corvane Inc.]] and

Lines begin with what they are: `# ` a heading, `! ` bold, `- ` a line of a block such as an address,
`> ` centred, `>> ` right, `| a | b |` a row of a table, `|= a | b |` its names, `. ` or nothing a
paragraph.

In a string the marks are private-use characters, so that a gold offset is read from the very text
it counts in:

    mark("Party", "Corvane, Inc.")   ->  <open>Party<bar>Corvane Inc.<bar>Corvane, Inc.<close>
    read_marks("between " + that)    ->  ("between Corvane, Inc.", (Gold(8, 21, "Party", ...),))
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

Style = Literal["body", "center", "right", "line", "bold"]
OPEN, BAR, CLOSE = "\ue000", "\ue001", "\ue002"
MARKED = re.compile(f"{OPEN}([^{BAR}]*){BAR}([^{BAR}]*){BAR}([^{CLOSE}]*){CLOSE}")
WRITTEN = re.compile(r"\[\[(\w+): (.*?)(?: => (.*?))?\]\]", re.DOTALL)
STYLES: dict[str, Style] = {".": "body", "!": "bold", "-": "line", ">": "center", ">>": "right"}
LEARNED = ("Party", "EffectiveDate", "Jurisdiction", "Term")


@dataclass(frozen=True, slots=True)
class Gold:
    """An entity the writer of the text put there; `display` is how enricher prints its value."""

    start: int
    end: int
    category: str
    display: str


def mark(category: str, text: str, display: str | None = None) -> str:
    """Write `text` as an entity; `display` is its value's form where that differs."""
    return f"{OPEN}{category}{BAR}{text if display is None else display}{BAR}{text}{CLOSE}"


def read_marks(marked: str) -> tuple[str, tuple[Gold, ...]]:
    """Turn a marked string into its text and the entities in it, in order."""
    parts: list[str] = []
    golds: list[Gold] = []
    length = end = 0
    for match in MARKED.finditer(marked):
        before = marked[end : match.start()]
        category, display, text = match.groups()
        golds.append(
            Gold(length + len(before), length + len(before) + len(text), category, display)
        )
        parts += [before, text]
        length += len(before) + len(text)
        end = match.end()
    parts.append(marked[end:])
    return "".join(parts), tuple(golds)


def plain(marked: str) -> str:
    return MARKED.sub(r"\3", marked)


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of marked cells; the first row names the columns if `has_names`."""

    rows: tuple[tuple[str, ...], ...]
    has_names: bool = False


Block = Heading | Paragraph | Table


def block_strings(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for row in block.rows:
            yield from row
    else:
        yield block.text


@dataclass(frozen=True, slots=True)
class SampleDocument:
    """A document before any format. Every string in it is marked; `text` and `spans` are not.

    Attributes:
        header: repeated on each page by formats that have pages; not part of `text`.
        footer: likewise.
        language: ISO 639-1.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    header: str = ""
    footer: str = ""
    language: str = "en"

    @property
    def marked(self) -> str:
        lines = [self.title] if self.title else []
        for block in self.blocks:
            if isinstance(block, Table):
                lines += ["\t".join(row) for row in block.rows]
            else:
                lines.append(block.text)
        return "\n".join(lines)

    @property
    def text(self) -> str:
        return plain(self.marked)

    @property
    def spans(self) -> tuple[Gold, ...]:
        return read_marks(self.marked)[1]

    def fields(self) -> dict[str, list[str]]:
        """The gold values per category in the order of their first mention, headers included."""
        found: dict[str, list[str]] = {}
        for gold in read_marks("\n".join((self.marked, self.header, self.footer)))[1]:
            values = found.setdefault(gold.category, [])
            if gold.display not in values:
                values.append(gold.display)
        return found


def mark_written(text: str) -> str:
    """Turn entities in double brackets into marked ones."""
    return WRITTEN.sub(lambda match: mark(match[1], match[2], match[3]), text)


def read_blocks(lines: Iterable[str]) -> tuple[Block, ...]:
    """The blocks that the lines of a file stand for; an empty line ends a table."""
    blocks: list[Block] = []
    rows: list[tuple[str, ...]] = []
    has_names = False
    for line in [*lines, ""]:
        if not line.startswith("|"):
            if rows:
                blocks.append(Table(tuple(rows), has_names))
            rows, has_names = [], False
        start, _, text = line.partition(" ")
        if line.startswith("|"):
            has_names = has_names or start == "|="
            rows.append(tuple(text.removesuffix(" |").split(" | ")))
        elif start == "#":
            blocks.append(Heading(text))
        elif start in STYLES:
            if text.strip():
                blocks.append(Paragraph(text, STYLES[start]))
        elif line.strip():
            blocks.append(Paragraph(line))
    return tuple(blocks)


def read_document(text: str) -> tuple[SampleDocument, dict[str, str]]:
    """A document of a file: `name: value` lines, an empty line, its blocks; and what else is named."""
    head, _, body = mark_written(text).partition("\n\n")
    named = dict(line.split(": ", 1) for line in head.split("\n"))
    own = {name: named.pop(name) for name in _OWN if name in named}
    document = SampleDocument(
        own.pop("kind"), own.pop("title", ""), read_blocks(body.split("\n")), **own
    )
    return document, named


_OWN = ("kind", "title", "header", "footer", "language")
