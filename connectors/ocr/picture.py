"""Pictures of pages before they are read: opened, measured, turned straight."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter, ImageOps

from enricher.entities import Notice

IntArray: TypeAlias = npt.NDArray[np.int32]

# An A3 page at 300 dpi has 17 million pixels. Tesseract needs 30 bytes for each.
MAX_PIXELS = 20_000_000
# How much darker than the paper ink is, of 255.
INK_CONTRAST = 50
# A page with less ink is white; dust and the holes of a file come to less than the second, a line
# of text is on either side of it.
WHITE_SHARE = 0.0002
MARKS_SHARE = 0.005
# What tells a page of text from a photograph or a logo.
_PAGE_PIXELS = 400_000
_BRIGHT = 170
_CROWDED = 0.3
# Measuring is done on a page of about this height: 70 dpi for A4, where noise is averaged out.
_MEASURED_HEIGHT = 820
# Left out around the page: shadows of a scanner's edges.
_MARGIN_SHARE = 0.03
_MAX_INK_POINTS = 20_000
_MAX_SKEW = 6.0  # degrees; what a feeder does to a page stays below
_MIN_SKEW = 0.2  # Tesseract itself copes with less
# Straight lines make the profile of a page so much sharper than crooked ones.
_SHARPER = 1.02
_SIDEWAYS = 1.3
# Columns of figures are up to 1.6 times as sharp as the lines of the same page, which are sharp too.
_SURELY_SIDEWAYS = 2.0
_SHARP = 1.8
# Of pixels to each side: ink is darker than what lies around it, shadows are not.
_AROUND = 12
_RULE_SHARE = 0.5  # of a row or column that is dark is a line
_TIFF_SUBFILE = 254
_REDUCED = 1
_PLAUSIBLE_DPI = range(100, 1201)


class PictureError(Exception):
    """A picture cannot be opened; `notice` says why."""

    def __init__(self, notice: Notice) -> None:
        super().__init__(notice)
        self.notice = notice


def open_frames(source: Path | BinaryIO) -> Iterator[tuple[Image.Image, int]]:
    """Each page of a picture in grey, upright as its camera says, with its dpi (0: not known).

    Raises:
        PictureError: it is damaged, too large, or of an unknown kind.
    """
    try:
        # Large ones are refused below; the warning is for those who do not look.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(source)
        with image:
            for number in range(getattr(image, "n_frames", 1) if image.format == "TIFF" else 1):
                image.seek(number)
                if not is_thumbnail(image):
                    yield _shrink(to_grey(ImageOps.exif_transpose(image)), _dpi(image))
    except Image.DecompressionBombError as error:
        raise PictureError(Notice("picture_too_large")) from error
    # What Pillow raises on damaged files depends on the kind.
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, EOFError) as error:
        raise PictureError(Notice("picture_closed", {"why": type(error).__name__})) from error


def to_grey(image: Image.Image) -> Image.Image:
    """The picture in 8-bit grey, what is transparent on white."""
    if image.mode in {"I;16", "I;16B", "I", "F"}:
        values = np.asarray(image, dtype=np.float32)
        top = float(values.max()) or 1.0
        return Image.fromarray((values * (255 / top)).astype(np.uint8))
    if image.has_transparency_data:
        colours = image.convert("RGBA")
        white = Image.new("RGBA", colours.size, "white")
        return Image.alpha_composite(white, colours).convert("L")
    return image.convert("L")


def ink_share(picture: Image.Image) -> float:
    """The share of a page that is darker than its paper; noise of a scanner does not count."""
    ink = _ink(picture)
    return float(ink.mean()) if ink.size else 0.0


def ink_outside(picture: Image.Image, boxes: Sequence[tuple[int, int, int, int]]) -> float:
    """The share of a page's ink, lines and shadows left out, that lies in no box.

    Args:
        boxes: left, top, width and height.
    """
    factor = max(1, round(picture.height / _MEASURED_HEIGHT))
    grey = picture.reduce(factor)
    around = np.asarray(grey.filter(ImageFilter.BoxBlur(_AROUND)), dtype=np.int16)
    ink = np.asarray(grey, dtype=np.int16) < around - INK_CONTRAST / 2
    down, across = (int(size * _MARGIN_SHARE) for size in ink.shape)
    ink[:down], ink[ink.shape[0] - down :] = False, False
    ink[:, :across], ink[:, ink.shape[1] - across :] = False, False
    ink[ink.mean(axis=1) > _RULE_SHARE] = False
    ink[:, ink.mean(axis=0) > _RULE_SHARE] = False
    whole = int(ink.sum())
    for left, top, width, height in boxes:
        room = height // 4
        rows = slice(max(0, top - room) // factor, -(-(top + height + room) // factor))
        ink[rows, max(0, left - room) // factor : -(-(left + width + room) // factor)] = False
    return int(ink.sum()) / whole if whole else 0.0


def measure_skew(picture: Image.Image) -> tuple[float, bool]:
    """How a page's lines lie.

    Returns:
        Degrees by which to turn the page clockwise to have its lines straight (0: they are), and
        whether they run from top to bottom.

    Source: the profile of a page, its ink summed along lines of one direction, has the sharpest
    peaks where that direction is the text's (Postl 1986).
    """
    y, x = (part.astype(np.float64) for part in np.nonzero(_ink(picture)))
    if len(x) < 100:  # not enough for a line
        return 0.0, False
    step = max(1, len(x) // _MAX_INK_POINTS)
    x, y = x[::step], y[::step]
    across = _sharpest(x, y)
    along = _sharpest(y, -x)
    factor = _SURELY_SIDEWAYS if across[1] > _SHARP else _SIDEWAYS
    is_sideways = along[1] > factor * across[1]
    angle, sharpness, straight = along if is_sideways else across
    if abs(angle) < _MIN_SKEW or sharpness < _SHARPER * straight:
        angle = 0.0
    return -angle, is_sideways


def looks_like_page(picture: Image.Image) -> bool:
    """Whether a picture is likely a page of text: ink on bright paper, and enough of it."""
    if picture.width * picture.height < _PAGE_PIXELS:
        return False
    paper = float(np.median(np.asarray(picture)[::8, ::8]))
    return paper >= _BRIGHT and MARKS_SHARE < ink_share(picture) < _CROWDED


def turn(picture: Image.Image, degrees: float) -> Image.Image:
    """The picture turned clockwise, on its own paper."""
    if degrees % 90 == 0:
        quarters = {
            90: Image.Transpose.ROTATE_270,
            180: Image.Transpose.ROTATE_180,
            270: Image.Transpose.ROTATE_90,
        }
        quarter = quarters.get(int(degrees) % 360)
        return picture.transpose(quarter) if quarter is not None else picture
    paper = int(np.median(np.asarray(picture)[::8, ::8]))
    return picture.rotate(-degrees, resample=Image.Resampling.BICUBIC, fillcolor=paper)


def _ink(picture: Image.Image) -> npt.NDArray[np.bool_]:
    factor = max(1, round(picture.height / _MEASURED_HEIGHT))
    grey = np.asarray(picture.reduce(factor), dtype=np.int16)
    down, across = (int(size * _MARGIN_SHARE) for size in grey.shape)
    grey = grey[down : grey.shape[0] - down, across : grey.shape[1] - across]
    if not grey.size:
        return np.zeros((0, 0), dtype=np.bool_)
    paper = np.median(grey)
    dark: npt.NDArray[np.bool_] = grey < paper - INK_CONTRAST
    # White on black, or a page without paper.
    return dark if paper > INK_CONTRAST else grey > paper + INK_CONTRAST


def _sharpest(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> tuple[float, float, float]:
    """The angle whose profile is the sharpest, how sharp it is, and how sharp that of 0 is."""
    coarse = [(_sharpness(x, y, angle), angle) for angle in np.arange(-_MAX_SKEW, 6.1, 0.5)]
    _, near = max(coarse)
    fine = [(_sharpness(x, y, angle), angle) for angle in near + np.arange(-0.5, 0.51, 0.1)]
    sharpness, angle = max(fine)
    return float(angle), sharpness, _sharpness(x, y, 0.0)


def _sharpness(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], degrees: float) -> float:
    """How uneven the ink lies over lines of this slope: 1 if evenly."""
    radians = np.deg2rad(degrees)
    places = y * np.cos(radians) - x * np.sin(radians)
    counts = np.bincount((places - places.min()).astype(np.int64))
    return float(np.square(counts).mean() / np.square(counts.mean()))


def is_thumbnail(image: Image.Image) -> bool:
    """Whether a frame of a TIFF is the small copy of another."""
    tags = getattr(image, "tag_v2", {})
    return bool(tags.get(_TIFF_SUBFILE, 0) & _REDUCED)


def _dpi(image: Image.Image) -> int:
    try:
        dpi = round(float(image.info.get("dpi", (0, 0))[0]))
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return 0
    return dpi if dpi in _PLAUSIBLE_DPI else 0


def _shrink(picture: Image.Image, dpi: int) -> tuple[Image.Image, int]:
    """A picture of at most `MAX_PIXELS`."""
    factor = 1
    while picture.width * picture.height > MAX_PIXELS * factor * factor:
        factor += 1
    return (picture.reduce(factor), dpi // factor) if factor > 1 else (picture, dpi)
