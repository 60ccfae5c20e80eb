"""Files that a password protects, opened with those that are known.

What opens is written without its protection, and is then read as any file is.
"""

from __future__ import annotations

import contextlib
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msoffcrypto  # type: ignore[import-untyped]  # publishes no types
import olefile  # type: ignore[import-untyped]  # publishes no types
import pypdfium2
import pypdfium2.raw as pdfium
from msoffcrypto import exceptions as office

_HEAD_BYTES = 1024  # in which readers look for the mark of a PDF

# What msoffcrypto-tool 6.1 and olefile raise on a wrong password, and on damaged files.
_STAYS_SHUT = (office.DecryptionError, office.FileFormatError, office.ParseError, AssertionError,
               AttributeError, ArithmeticError, LookupError, NotImplementedError, OSError, TypeError,
               ValueError, struct.error)  # fmt: skip


def unlock(path: Path, passwords: Sequence[str], folder: Path) -> Path | None:
    """Write a protected file without its protection.

    Args:
        folder: private, removed by whoever made it.

    Returns:
        The new file, None where no password opens it, or where it is of no kind that can be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    plain = folder / f"plain{path.suffix}"
    if b"%PDF" in head:
        return _unlock_pdf(path, passwords, plain)
    if head.startswith(olefile.MAGIC):
        return _unlock_office(path, passwords, plain)
    return None


def open_pdf(source: Path | bytes, passwords: Iterable[str]) -> Any:
    """Open a PDF, which may be protected by one of the passwords.

    Raises:
        PdfiumError: pdfium does not open it.
    """
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError as error:
        if error.err_code != pdfium.FPDF_ERR_PASSWORD:
            raise
        for password in passwords:
            with contextlib.suppress(pypdfium2.PdfiumError):
                return pypdfium2.PdfDocument(source, password=password)
        raise


def _unlock_pdf(path: Path, passwords: Sequence[str], plain: Path) -> Path | None:
    try:
        with contextlib.closing(open_pdf(path, passwords)) as document:
            document.save(plain, flags=pdfium.FPDF_REMOVE_SECURITY)
    except pypdfium2.PdfiumError:
        return None
    return plain


def _unlock_office(path: Path, passwords: Sequence[str], plain: Path) -> Path | None:
    for password in passwords:
        try:
            with path.open("rb") as file, plain.open("wb") as written:
                document = msoffcrypto.OfficeFile(file)
                if document.format == "ooxml":
                    document.load_key(password=password, verify_password=True)
                else:  # older kinds are verified by themselves
                    document.load_key(password=password)
                document.decrypt(written)
        except _STAYS_SHUT:
            continue
        return plain
    return None
