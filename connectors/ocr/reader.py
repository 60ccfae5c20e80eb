"""Reads the pictures of one document by OCR, one after the other.

    picture ─► white? ─► straightened ─► read ─► sure? ──yes──► in its own language? ─► text
                                           ▲        │no                 │no
                                           └─ turned by 90, 180, 270    └─ read again in that one

What is not sure is read as a photograph before it is turned, and what Tesseract stays unsure of once more, unless
it is a page full of text.

How one page lay and in what language it was is where the next begins.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from connectors.ocr.boxes import points_per_pixel, to_boxes
from connectors.ocr.figures import has_figures, with_missed
from connectors.ocr.languages import OF_SCRIPT, TESSERACT_NAMES, install_command
from connectors.ocr.photographs import PhotographReader
from connectors.ocr.picture import (
    MARKS_SHARE,
    WHITE_SHARE,
    ink_outside,
    ink_share,
    measure_skew,
    turn,
)
from connectors.ocr.tesseract import Tesseract, TesseractError, TesseractTimeoutError
from connectors.ocr.text import PageText, lie_sideways
from enricher.documents.layout import Scan, Word
from enricher.entities import Notice

AUTO = "auto"
# What is read first where the language is not given.
DEFAULT_LANGUAGE = "eng"
# Means over the letters of a page, measured: clean scans 92 to 96; upside down, or in a script that
# the language does not have, 21 to 32.
SURE = 70.0
# A page below this counts as not read (its text is kept, for what it is worth, ...
READABLE = 60.0
# ... unless it is below this).
RUBBISH = 40.0
# With fewer letters the language is a guess.
_LANGUAGE_LETTERS = 150
# The right language may be less sure of a page than the wrong one by so much.
_LANGUAGE_LOSS = 5.0
# Receipts, tickets and labels are photographs or worn prints; clean scans have 92 and more.
CLEAR = 92.0
# Of the ink beside the words that were read: 0.02 to 0.15 where all were, 0.3 and more where columns or
# half of the lines were left out, however sure Tesseract is of the rest.
_UNREAD = 0.25
# Of the letters that the second reading has to find: of pages that are well read more than the first.
_MORE = 1.2
_HALF = 0.5
# Pages full of text are left to Tesseract where it can read them: it keeps all blanks, and takes less time.
_PHOTOGRAPH_LETTERS = 2500
# Of a document's time goes into reading pages again; what is left is for pages that were not read at all.
TWICE_SHARE = 0.5
# The second reading's own measure: upright receipts have 95 to 99, the same turned by 90 or 180 degrees
# 60 to 68, other scripts up to 79.
_CLEAR_PHOTOGRAPH = 90.0
_SURE_PHOTOGRAPH = 80.0
_LATIN_END = "\u0250"
_LATIN_SHARE = 0.9
_NO_LETTERS = Notice("no_letters")


@dataclass(frozen=True, slots=True)
class OcrPlan:
    """How pictures are read.

    Attributes:
        languages: Tesseract's names, joined by `+`, or `auto`.
        page_seconds: the most that one page may take.
        document_seconds: the most that all pages of a document may take.
        detect_language: the ISO 639-1 code of a text, "" where it cannot tell.
    """

    languages: str = AUTO
    page_seconds: float = 60.0
    document_seconds: float = 240.0
    detect_language: Callable[[str], str] = lambda text: ""


@dataclass(frozen=True, slots=True)
class PictureText:
    """What a picture says, and why that is not all; `problem` is None where it is.

    Attributes:
        words: those of the text, with their boxes on the picture as it was turned to be read.
        scan: how that was, where the resolution is known.
    """

    text: str = ""
    problem: Notice | None = None
    is_white: bool = False
    words: tuple[Word, ...] = ()
    scan: Scan | None = None


class DocumentOcr:
    """Reads the pictures of one document. `warnings` are what holds for all of them."""

    def __init__(
        self, tesseract: Tesseract, plan: OcrPlan, photographs: PhotographReader | None = None
    ) -> None:
        self._tesseract = tesseract
        self._plan = plan
        self._photographs = photographs or PhotographReader()
        self._ends = time.monotonic() + plan.document_seconds
        self._turn = 0
        self.warnings: list[Notice] = []
        self._languages = self._first_languages()

    def read(self, picture: Image.Image, dpi: int) -> PictureText:
        """Read a picture in grey of any orientation; dpi 0: not known."""
        ink = ink_share(picture)
        if ink < WHITE_SHARE:
            return PictureText(is_white=True)
        if not self._languages:
            return PictureText(problem=self._missing(self._plan.languages.split("+")))
        ends = min(self._ends, time.monotonic() + self._plan.page_seconds)
        try:
            page, skew, upright = self._read_turned(picture, dpi, ends)
        except TesseractTimeoutError:
            return PictureText(problem=self._out_of_time())
        except TesseractError as error:
            return PictureText(problem=Notice("ocr_failed", {"why": str(error)}))
        if not page.words:
            # Dust and the holes of a file are nothing to read.
            return PictureText(problem=_NO_LETTERS) if ink > MARKS_SHARE else PictureText()
        words, scan = to_boxes(page.words, dpi), _scan(picture, page, dpi, skew, upright)
        if page.confidence >= READABLE:
            return PictureText(page.text, words=words, scan=scan)
        problem = Notice("hard_to_read", {"percent": f"{page.confidence:.0f}"})
        if page.confidence < RUBBISH:
            return PictureText(problem=problem)
        return PictureText(page.text, problem, words=words, scan=scan)

    def _read_turned(
        self, picture: Image.Image, dpi: int, ends: float
    ) -> tuple[PageText, float, int]:
        """The page, and by how many degrees it was turned: to be straight, and to be upright."""
        skew, is_sideways = measure_skew(picture)
        straight = turn(picture, skew) if skew else picture
        # The page before tells which of two ways is up.
        across, along = ((0, 180), (90, 270)) if self._turn in (0, 90) else ((180, 0), (270, 90))
        turns = [*along, *across] if is_sideways else [*across, *along]
        best = self._read(turn(straight, turns[0]), dpi, ends)
        if lie_sideways(best.words):  # a table, whose columns are as straight as its lines
            turns = [*turns[2:], *turns[:2]]
            best = self._read(turn(straight, turns[0]), dpi, ends)
        upright = turns[0]
        # Whatever goes wrong from here on, that much was read.
        with contextlib.suppress(TesseractError):
            if best.confidence < SURE:
                photograph = self._as_photograph(best, turn(straight, upright), ends)
                if photograph.confidence >= _CLEAR_PHOTOGRAPH:
                    self._turn = upright
                    return photograph, skew, upright
                best, upright = self._turn_upright(best, straight, turns, dpi, ends)
            if best.confidence >= SURE:
                self._turn = upright
                best = self._in_its_language(best, turn(straight, upright), dpi, ends)
            photograph = self._as_photograph(best, turn(straight, upright), ends)
            if photograph.confidence >= max(best.confidence, _SURE_PHOTOGRAPH):
                best = photograph
            elif best.confidence >= SURE and self._may_read_twice():
                best = self._with_figures(best, turn(straight, upright), dpi, ends)
        return best, skew, upright

    def _as_photograph(self, page: PageText, picture: Image.Image, ends: float) -> PageText:
        """The second reading of a page, empty where it is not worth one or has far fewer letters."""
        if not _is_photograph(page, picture) or not self._may_read_twice():
            return PageText()
        self._left(ends)
        again = self._photographs.read(picture)
        least = _MORE if page.confidence >= CLEAR else _HALF
        is_whole = len(again.text) >= least * len(page.text) and _is_latin(again.text)
        return again if is_whole else PageText()

    def _turn_upright(
        self, best: PageText, straight: Image.Image, turns: Sequence[int], dpi: int, ends: float
    ) -> tuple[PageText, int]:
        """The page read as it is read best, and by how much it was turned for that.

        Args:
            best: the page turned by the first of `turns`.
        """
        languages = self._languages
        orientation = self._tesseract.orientation(straight, dpi, self._left(ends))
        self._switch_to_script(orientation.script)
        others = [orientation.turn] if orientation.turn is not None else turns[1:]
        if languages != self._languages:
            others = [turns[0], *others]
        upright = turns[0]
        for other in others:
            if best.confidence >= SURE or (other == turns[0] and languages == self._languages):
                break
            page = self._read(turn(straight, other), dpi, ends)
            if page.confidence > best.confidence:
                best, upright = page, other
        return best, upright

    def _in_its_language(
        self, page: PageText, upright: Image.Image, dpi: int, ends: float
    ) -> PageText:
        """The page read again where it turns out to be in another language than was thought."""
        if self._plan.languages != AUTO or sum(map(str.isalpha, page.text)) < _LANGUAGE_LETTERS:
            return page
        name = TESSERACT_NAMES.get(self._plan.detect_language(page.text))
        before = self._languages
        if name is None or name in before or not self._switch_to(name):
            return page
        again = self._read(upright, dpi, ends)
        if again.confidence >= page.confidence - _LANGUAGE_LOSS:
            return again
        self._languages = before
        return page

    def _with_figures(
        self, page: PageText, upright: Image.Image, dpi: int, ends: float
    ) -> PageText:
        if not has_figures(page):
            return page
        sparse = self._tesseract.read_sparse(upright, self._languages, dpi, self._left(ends))
        return with_missed(page, sparse)

    def _switch_to_script(self, script: str) -> None:
        names = OF_SCRIPT.get(script, ())
        if self._plan.languages == AUTO and names and not set(names) & set(self._languages):
            known = next((name for name in names if name in self._tesseract.languages), names[0])
            self._switch_to(known)

    def _switch_to(self, name: str) -> bool:
        if name in self._tesseract.languages:
            self._languages = (name,)
            return True
        self._warn(self._missing([name]))
        return False

    def _read(self, picture: Image.Image, dpi: int, ends: float) -> PageText:
        return self._tesseract.read(picture, self._languages, dpi, self._left(ends))

    def _may_read_twice(self) -> bool:
        """Whether a page may take longer than it must: one that nobody reads is worse than a slip."""
        return self._ends - time.monotonic() > (1 - TWICE_SHARE) * self._plan.document_seconds

    def _left(self, ends: float) -> float:
        left = ends - time.monotonic()
        if left <= 0:
            raise TesseractTimeoutError
        return left

    def _out_of_time(self) -> Notice:
        if time.monotonic() >= self._ends:
            return Notice("document_time_over")
        return Notice("page_time_over", {"seconds": f"{self._plan.page_seconds:g}"})

    def _first_languages(self) -> tuple[str, ...]:
        installed = self._tesseract.languages
        if self._plan.languages == AUTO:
            return (DEFAULT_LANGUAGE,) if DEFAULT_LANGUAGE in installed else installed[:1]
        wanted = self._plan.languages.split("+")
        absent = [name for name in wanted if name not in installed]
        if absent and len(absent) < len(wanted):
            self._warn(self._missing(absent))
        return tuple(name for name in wanted if name in installed)

    def _missing(self, names: list[str]) -> Notice:
        wanted = [DEFAULT_LANGUAGE] if names == [AUTO] else names
        return Notice(
            "language_data_missing",
            {"languages": ", ".join(wanted), "remedy": install_command(wanted)},
        )

    def _warn(self, notice: Notice) -> None:
        if notice not in self.warnings:
            self.warnings.append(notice)


def _scan(picture: Image.Image, page: PageText, dpi: int, skew: float, upright: int) -> Scan:
    scale = points_per_pixel(page.words, dpi)
    width, height = (side * scale for side in picture.size)
    return Scan(width, height, skew, upright % 360)


def _is_photograph(page: PageText, picture: Image.Image) -> bool:
    """Whether a page is worth a second look.

    Tesseract cannot read it, or it is short and Tesseract is not sure of it, or has left out words.
    """
    if not page.words:
        return ink_share(picture) > MARKS_SHARE
    is_short = sum(map(str.isalpha, page.text)) < _PHOTOGRAPH_LETTERS
    if not is_short:
        return page.confidence < READABLE
    boxes = [(word.left, word.top, word.width, word.height) for word in page.words]
    return page.confidence < CLEAR or ink_outside(picture, boxes) > _UNREAD


def _is_latin(text: str) -> bool:
    letters = [one for one in text if one.isalpha()]
    return sum(one < _LATIN_END for one in letters) >= _LATIN_SHARE * len(letters)
