"""Pages of a PDF, or frames of a picture, for people to look at, and where each character on them stands.

A PDF is hostile until proven otherwise: `start_drawing` runs in a sandbox, where a page that
crashes or hangs the renderer costs one process.
"""

from __future__ import annotations

import contextlib
import ctypes
import io
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pypdfium2.raw as pdfium

from connectors.files.locks import open_pdf
from connectors.files.members import MemberPlace, unpack_member
from connectors.files.pdf_fields import fields_of
from connectors.files.picture_pages import is_picture, picture_page, picture_sizes
from enricher.errors import ExtractionError, NotFoundError
from enricher.text.page_places import DrawnPage, Rectangle

MOST_PAGES = 5000  # whose sizes are told; further ones are not shown
_MOST_PIXELS = 8_000_000
_MOST_CHARACTERS = 60_000  # of one page; a page of small print has 8,000
_KEPT_BYTES = 100_000_000
_FINE = 1_000_000  # units per page side, since pdfium gives places as whole numbers

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked of a PDF or a picture, which has no characters.

    Attributes:
        what: `sizes` of its pages in points, a page as a `picture` in PNG, or its `characters`.
        number: of the page, from 0.
        width: of the picture, in pixels.
        member: where in the file the PDF is; None where it is the file.
        passwords: that may open it.
    """

    path: Path
    what: Literal["sizes", "picture", "characters"]
    number: int = 0
    width: int = 0
    member: MemberPlace | None = None
    passwords: tuple[str, ...] = field(default=(), repr=False)


Seen = tuple[Size, ...] | bytes | DrawnPage


def start_drawing(_alive: Callable[[], None]) -> Callable[[Look], Seen]:
    """What each process of the sandbox calls first (picklable by name)."""
    return Looking().look


class Looking:
    """Looks at files and members; the last member stays in memory, as pages are turned one by one."""

    def __init__(self) -> None:
        self._kept: tuple[str, bytes] = "", b""  # no file: what a task wrote goes with it

    def look(self, asked: Look) -> Seen:
        """As `look`; raises NotFoundError as well where the member has changed."""
        if asked.member is None:
            return look(asked)
        sha256, content = self._kept
        if sha256 != asked.member.sha256:
            self._kept = "", b""
            with tempfile.TemporaryDirectory(prefix="enricher-") as folder:
                content = unpack_member(asked.path, asked.member, Path(folder)).read_bytes()
            if len(content) <= _KEPT_BYTES:
                self._kept = asked.member.sha256, content
        return look(asked, content)


def look(asked: Look, content: bytes | None = None) -> Seen:
    """Open a PDF and tell what is asked.

    Args:
        content: of the member that is asked for.

    Raises:
        ExtractionError: pdfium does not open it, or fails on the page.
        NotFoundError: it has no such page.
    """
    try:
        source = asked.path if content is None else content
        if is_picture(source):
            return _look_at_picture(asked, source)
        with contextlib.closing(open_pdf(source, asked.passwords)) as document:
            if asked.what == "sizes":
                count = min(len(document), MOST_PAGES)
                return tuple(document.get_page_size(number) for number in range(count))
            if not 0 <= asked.number < len(document):
                raise NotFoundError(f"there is no page {asked.number + 1}")
            with contextlib.suppress(pypdfium2.PdfiumError):
                document.init_forms()  # what is filled into a form shows
            if asked.what == "characters":
                return _characters(document[asked.number], document.formenv)
            return _picture(document[asked.number], asked.width)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise ExtractionError(str(error)) from error


def _look_at_picture(asked: Look, source: Path | bytes) -> Seen:
    if asked.what == "sizes":
        return picture_sizes(source)[:MOST_PAGES]
    if asked.what == "characters":
        return DrawnPage("", ())
    return picture_page(source, asked.number, asked.width)


def _picture(page: Any, width: int) -> bytes:
    across, down = page.get_size()
    if across <= 0 or down <= 0:
        raise ExtractionError("the page has no size")
    scale = min(width / across, math.sqrt(_MOST_PIXELS / (across * down)))
    # A side of less than a pixel cannot be drawn, and a strip of eight million is none to look at.
    if min(across, down) * scale < 1:
        raise ExtractionError("the page is too narrow to be shown")
    written = io.BytesIO()
    page.render(scale=scale).to_pil().convert("RGB").save(written, "PNG", compress_level=3)
    return written.getvalue()


def _characters(page: Any, forms: Any) -> DrawnPage:
    text = page.get_textpage()
    count = min(text.count_chars(), _MOST_CHARACTERS)
    characters: list[str] = []
    boxes: list[Rectangle | None] = []
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        # What is no character of its own (half of a pair, or nothing) keeps its place as a blank.
        is_plain = 0 < code <= 0x10FFFF and not 0xD800 <= code < 0xE000
        characters.append(chr(code) if is_plain else " ")
        boxes.append(_box(page, text, index))
    for name, value, box in _filled_in(page, forms):
        # As the text has it: by its context a value is told from equal words that are printed.
        said = f"\n{name}: "
        characters += [*said, *value]
        boxes += [None] * len(said)
        boxes += [None if one.isspace() else box for one in value]
    return DrawnPage("".join(characters), tuple(boxes))


def _filled_in(page: Any, forms: Any) -> Iterator[tuple[str, str, Rectangle]]:
    """What is filled into the fields of a form, which is none of the characters of its page."""
    if forms is None:
        return
    down = page.get_mediabox()[3]
    for one in fields_of(page, forms, 0):
        corners = [
            _on_page(page, x, down - y)
            for x in (one.left, one.right)
            for y in (one.top, one.bottom)
        ]
        box = _inside(corners)
        if one.value and box is not None:
            yield one.name, one.value[:_MOST_CHARACTERS], box


def _box(page: Any, text: Any, index: int) -> Rectangle | None:
    """The place of a character, as tall as its line, None where it takes no room."""
    found = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, index, found):
        return None
    corners = [
        _on_page(page, x, y) for x in (found.left, found.right) for y in (found.top, found.bottom)
    ]
    return _inside(corners)


def _inside(corners: Sequence[tuple[float, float]]) -> Rectangle | None:
    """What is around some points, as far as it is on the page."""
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    box = Rectangle(
        *(max(0.0, min(1.0, one)) for one in (across[0], down[0], across[-1], down[-1]))
    )
    return box if box.left < box.right and box.top < box.bottom else None


def _on_page(page: Any, x: float, y: float) -> tuple[float, float]:
    """A point of the PDF as fractions of the picture, whatever its crop and turn are."""
    across, down = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, _FINE, _FINE, 0, x, y, across, down)
    return across.value / _FINE, down.value / _FINE
