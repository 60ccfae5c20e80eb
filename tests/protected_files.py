"""Files that a password protects, made as the programs of people make them."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import openpyxl
import pypdf
import pyzipper  # type: ignore[import-untyped]  # publishes no types
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas

_BYTE = 0xFF
_WORD = 0xFFFFFFFF


def pdf(*lines: str) -> bytes:
    written = io.BytesIO()
    canvas = Canvas(written)
    for number, line in enumerate(lines):
        canvas.drawString(72, 700 - 20 * number, line)
    canvas.save()
    return written.getvalue()


def protected_pdf(password: str, *lines: str, algorithm: str = "AES-256") -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(*lines)))
    writer.encrypt(password, "the owner's own", algorithm=algorithm)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def protected_docx(password: str, *lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    plain = io.BytesIO()
    document.save(plain)
    return _protected_office(plain, password)


def protected_xlsx(password: str, *rows: tuple[str, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    plain = io.BytesIO()
    book.save(plain)
    return _protected_office(plain, password)


def _protected_office(plain: io.BytesIO, password: str) -> bytes:
    written = io.BytesIO()
    OOXMLFile(plain).encrypt(password, written)
    return written.getvalue()


def protected_zip(password: str, **members: bytes) -> bytes:
    """A zip archive with AES, as 7-Zip and WinZip write; names have `_` for their dot."""
    written = io.BytesIO()
    with pyzipper.AESZipFile(
        written, "w", zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as file:
        file.setpassword(password.encode())
        for name, content in members.items():
            file.writestr(name.replace("_", "."), content)
    return written.getvalue()


def old_protected_zip(password: str, name: str, content: bytes) -> bytes:
    """A zip archive of one member with the encryption of PKZIP, which Info-ZIP writes.

    Source: APPNOTE.TXT 6.3.10, section 6.1.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as file:
        file.writestr(name, content)
    plain = bytearray(written.getvalue())
    (info,) = zipfile.ZipFile(io.BytesIO(plain)).infolist()
    begin = 30 + len(name.encode())
    head = bytes(11) + bytes([info.CRC >> 24])
    locked = _pkzip(password.encode(), head + content)
    size = len(locked).to_bytes(4, "little")
    central = plain.index(b"PK\x01\x02")
    for flags, sizes in ((6, 18), (central + 8, central + 20)):
        plain[flags] |= 1
        plain[sizes : sizes + 4] = size
    end = plain.index(b"PK\x05\x06")
    plain[end + 16 : end + 20] = (central + len(head)).to_bytes(4, "little")
    return bytes(plain[:begin] + locked + plain[begin + len(content) :])


def _pkzip(password: bytes, plain: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def follow(byte: int) -> None:
        keys[0] = _checked(keys[0], byte)
        keys[1] = ((keys[1] + (keys[0] & _BYTE)) * 134775813 + 1) & _WORD
        keys[2] = _checked(keys[2], keys[1] >> 24)

    for byte in password:
        follow(byte)
    locked = bytearray()
    for byte in plain:
        mixed = (keys[2] | 2) & 0xFFFF
        locked.append(byte ^ ((mixed * (mixed ^ 1)) >> 8 & _BYTE))
        follow(byte)
    return bytes(locked)


def _checked(value: int, byte: int) -> int:
    """CRC-32 of one more byte, without the inversions that `zlib.crc32` makes."""
    return zlib.crc32(bytes([byte]), value ^ _WORD) ^ _WORD
