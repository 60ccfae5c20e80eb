"""Tables that readers missed: a person draws a box on a page, sees what is read in it, and adds that.

page, box --words inside--> ReadBox --> table --add--> ledger (who, when), laid over what was read
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from enricher.documents import ExtractedText
from enricher.documents.added_tables import (
    KINDS,
    Box,
    BoxedWords,
    BoxReading,
    ReadBox,
    Unread,
    added_table,
)
from enricher.documents.corrections import Act, Correction, Said, TableChange
from enricher.documents.layout import Word, WordPage
from enricher.documents.records import digest_of, from_record
from enricher.documents.tables import TABLE, TRANSACTIONS, Column, Table
from enricher.enrichment.table_overlay import TableOverlay
from enricher.errors import ConflictError, InputError
from enricher.review.page_pictures import Pages
from enricher.review.page_words import Lack, read_page_words
from enricher.review.table_corrections import ChangeLog
from enricher.text.anchors import Anchor
from enricher.text.page_words import PlacedWord

TYPES = ("text", "number", "date")
"""Of columns."""

_LONGEST_NAME = 60  # characters of a column's
_SURENESS = 0.9  # of words of OCR, whose figures may be misread
_MARK_BYTES = 8  # tells a table that is added from the others of its document
_LACKS: dict[Lack, str] = {
    "no_words": "there are no words on the page",
    "unmatched": "the pages of the file are not those of its text",
    "unread": "the places of its words are not known; read the document again first",
    "unplaced": "the places of words that were read by OCR are kept of short documents alone",
}


@dataclass(frozen=True, slots=True)
class BoxWish:
    """A box around a table.

    Attributes:
        page: counted from 1.
        kind: one of `KINDS`.
        columns: other names and types than those that were read, of all columns; () for those. Only
            tables without a meaning of their own take them.
        sha256: of the content that the person looked at.
    """

    page: int
    box: Box
    kind: str = TABLE
    columns: tuple[Column, ...] = ()
    sha256: str | None = None

    def __post_init__(self) -> None:
        left, top, right, bottom = self.box
        if not (0 <= left < right <= 1 and 0 <= top < bottom <= 1):
            raise InputError(
                "a box has left, top, right and bottom as fractions of the page, such as"
                " 0.1, 0.2, 0.9, 0.6"
            )
        if self.kind not in KINDS:
            raise InputError(f"{self.kind!r} is no kind of table; there are: {', '.join(KINDS)}")
        for one in self.columns:
            if not 0 < len(one.name.strip()) <= _LONGEST_NAME or one.type not in TYPES:
                raise InputError(
                    f"a column has a name of at most {_LONGEST_NAME} characters, and one of the types"
                    f" {', '.join(TYPES)}; {one.name[:_LONGEST_NAME]!r} ({one.type}) has not"
                )


@dataclass(frozen=True, slots=True)
class BoxTable:
    """What is read in a box: nothing is kept of it yet."""

    table: Table
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class TableBoxes:
    """Reads and adds tables by their boxes.

    Attributes:
        publish: returns when searches show what is in the ledger.
    """

    pages: Pages
    log: ChangeLog
    read_box: ReadBox
    publish: Callable[[], object]

    def look(self, document: str, wish: BoxWish) -> BoxTable:
        """What is read in a box.

        Args:
            document: its id, the start of it, or a path.

        Raises:
            NotFoundError: there is no such document or page, or no file that it could be read from.
            ConflictError: it has another content now.
            InputError: nothing is read there, or the columns do not fit.
            ExtractionError: the page cannot be read.
        """
        identity = self.pages.catalog.find(document)
        return self._look(identity, self._as_read(identity, wish), wish)

    def add(self, document: str, wish: BoxWish, who: str) -> Correction:
        """Add what is read in a box as a table of the document; otherwise as `look`.

        Raises:
            ConflictError: a reader, or a person, has a table there already.
            UnavailableError: the index does not answer; the table is kept.
        """
        identity = self.pages.catalog.find(document)
        reading = self._as_read(identity, wish)
        found = self._look(identity, reading, wish)
        digest = digest_of(reading.text).hex()
        added = added_table(found.table, wish.page, wish.box, reading.text, digest)
        overlay = TableOverlay(reading)
        for one in self.log.standing(identity):
            overlay.lay(one)
        if added.is_read(overlay.tables()):
            raise ConflictError(
                "there is a table at this place already; correct its cells and rows, or undo it if a"
                " person added it"
            )
        change = TableChange(found.table.name, mark=secrets.token_hex(_MARK_BYTES), added=added)
        said = Said(Act.ADD_TABLE, "", Anchor(change.words), change=change)
        (correction,) = self.log.say_all(identity, [said], who)
        self.publish()
        return correction

    def _as_read(self, identity: str, wish: BoxWish) -> ExtractedText:
        body = self.log.as_read(identity)
        if body is None:
            raise InputError(f"document {identity} has no pages: it was not read yet, or failed")
        reading = from_record(body).extracted
        if wish.sha256 is not None and wish.sha256 != reading.sha256:
            raise ConflictError("the document has another content now; look at it again first")
        return reading

    def _look(self, identity: str, reading: ExtractedText, wish: BoxWish) -> BoxTable:
        words = read_page_words(self.pages, identity, wish.page)
        if words.lack is not None:
            raise InputError(f"page {wish.page}: {_LACKS[words.lack]}")
        size = self.pages.look(identity).sizes[wish.page - 1]
        given = _given(reading, words.words, size, wish)
        if not any(given.inside):
            raise InputError("there are no words in that box")
        found = self.read_box(wish.kind, given, [one.type for one in wish.columns])
        table = _only_table(found, wish)
        return BoxTable(_with_names(table, wish) if wish.columns else table, found.unread)


def _given(
    reading: ExtractedText,
    words: Sequence[PlacedWord],
    size: tuple[float, float],
    wish: BoxWish,
) -> BoxedWords:
    """The words as they are read: those of OCR on the page that was turned to have its lines straight."""
    width, height = size
    boxes, at = reading.boxes, wish.page - 1
    is_scan = boxes is not None and at in dict(boxes.scans)
    read = dict(boxes.words_of(at)) if boxes is not None and is_scan else {}
    made = []
    for one in words:
        first = one.rectangles[0]
        drawn = (first.left * width, first.top * height, first.right * width, first.bottom * height)
        box = read.get((one.start, one.end), drawn)
        text = "".join(reading.text[one.start : one.end].split())
        made.append(Word(text, *box, confidence=_SURENESS if is_scan else 1.0))
    return BoxedWords(
        WordPage(at, tuple(made)),
        tuple((one.start, one.end) for one in words),
        tuple(_is_inside(one, wish.box) for one in words),
        reading.text,
        reading.pages,
    )


def _is_inside(word: PlacedWord, box: Box) -> bool:
    """Whether the middle of a word is in a box."""
    left, top, right, bottom = box
    one = word.rectangles[0]
    return (
        left <= (one.left + one.right) / 2 <= right and top <= (one.top + one.bottom) / 2 <= bottom
    )


def _only_table(found: BoxReading, wish: BoxWish) -> Table:
    if len(found.tables) > 1:
        raise InputError(
            f"that box holds {len(found.tables)} accounts; draw a box around each of them"
        )
    if not found.tables or not found.tables[0].rows:
        if wish.kind == TABLE:
            raise InputError("no columns were found in that box; draw it around the whole table")
        what = "transactions" if wish.kind == TRANSACTIONS else "lines of an invoice"
        raise InputError(
            f"no {what} were found in that box; draw it around the names of the columns as well, or"
            f" add it as a {TABLE}"
        )
    return found.tables[0]


def _with_names(table: Table, wish: BoxWish) -> Table:
    """The table with other names of its columns."""
    if wish.kind != TABLE:
        raise InputError(f"the columns of {wish.kind} have names and types of their own")
    if len(wish.columns) != len(table.columns):
        raise InputError(f"the box has {len(table.columns)} columns; name all of them")
    names = [one.name for one in wish.columns]
    if len({*names}) < len(names):
        raise InputError("each column needs a name of its own")
    return replace(table, columns=wish.columns)
