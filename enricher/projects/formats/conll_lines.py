"""The lines of a CoNLL file: comments, tokens, and where documents and sentences begin."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from enricher.projects.formats.conll_tags import TAG, Tag, parse_tag
from enricher.projects.formats.notes import KEY
from enricher.projects.formats.problems import Place, Problems

FEWEST_COLUMNS, MOST_COLUMNS = 2, 4

_COMMENT = re.compile(rf"#\s*(newdoc id|newdoc|text|{KEY} project|{KEY})\s*(?:=\s*(.*))?")
_START = "-DOCSTART-"


@dataclass(frozen=True, slots=True)
class Token:
    text: str
    tag: Tag


@dataclass(slots=True)
class Block:
    """A document: its sentences of tokens, and what comments say of it."""

    line: int
    name: str = ""
    text: str | None = None
    text_line: int = 0
    note: object = None
    sentences: list[list[Token]] = field(default_factory=list)


@dataclass(slots=True)
class Blocks:
    blocks: list[Block]
    project: object = None


def columns_of(line: str) -> list[str]:
    return line.split("\t") if "\t" in line else line.split()


def is_row(line: str) -> bool:
    """Whether a line has as many columns as a token of CoNLL, and a tag in the last."""
    columns = columns_of(line)
    in_bounds = FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS
    return in_bounds and TAG.fullmatch(columns[-1].strip()) is not None


def is_comment(line: str) -> bool:
    return line.startswith("#") and (_COMMENT.fullmatch(line) is not None or not is_row(line))


def read_blocks(content: str, problems: Problems) -> Blocks:
    """Documents of a CoNLL file; lines that are nothing become problems."""
    reader = _Reader(problems)
    for number, line in enumerate(content.split("\n"), start=1):
        reader.take(line.removesuffix("\r"), number)
    return reader.finish()


class _Reader:
    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._file = Blocks([Block(1)])
        self._columns = 0
        self._columns_line = 0
        self._sentence: list[Token] = []
        self._is_marked = False
        """Whether the file says where documents begin."""

    def take(self, line: str, number: int) -> None:
        if not line.strip():
            self._end_sentence()
        elif is_comment(line):
            self._comment(line, number)
        elif line.startswith(_START):
            self._begin(number)
        else:
            self._token(line, number)

    def finish(self) -> Blocks:
        self._end_sentence()
        file = self._file
        file.blocks = [one for one in file.blocks if one.sentences or one.text is not None]
        if not self._is_marked and len(file.blocks) == 1 and len(file.blocks[0].sentences) > 1:
            sentences = file.blocks[0].sentences
            file.blocks = [Block(one[0].tag.line, sentences=[one]) for one in sentences]
            self._problems.warn(
                f"does not mark where documents begin (-DOCSTART-, # newdoc id = …): each of its"
                f" {len(sentences)} blocks of lines is read as a document"
            )
        return file

    def _end_sentence(self) -> None:
        if self._sentence:
            self._file.blocks[-1].sentences.append(self._sentence)
            self._sentence = []

    def _begin(self, number: int) -> None:
        self._end_sentence()
        self._is_marked = True
        self._file.blocks.append(Block(number))

    def _comment(self, line: str, number: int) -> None:
        match = _COMMENT.fullmatch(line)
        if match is None:
            return
        key, value = match[1], match[2] or ""
        if key in ("newdoc", "newdoc id"):
            self._begin(number)
            name = _json(value) if value.startswith('"') else value
            self._file.blocks[-1].name = name if isinstance(name, str) else value
            return
        block = self._file.blocks[-1]
        known = _json(value)
        if key == "text":
            # CoNLL-U has a sentence's text there, without quotes.
            if isinstance(known, str) and not block.sentences and not self._sentence:
                block.text, block.text_line = known, number
        elif known is None:
            self._problems.add(f"the note `{key}` is damaged: it is not JSON", Place(number))
        elif key == KEY:
            block.note = known
        else:
            self._file.project = known

    def _token(self, line: str, number: int) -> None:
        columns = columns_of(line)
        self._columns = self._columns or len(columns)
        self._columns_line = self._columns_line or number
        tag = parse_tag(columns[-1].strip(), number)
        if not FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS or not columns[0]:
            message = f"expected a token and its tag, in {FEWEST_COLUMNS} to {MOST_COLUMNS} columns"
            self._problems.add(f"{message}, not {line[:60]!r}", Place(number))
        elif len(columns) != self._columns:
            self._problems.add(
                f"has {len(columns)} columns, while line {self._columns_line} has {self._columns}",
                Place(number),
            )
        elif tag is None:
            message = (
                f"{columns[-1]!r} is not a tag; expected O, B-CATEGORY, I-CATEGORY or another of"
                f" IOB"
            )
            self._problems.add(f"{message} or IOBES", Place(number))
        else:
            self._sentence.append(Token(columns[0], tag))


def _json(value: str) -> object:
    try:
        return json.loads(value)
    except ValueError:
        return None
