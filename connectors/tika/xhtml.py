"""From the XHTML that Tika writes to readable plain text with the offsets of its pages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from xml.parsers import expat

# Elements that begin and end a line. What is not here runs on within its line.
_BLOCK_NAMES = (
    "address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3"
    " h4 h5 h6 header hr li main nav ol p pre section table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
# Elements between whose children white space means nothing.
_CONTAINER_NAMES = "body div table tbody thead tfoot tr ul ol dl section article td th li"
CONTAINERS = frozenset(_CONTAINER_NAMES.split())
CELLS = frozenset({"td", "th"})

LETTER = re.compile(r"[^\W_]")
_BLANK_LINE_ENDS = re.compile(r"[^\S\n]+\n")
_BLANK_LINES = re.compile(r"\n{3,}")
_LINE_BREAKS = re.compile(r"\r\n?")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Text, the offset of each page, and what each page itself holds.

    Attributes:
        page_ends: where each page's own text ends; attachments may follow it.
        page_has_text: whether each page has a letter or digit, text of attachments left out.
        pictures: pictures the document refers to.
    """

    text: str
    pages: tuple[int, ...]
    page_has_text: tuple[bool, ...]
    pictures: int
    page_ends: tuple[int, ...] = ()

    def page_text(self, number: int) -> str:
        """A page's own text; numbers count from 0."""
        return self.text[self.pages[number] : self.page_ends[number]]

    def with_pages(self, texts: Mapping[int, str]) -> PlainText:
        """The text with some pages' own text replaced; numbers count from 0."""
        parts = [self.text[: self.pages[0]]] if self.pages else [self.text]
        length = len(parts[0])
        starts: list[int] = []
        ends: list[int] = []
        has_text = list(self.page_has_text)
        for number, end in enumerate(self.page_ends):
            own = self.page_text(number)
            if number in texts:
                own = clean(texts[number])
                own += "\n" if own else ""
                has_text[number] = LETTER.search(own) is not None
            following = [*self.pages[number + 1 : number + 2], len(self.text)][0]
            starts.append(length)
            ends.append(length + len(own))
            parts += [own, self.text[end:following]]
            length += len(own) + following - end
        return replace(
            self,
            text="".join(parts),
            pages=tuple(starts),
            page_ends=tuple(ends),
            page_has_text=tuple(has_text),
        )

    def followed_by(self, text: str) -> PlainText:
        """The text with more after it, which is no page's own."""
        more = clean(text)
        return replace(self, text=f"{self.text}{more}\n") if more else self


def to_plain_text(xhtml: str) -> PlainText:
    """Turn Tika's XHTML into text.

    Blocks end lines, cells are parted by tabs, blank lines come one at a time; characters inside
    a line are kept as they are (no normalization). Of what Tika adds to a document's own text,
    links of PDF annotations, a PDF's outline (its headings again) and names of embedded objects
    without text are dropped; embedded objects with text follow the text that holds them.
    """
    writer = _Writer()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.characters
    try:
        parser.Parse(xhtml.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        # Not well-formed: a parser broke off in the middle of an element.
        writer = _Writer()
        lenient = _Lenient(writer)
        lenient.feed(xhtml)
        lenient.close()
    return writer.finish()


@dataclass(slots=True)
class _Row:
    """An open row of a table: how many pieces of text came before it, and its cells so far."""

    begin: int
    cells: int = 0


class _Writer:
    """Collects text page by page; pieces are cleaned when their page is complete."""

    def __init__(self) -> None:
        self._in_body = False
        self._skipped = 0  # depth inside an element whose text is dropped
        self._depth = 0
        self._path: list[tuple[str, str]] = []  # tag and class of each open element
        self._segments: list[list[str]] = [[]]
        self._page_depth = 0  # depth of the open page's element, 0 outside
        self._page_segments: list[int] = []
        self._page_has_text: list[bool] = []
        self._entries: list[tuple[int, int, int]] = []  # depth, segment, pieces when it began
        self._rows: list[_Row] = []
        self._pictures = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = attributes.get("class", "")
        outside = self._path[-1] if self._path else ("", "")
        self._depth += 1
        self._path.append((tag, kind))
        if tag == "body":
            self._in_body = True
            return
        if not self._in_body or self._skipped:
            return
        if tag == "img":
            self._pictures += 1
        elif tag == "br":
            self._pieces.append("\n")
        elif tag == "tr":
            self._break()
            self._rows.append(_Row(begin=len(self._pieces)))
        elif tag in CELLS:
            self._start_cell()
        elif self._is_dropped(tag, kind, outside):
            self._skipped = self._depth
        elif tag in BLOCKS:
            self._break()
            if tag == "div":
                self._start_division(kind)

    def _start_cell(self) -> None:
        if not self._rows:
            return
        row = self._rows[-1]
        if row.cells:
            if len(self._pieces) > row.begin:  # the cell before may end with a paragraph's end
                self._pieces[-1] = self._pieces[-1].rstrip("\n")
            self._pieces.append("\t")
        row.cells += 1

    def _is_dropped(self, tag: str, kind: str, outside: tuple[str, str]) -> bool:
        if tag in {"script", "style"} or kind in {"annotationTitle", "annotationSubject"}:
            return True
        if tag == "a":
            return outside == ("div", "annotation")
        # A PDF's outline follows its pages.
        is_outline = tag == "ul" and outside[0] == "body"
        return is_outline and bool(self._page_segments) and not self._page_depth

    def _start_division(self, kind: str) -> None:
        if kind == "page" and not self._entries:
            self._page_depth = self._depth
            self._page_segments.append(len(self._segments))
            self._page_has_text.append(False)
            self._segments.append([])
        elif kind == "package-entry":
            self._entries.append((self._depth, len(self._segments), len(self._pieces)))
            self._pictures += 1

    def end(self, tag: str) -> None:
        if self._in_body and not self._skipped:
            if tag == "tr" and self._rows:
                self._rows.pop()
            if tag in BLOCKS:
                self._break()
            if self._entries and self._entries[-1][0] == self._depth:
                self._end_entry()
            if self._page_depth == self._depth:
                self._page_depth = 0
                self._segments.append([])
        if self._skipped == self._depth:
            self._skipped = 0
        self._depth -= 1
        if self._path:
            self._path.pop()

    def _end_entry(self) -> None:
        """Drop an embedded object that gave its name and nothing else."""
        _, segment, begin = self._entries.pop()
        written = "".join(self._pieces[begin:]).strip()
        if segment == len(self._segments) and "\n" not in written:
            del self._pieces[begin:]

    def characters(self, data: str) -> None:
        if not self._in_body or self._skipped:
            return
        if self._path[-1][0] in CONTAINERS and not data.strip():
            return
        if self._page_depth and not self._page_has_text[-1] and not self._entries:
            self._page_has_text[-1] = LETTER.search(data) is not None
        self._pieces.append(data)

    @property
    def _pieces(self) -> list[str]:
        return self._segments[-1]

    def _break(self) -> None:
        """End the line, unless it is empty already."""
        pieces = self._pieces
        if not pieces or pieces[-1].endswith("\n") or pieces[-1] == "\t":
            return
        pieces.append("\n")

    def finish(self) -> PlainText:
        parts: list[str] = []
        length = 0
        starts: list[int] = []
        ends: list[int] = []
        page_segments = frozenset(self._page_segments)
        for number, pieces in enumerate(self._segments):
            if number in page_segments:
                starts.append(length)
            part = clean("".join(pieces))
            if part:
                parts.append(part + "\n")
                length += len(part) + 1
            if number in page_segments:
                ends.append(length)
        text = "".join(parts)
        return PlainText(
            text=text,
            pages=tuple(min(start, len(text)) for start in starts),
            page_has_text=tuple(self._page_has_text),
            pictures=self._pictures,
            page_ends=tuple(ends),
        )


class _Lenient(HTMLParser):
    def __init__(self, writer: _Writer) -> None:
        super().__init__(convert_charrefs=True)
        self._writer = writer

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._writer.start(tag, {name: value or "" for name, value in attrs})

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._writer.end(tag)

    def handle_endtag(self, tag: str) -> None:
        self._writer.end(tag)

    def handle_data(self, data: str) -> None:
        self._writer.characters(data)


def clean(text: str) -> str:
    """Drop blanks at line ends, more than one blank line in a row, and blank lines around."""
    text = _LINE_BREAKS.sub("\n", text)
    text = _BLANK_LINE_ENDS.sub("\n", text + "\n")
    return _BLANK_LINES.sub("\n\n", text).strip("\n")
