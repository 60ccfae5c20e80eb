"""Pages of a picture for people to look at: its frames, upright as its camera says, in colour."""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from connectors.ocr.picture import is_thumbnail
from enricher.errors import ExtractionError, NotFoundError

_STARTS = (b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM", b"GIF8", b"RIFF")
_MOST_PIXELS = 120_000_000  # of a frame: 360 MB of memory
_MOST_DRAWN = 8_000_000
_MOST_FRAMES = 5000
_SIDEWAYS = (5, 6, 7, 8)  # of a camera's orientations
_ORIENTATION = 0x0112
_DAMAGED = (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError, EOFError)


def is_picture(source: Path | bytes) -> bool:
    """Whether a file begins as a picture does."""
    if isinstance(source, bytes):
        return source.startswith(_STARTS)
    with source.open("rb") as file:
        return file.read(8).startswith(_STARTS)


def picture_sizes(source: Path | bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of each frame as it is shown, in pixels: only their relation counts.

    Raises:
        ExtractionError: it is damaged or too large.
    """
    with _opened(source) as image:
        return tuple(_size(frame) for frame in _frames(image))


def picture_page(source: Path | bytes, number: int, width: int) -> bytes:
    """A frame as PNG.

    Args:
        number: from 0.
        width: in pixels; less where it would be too large.

    Raises:
        ExtractionError: it is damaged or too large.
        NotFoundError: there is no such frame.
    """
    with _opened(source) as image:
        frame = next((one for at, one in enumerate(_frames(image)) if at == number), None)
        if frame is None:
            raise NotFoundError(f"there is no page {number + 1}")
        across, down = _size(frame)
        if across * down > _MOST_PIXELS:
            raise ExtractionError("the picture is too large to be shown")
        scale = min(width / across, math.sqrt(_MOST_DRAWN / (across * down)), 1.0)
        shown = ImageOps.exif_transpose(frame)
        if shown.mode.startswith("I") or shown.mode == "F":
            shown = shown.point(lambda value: value / 256).convert("L")
        shown = shown.convert("RGBA" if shown.has_transparency_data else "RGB")
        size = max(1, round(across * scale)), max(1, round(down * scale))
        shown = shown.resize(size, Image.Resampling.BOX if scale < 1 else Image.Resampling.NEAREST)
        white = Image.new("RGB", size, "white")
        white.paste(shown, mask=shown if shown.mode == "RGBA" else None)
        written = io.BytesIO()
        white.save(written, "PNG", compress_level=3)
        return written.getvalue()


@contextmanager
def _opened(source: Path | bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(source) if isinstance(source, bytes) else source)
        with image:
            yield image
    except Image.DecompressionBombError as error:
        raise ExtractionError("the picture is too large to be shown") from error
    except UnidentifiedImageError as error:
        raise ExtractionError("it is no picture that can be shown") from error
    except _DAMAGED as error:
        raise ExtractionError(f"the picture is damaged ({type(error).__name__})") from error


def _frames(image: Image.Image) -> Iterator[Image.Image]:
    """The frames that OCR reads: of a TIFF all but thumbnails, of anything else the first."""
    count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    for number in range(min(count, _MOST_FRAMES)):
        image.seek(number)
        if not is_thumbnail(image):
            yield image


def _size(frame: Image.Image) -> tuple[float, float]:
    width, height = frame.size
    is_sideways = frame.getexif().get(_ORIENTATION) in _SIDEWAYS
    return (height, width) if is_sideways else (width, height)
