"""Reads what Tesseract cannot: photographs and worn prints, such as receipts on thermal paper.

PP-OCR finds the lines of a picture by one network and reads each by another; RapidOCR runs them on ONNX
Runtime, and brings them along. Measured on 100 scanned receipts: the name of the shop is right to the
letter on 42 as Tesseract reads them, on 90 as this does. It loses blanks between words, which is why
clean pages stay with Tesseract.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any, TypeAlias

import numpy as np
from PIL import Image

from connectors.ocr.boxes import ink_of
from connectors.ocr.text import PageText, PictureWord, join_words

logger = logging.getLogger(__name__)

# Of the longer side when lines are looked for: letters of 10 points on A4 have 14 pixels then. They are
# read at their full size.
_LONGEST_SIDE = 1600
_SMALLEST_SIDE = 480
_SMALL_PIXELS = 1_000_000
_MOST_SCALE = 3.0
_MOST_PIXELS = 6000
# Blanks that the network did not see: gaps between letters, in heights of their line.
_BLANK = 0.55
_LEVEL = 0.4  # of a line's height that the middles of what stands in one line may lie apart
_OPEN = 4  # lines that what comes next may belong to
_CAPITAL = 0.62  # of the height of a line as the network finds it is a capital
_BASELINE = 0.54  # of a capital below the middle of the line
_LONG = 4.0  # times as long as they fall are lines that tell how the paper lies
_OPTIONS = {
    "Global.log_level": "critical",
    "Global.use_cls": False,  # whether lines stand on their heads: the page has been turned before
    "Global.max_side_len": _MOST_PIXELS,
    "Global.return_word_box": True,
    "Global.return_single_char_box": True,
    "Det.limit_type": "max",
    "Det.limit_side_len": _LONGEST_SIDE,
    "Rec.rec_batch_num": 1,  # lines of one length at a time: padding costs more than it saves
    # The documents are read in parallel already.
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float


_Run: TypeAlias = "Sequence[Sequence[_Letter]]"
"""What the network finds in one piece: words of letters."""


class PhotographReader:
    """Holds its networks, 200 MB, once it has read something."""

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        logging.getLogger("RapidOCR").setLevel(logging.CRITICAL)
        return RapidOCR(params=dict(_OPTIONS))

    def read(self, picture: Image.Image) -> PageText:
        """Read an upright picture in grey; nothing where the networks fail at it."""
        scale = _scale(picture)
        if scale > 1:
            size = round(picture.width * scale), round(picture.height * scale)
            picture = picture.resize(size, Image.Resampling.BICUBIC)
        grey = np.asarray(picture.convert("L"))
        try:
            answer = self._engine(np.stack([grey] * 3, axis=-1))
        except Exception:
            logger.exception("picture unread width=%d height=%d", *picture.size)
            return PageText()
        if answer.txts is None or answer.boxes is None:
            return PageText()
        return _to_page(answer.txts, answer.boxes, answer.word_results or (), scale)


def _scale(picture: Image.Image) -> float:
    """How much larger small pictures are read, whose letters are small."""
    if picture.width * picture.height > _SMALL_PIXELS:
        return 1.0
    return min(_MOST_SCALE, max(1.0, _SMALLEST_SIDE / min(picture.size)))


def _slope(boxes: Any) -> float:
    """How much lines fall from left to right, which lie less straight on a crumpled paper than on a page."""
    slopes = [
        (right[1] - left[1]) / (right[0] - left[0])
        for left, right, *_ in boxes
        if right[0] - left[0] > _LONG * abs(right[1] - left[1])
    ]
    return float(median(slopes)) if slopes else 0.0


def _parts(
    text: str, box: Any, found: Sequence[tuple[str, float, Any]], slope: float
) -> Iterator[list[_Letter]]:
    """The words of a line, letter by letter, all as high as the line is on the average."""
    solid = [at for at, one in enumerate(text) if not one.isspace()]
    if len(solid) != len(found) or not found:
        return
    levels = [float(point[1] - slope * point[0]) for point in box]
    top, bottom = (levels[0] + levels[1]) / 2, (levels[2] + levels[3]) / 2
    letters = [_letter(*one, top, bottom) for one in found]
    height = max(1.0, bottom - top)
    start = 0
    for at in range(1, len(letters) + 1):
        if (
            at == len(letters)
            or solid[at] - solid[at - 1] > 1
            or letters[at].left - letters[at - 1].right > _BLANK * height
        ):
            yield letters[start:at]
            start = at


def _letter(text: str, confidence: float, box: Any, top: float, bottom: float) -> _Letter:
    across = [float(point[0]) for point in box]
    plain = unicodedata.normalize("NFKC", text).replace("\u00d7", "x")
    return _Letter(plain, confidence, min(across), top, max(across), bottom)


def _to_page(texts: Sequence[str], boxes: Any, found: Sequence[Any], scale: float) -> PageText:
    slope = _slope(boxes)
    runs = [
        list(_parts(text, box, letters, slope))
        for text, box, letters in zip(texts, boxes, found, strict=False)
    ]
    placed = [
        _placed(word, number, scale)
        for number, level in enumerate(_levels([one for one in runs if one]), 1)
        for run in level
        for word in run
    ]
    letters = sum(len(word.text) for word in placed)
    if not letters:
        return PageText()
    confidence = sum(len(word.text) * word.confidence for word in placed) / letters
    return PageText(join_words(placed), confidence, tuple(placed))


def _placed(word: Sequence[_Letter], line: int, scale: float) -> PictureWord:
    """A word in the box of its ink: that of its line has room around it."""
    text = "".join(one.text for one in word)
    height = word[0].bottom - word[0].top
    capital = _CAPITAL * height
    baseline = (word[0].top + word[0].bottom) / 2 + _BASELINE * capital
    above, below = ink_of(text)
    return PictureWord(
        text,
        100 * sum(one.confidence for one in word) / len(word),
        (1, 1, line),
        round(word[0].left / scale),
        round((baseline - above * capital) / scale),
        round((word[-1].right - word[0].left) / scale),
        round((above + below) * capital / scale),
    )


def _levels(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """What stands level, from left to right, and never above each other."""
    levels: list[list[_Run]] = []
    for run in sorted(runs, key=_middle):
        near = [one for one in levels[-_OPEN:] if all(_is_beside(other, run) for other in one)]
        best = min(near, key=lambda one: abs(_middle(one[-1]) - _middle(run)), default=None)
        if best is None:
            levels.append([run])
        else:
            best.append(run)
    for level in sorted(levels, key=lambda one: _middle(one[0])):
        yield sorted(level, key=lambda one: one[0][0].left)


def _middle(run: _Run) -> float:
    return (run[0][0].top + run[0][0].bottom) / 2


def _is_beside(one: _Run, other: _Run) -> bool:
    height = min(x[0][0].bottom - x[0][0].top for x in (one, other))
    width = min(one[-1][-1].right, other[-1][-1].right) - max(one[0][0].left, other[0][0].left)
    return abs(_middle(one) - _middle(other)) < _LEVEL * height and width < height
