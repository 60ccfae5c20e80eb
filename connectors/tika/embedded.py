"""Apache Tika inside this process: iscc-tika, Tika compiled to native code (no Java needed)."""

from __future__ import annotations

import contextlib
import mimetypes
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

from iscc_tika import Extractor, OfficeParserConfig, TesseractOcrConfig

from connectors.ocr.documents import Pictures
from connectors.ocr.reader import AUTO, DEFAULT_LANGUAGE, OcrPlan
from connectors.tika.confinement import confined
from connectors.tika.reading import Reading
from connectors.tika.result import (
    Metadata,
    first,
    interpret,
    read_without_tika,
    safe_suffix,
    unreadable,
)
from enricher.errors import SettingsError

T = TypeVar("T")

# The library's own limit is 500,000 characters and cuts in silence.
MAX_CHARACTERS = 2**31 - 1
# iscc-tika 0.6: the string call turns each character above U+FFFF into six of these.
_LOST_CHARACTER = "\ufffd" * 6
JAVA_FOLDER = Path("/tmp")
# Older than any document that may still be in the reading.
LITTER_SECONDS = 3600
# How files begin whose pictures are read by Tika itself: Word 97 and its kin, and RTF.
OLD_KINDS = (b"\xd0\xcf\x11\xe0", b"{\\rtf")
_STREAM_CHUNK_BYTES = 1 << 20
# Python's own table: the machine's would make the result depend on the machine.
_TYPES_BY_NAME = mimetypes.MimeTypes()


def remove_litter() -> None:
    """Remove what Tika left in its temporary folder when processes were killed long ago.

    Compiled Java knows one temporary folder, /tmp, whatever TMPDIR says (iscc-tika 0.6).
    """
    latest = time.time() - LITTER_SECONDS
    for pattern in ("apache-tika-*", "tika-pdfbox-rendering-*"):
        for path in JAVA_FOLDER.glob(pattern):
            # Another user's file, or one that its process has removed meanwhile.
            with contextlib.suppress(OSError):
                if path.is_file() and path.stat().st_mtime < latest:
                    path.unlink()


def is_tesseract_installed() -> bool:
    return shutil.which("tesseract") is not None


def reads_pictures(ocr: Literal["auto", "on", "off"]) -> bool:
    """Whether pictures are to be read, by the setting `ocr` and what is installed.

    Raises:
        SettingsError: it is to be on and Tesseract is not there.
    """
    is_installed = is_tesseract_installed()
    if ocr == "on" and not is_installed:
        raise SettingsError(
            "setting ocr is on and Tesseract is not installed: install it, or set ocr to auto"
        )
    return is_installed and ocr != "off"


class EmbeddedTika:
    """Reads one file at a time with the Tika in this process.

    A hostile file can hang, crash or bloat the process: run it in `connectors.sandbox.pool`.

    Args:
        ocr: read pictures of text; needs Tesseract.
        plan: how they are read.
    """

    def __init__(self, *, ocr: bool, plan: OcrPlan | None = None) -> None:
        remove_litter()
        plan = plan or OcrPlan()
        self._ocr = ocr
        self._pictures = Pictures(plan if ocr else None)
        office = OfficeParserConfig().set_include_headers_and_footers(True)
        extractor = Extractor().set_xml_output(True).set_office_config(office)
        extractor = extractor.set_extract_string_max_length(MAX_CHARACTERS)
        self._extractor: Any = extractor
        # What is in these comes out with Tika alone, which has its own way with Tesseract.
        self._reader_of_old_kinds: Any = extractor
        if ocr:
            languages = DEFAULT_LANGUAGE if plan.languages == AUTO else plan.languages
            tesseract = TesseractOcrConfig().set_skip_ocr(False).set_language(languages)
            tesseract = tesseract.set_timeout_seconds(max(1, int(plan.page_seconds)))
            self._reader_of_old_kinds = extractor.set_ocr_config(tesseract)

    def read(self, path: Path, name: str) -> Reading:
        """Read one file; see `connectors.tika.reading.StreamReader`."""
        reading = read_without_tika(path, name)
        if reading is not None:
            return reading
        suffix = safe_suffix(name)
        if path.suffix == suffix and _is_utf8(path):
            return self._read(path)
        # Tika learns the kind from the name too, and takes only names that are UTF-8.
        with tempfile.TemporaryDirectory(prefix="enricher-") as folder:
            link = Path(folder) / f"document{suffix}"
            link.symlink_to(path.absolute())
            return self._read(link)

    def _read(self, path: Path) -> Reading:
        try:
            xhtml, metadata = self._call(
                path, lambda extractor: extractor.extract_file_to_string(str(path))
            )
        except (TypeError, OSError, RuntimeError, ValueError) as error:
            return unreadable(self._media_type(path), _message(error))
        if _LOST_CHARACTER in xhtml:
            xhtml = self._read_stream(path) or xhtml
        return interpret(xhtml, metadata, path, ocr=self._ocr, pictures=self._pictures)

    def _call(self, path: Path, call: Callable[[Any], T]) -> T:
        """Have a file read by the extractor for it, which finds programs only where it needs them."""
        with path.open("rb") as file:
            is_old = file.read(8).startswith(OLD_KINDS)
        if self._ocr and is_old:
            return call(self._reader_of_old_kinds)
        return confined(lambda: call(self._extractor))

    def _read_stream(self, path: Path) -> str:
        """The XHTML by the stream call, which keeps every character and loses the errors."""
        try:
            return self._call(path, lambda extractor: _streamed(extractor, path))
        except (TypeError, OSError, RuntimeError, ValueError):
            return ""

    def _media_type(self, path: Path) -> str:
        """The kind of a file that could not be read; at worst what its name says."""
        try:
            metadata: Metadata = confined(lambda: self._extractor.extract_file_metadata(str(path)))
        except (TypeError, OSError, RuntimeError, ValueError):
            return _TYPES_BY_NAME.guess_type(path.name)[0] or "application/octet-stream"
        return first(metadata, "Content-Type").split(";")[0] or "application/octet-stream"


def _streamed(extractor: Any, path: Path) -> str:
    chunks = []
    stream, _ = extractor.extract_file(str(path))
    while chunk := stream.read(_STREAM_CHUNK_BYTES):
        chunks.append(bytes(chunk))
    return b"".join(chunks).decode("utf-8", "replace")


def _is_utf8(path: Path) -> bool:
    try:
        str(path).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _message(error: Exception) -> str:
    """What iscc-tika 0.6 wraps in `ParseError("Parse error occurred : …")`."""
    message = str(error)
    match = re.fullmatch(r'\w+\("(?:Parse error occurred : )?(.*)"\)', message, re.DOTALL)
    return match.group(1) if match else message
