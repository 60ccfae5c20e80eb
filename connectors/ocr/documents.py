"""Reads by OCR what of a document is a picture: pages of a PDF, pictures, pictures in a DOCX.

Tika's text of it ─► what is left to read? ─► DocumentOcr ─► its text with that in its place,
                     (ocr_pdf, open_frames)                  and what could not be read
"""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from PIL import Image

from connectors.ocr.pdf import FEW_LETTERS, Need, PdfError, PdfPages
from connectors.ocr.photographs import PhotographReader
from connectors.ocr.picture import (
    WHITE_SHARE,
    PictureError,
    ink_share,
    looks_like_page,
    open_frames,
)
from connectors.ocr.reader import DocumentOcr, OcrPlan, PictureText
from connectors.ocr.tesseract import Tesseract
from connectors.tika.xhtml import LETTER, PlainText
from enricher.documents.layout import WordPage
from enricher.entities import Notice

PDF = "application/pdf"
# Where files of Office and of OpenDocument keep their pictures.
_PICTURE_IN_ZIP = re.compile(
    r"(?:(?:word|ppt|xl)/media|Pictures)/[^/]+\.(?:png|jpe?g|tiff?|bmp)", re.I
)
# Icons and bullets hold no text.
# What a page counts for where there is none to compare with.
PAGE_CHARACTERS = 2000
_HIDDEN = Notice("page_hidden")
_UNDRAWN = Notice("page_undrawn")
_MIN_PICTURE_PIXELS = 40_000
_MAX_PICTURE_BYTES = 100_000_000
# Also a member with a password, or packed in a way that Python does not know.
_DAMAGED_ENTRY = (OSError, RuntimeError, NotImplementedError, zlib.error)


@dataclass(frozen=True, slots=True)
class Seen:
    """A document's text after its pictures were read.

    Attributes:
        pages_unread: why, by the number of the page, from 0.
        pictures_unread: why, by name, of pictures that look like pages.
        pages_white: numbers of pages on which there is nothing.
        pages_read: numbers of pages whose text is OCR's alone.
        scanned: the words of those pages.
    """

    plain: PlainText
    pages_unread: Mapping[int, Notice] = field(default_factory=dict)
    pictures_unread: Mapping[str, Notice] = field(default_factory=dict)
    pages_white: frozenset[int] = frozenset()
    pages_read: frozenset[int] = frozenset()
    warnings: tuple[Notice, ...] = ()
    scanned: tuple[WordPage, ...] = ()


class Pictures:
    """Reads the pictures of documents, or says which there are.

    Args:
        plan: how; None: they stay unread.
    """

    def __init__(self, plan: OcrPlan | None) -> None:
        self._plan = plan
        self._tesseract = Tesseract()
        self._photographs = PhotographReader()

    def look(
        self, path: Path, media_type: str, plain: PlainText, unmapped: Mapping[int, int]
    ) -> Seen:
        """Read what is not in a document's text.

        Args:
            plain: its text, as Tika reads it without OCR.
            unmapped: how many glyphs stand for no character, by number of the page from 0.
        """
        ocr = DocumentOcr(self._tesseract, self._plan, self._photographs) if self._plan else None
        if media_type == PDF:
            return self._look_at_pages(path, plain, unmapped, ocr)
        if media_type.startswith("image/"):
            # Drawings have text of their own.
            is_drawing = LETTER.search(plain.text) is not None
            return Seen(plain) if is_drawing or not ocr else self._look_at_picture(path, ocr)
        return self._look_inside(path, plain, ocr)

    def _look_at_pages(
        self, path: Path, plain: PlainText, unmapped: Mapping[int, int], ocr: DocumentOcr | None
    ) -> Seen:
        texts: dict[int, str] = {}
        unread: dict[int, Notice] = {}
        white: set[int] = set()
        replaced: dict[int, WordPage] = {}
        try:
            with PdfPages(path) as pages:
                if len(pages) != len(plain.pages):
                    return _as_told(plain)
                for number in range(len(pages)):
                    own = plain.page_text(number)
                    need, found = self._read_page(pages, number, own, unmapped.get(number, 0), ocr)
                    if found.is_white:
                        white.add(number)
                    if found.text:
                        texts[number] = found.text if need is Need.PAGE else f"{own}\n{found.text}"
                    if found.text and need is Need.PAGE:
                        replaced[number] = WordPage(number, found.words, scan=found.scan)
                    if found.problem:
                        unread[number] = found.problem
        except PdfError:
            return _as_told(plain)
        return Seen(
            plain.with_pages(texts),
            pages_unread=unread,
            pages_white=frozenset(white),
            pages_read=frozenset(replaced),
            warnings=tuple(ocr.warnings) if ocr else (),
            scanned=tuple(replaced.values()),
        )

    def _read_page(
        self, pages: PdfPages, number: int, own: str, unmapped: int, ocr: DocumentOcr | None
    ) -> tuple[Need, PictureText]:
        """What of a page had to be read, and that.

        Args:
            own: what its text layer says.
        """
        has_text = LETTER.search(own) is not None
        try:
            need = pages.need(number, own, unmapped)
            if need is Need.NOTHING:
                return need, PictureText()
            picture, dpi = pages.render(number, hide_text=need is Need.PICTURES)
        except (PdfError, MemoryError, ValueError):
            return Need.NOTHING, PictureText(problem=None if has_text else _UNDRAWN)
        found = self._read(picture, dpi, ocr)
        if need is Need.PAGE:
            is_hidden = found.is_white and (unmapped or own.strip())
            return need, PictureText(problem=_HIDDEN) if is_hidden else found
        # A photograph beside a text is no loss.
        is_loss = len(LETTER.findall(own)) < FEW_LETTERS and looks_like_page(picture)
        return need, PictureText(found.text, found.problem if is_loss else None)

    def _read(self, picture: Image.Image, dpi: int, ocr: DocumentOcr | None) -> PictureText:
        if ocr:
            return ocr.read(picture, dpi)
        return (
            PictureText(is_white=True)
            if ink_share(picture) < WHITE_SHARE
            else PictureText(problem=Notice("ocr_off"))
        )

    def _look_at_picture(self, path: Path, ocr: DocumentOcr) -> Seen:
        found: list[PictureText] = []
        try:
            for picture, dpi in open_frames(path):
                found.append(ocr.read(picture, dpi))
        except PictureError as error:
            found.append(PictureText(problem=error.notice))
        return Seen(
            _paged(found),
            pages_unread={n: one.problem for n, one in enumerate(found) if one.problem},
            pages_white=frozenset(n for n, one in enumerate(found) if one.is_white),
            warnings=tuple(ocr.warnings),
            scanned=tuple(
                WordPage(n, one.words, scan=one.scan) for n, one in enumerate(found) if one.words
            ),
        )

    def _look_inside(self, path: Path, plain: PlainText, ocr: DocumentOcr | None) -> Seen:
        texts: list[str] = []
        unread: dict[str, Notice] = {}
        for name, picture, dpi in _pictures_inside(path):
            found = self._read(picture, dpi, ocr)
            texts.append(found.text)
            if found.problem and looks_like_page(picture):
                unread[name] = found.problem
        return Seen(
            plain.followed_by("\n\n".join(filter(None, texts))),
            pictures_unread=unread,
            warnings=tuple(ocr.warnings) if ocr else (),
        )


def why_unread(seen: Seen) -> list[Notice]:
    """The reasons for which anything stayed unread, each once."""
    reasons: list[Notice] = []
    for reason in (*seen.pages_unread.values(), *seen.pictures_unread.values()):
        if reason not in reasons:
            reasons.append(reason)
    return reasons


def unread_warnings(seen: Seen) -> list[Notice]:
    """A notice for each reason, with the pages or pictures that it holds for."""
    warnings = []
    for reason in why_unread(seen):
        pages = [number + 1 for number, why in seen.pages_unread.items() if why == reason]
        names = [name for name, why in seen.pictures_unread.items() if why == reason]
        if pages:
            warnings.append(Notice("pages_unread", {"places": pages, "why": reason}))
        if names:
            warnings.append(Notice("pictures_unread", {"places": names, "why": reason}))
    return warnings


def characters_unread(seen: Seen) -> int:
    """How many characters the unread pages and pictures have, at a guess.

    Each counts as an average page of the document, so that coverage says how much is missing.
    """
    unread = len(seen.pages_unread) + len(seen.pictures_unread)
    read = sum(
        has_text and number not in seen.pages_unread
        for number, has_text in enumerate(seen.plain.page_has_text)
    )
    return unread * (len(seen.plain.text) // read if read else PAGE_CHARACTERS)


def _as_told(plain: PlainText) -> Seen:
    """What Tika says of a PDF whose pages cannot be drawn."""
    textless = [number for number, has_text in enumerate(plain.page_has_text) if not has_text]
    return Seen(plain, pages_unread=dict.fromkeys(textless, _UNDRAWN))


def _paged(found: list[PictureText]) -> PlainText:
    """The text of pictures that are a page each; of a single one, without pages."""
    count = len(found)
    empty = PlainText("", (0,) * count, (False,) * count, count, (0,) * count)
    paged = empty.with_pages({number: one.text for number, one in enumerate(found)})
    return paged if count > 1 else PlainText(paged.text, (), (), 1)


def _pictures_inside(path: Path) -> Iterator[tuple[str, Image.Image, int]]:
    """The pictures that a file of Office or OpenDocument keeps, with name and dpi.

    What is damaged is told by Tika.
    """
    with path.open("rb") as file:
        if file.read(4) != b"PK\x03\x04":
            return
    with contextlib.suppress(zipfile.BadZipFile, OSError), zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if not _PICTURE_IN_ZIP.fullmatch(entry.filename):
                continue
            if entry.file_size > _MAX_PICTURE_BYTES:
                continue
            name = entry.filename.rsplit("/", 1)[-1]
            with contextlib.suppress(PictureError, zipfile.BadZipFile, *_DAMAGED_ENTRY):
                for picture, dpi in open_frames(BytesIO(archive.read(entry))):
                    if picture.width * picture.height >= _MIN_PICTURE_PIXELS:
                        yield name, picture, dpi
