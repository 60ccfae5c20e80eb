"""Small workbooks of Excel before 2007, also with a password, and of OpenDocument, made byte by byte."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher

_SECTOR = 512
_FREE, _LAST, _OF_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_PLAIN, _DAY = 0, 1  # the formats of cells
_BEGIN, _FILE_PASS, _PLACE = 0x0809, 0x2F, 0x85  # records: BOF, FilePass, BoundSheet8
_FIRST_DAY = date(1899, 12, 30)

Sheets = Mapping[str, Sequence[Sequence[object]]]


def write_xls(path: Path, sheets: Sheets) -> Path:
    """BIFF8 in a compound file. Source: MS-XLS 2.4 and MS-CFB 2."""
    path.write_bytes(_compound(_book(sheets)))
    return path


def protected_xls(password: str, sheets: Sheets) -> bytes:
    """A workbook of Excel 97 to 2003 with RC4 CryptoAPI. Source: MS-XLS 2.2.10, MS-OFFCRYPTO 2.3.5."""
    salt, check = bytes(range(16)), bytes(range(16, 32))
    cipher = ARC4(_key(password, salt, 0))
    verifier = _ciphered(cipher, check + hashlib.sha1(check).digest())
    name = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = struct.pack("<8I", 4, 0, 0x6801, 0x8004, 128, 1, 0, 0) + name
    content = struct.pack("<HHHII", 1, 2, 2, 4, len(header)) + header
    content += struct.pack("<I", 16) + salt + verifier[:16] + struct.pack("<I", 20) + verifier[16:]
    return _compound(_locked(_book(sheets, _record(_FILE_PASS, content)), password, salt))


def _locked(stream: bytes, password: str, salt: bytes) -> bytes:
    """The stream with its records enciphered in blocks of 1,024 bytes, but for those that stay open."""
    locked = b"".join(
        _ciphered(ARC4(_key(password, salt, block)), stream[start : start + 1024])
        for block, start in enumerate(range(0, len(stream), 1024))
    )
    written, at = b"", 0
    while at < len(stream):
        number, size = struct.unpack_from("<HH", stream, at)
        is_open = number in (_BEGIN, _FILE_PASS)
        clear = at + 4 + (size if is_open else 4 if number == _PLACE else 0)
        written += stream[at:clear] + locked[clear : at + 4 + size]
        at += 4 + size
    return written + _record(0, bytes(-len(written) % 4))  # zeros behind are empty records


def _key(password: str, salt: bytes, block: int) -> bytes:
    first = hashlib.sha1(salt + password.encode("utf-16-le")).digest()
    return hashlib.sha1(first + struct.pack("<I", block)).digest()[:16]


def _ciphered(cipher: ARC4, content: bytes) -> bytes:
    return Cipher(cipher, mode=None).encryptor().update(content)


def _record(number: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", number, len(content)) + content


def _text(text: str, size: str) -> bytes:
    return struct.pack(size, len(text)) + b"\1" + text.encode("utf-16-le")


def _begin(kind: int) -> bytes:
    return _record(_BEGIN, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))


def _book(sheets: Sheets, protection: bytes = b"") -> bytes:
    formats = [_record(0xE0, struct.pack("<HH", 0, form) + bytes(16)) for form in (0, 14)]
    head = _begin(5) + protection + _record(0x42, struct.pack("<H", 1200)) + b"".join(formats)
    bodies = [_sheet(rows) for rows in sheets.values()]
    entries = [struct.pack("<IH", 0, 0) + _text(name, "<B") for name in sheets]
    start = len(head) + sum(4 + len(one) for one in entries) + 4
    places = b""
    for entry, body in zip(entries, bodies, strict=True):
        places += _record(_PLACE, struct.pack("<I", start) + entry[4:])
        start += len(body)
    return head + places + _record(0x0A) + b"".join(bodies)


def _sheet(rows: Sequence[Sequence[object]]) -> bytes:
    cells = [
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if value is not None
    ]
    return _begin(0x10) + b"".join(cells) + _record(0x0A)


def _cell(row: int, column: int, value: object) -> bytes:
    if isinstance(value, date):
        days = float((value - _FIRST_DAY).days)
        return _record(0x0203, struct.pack("<HHHd", row, column, _DAY, days))
    if isinstance(value, int | float):
        return _record(0x0203, struct.pack("<HHHd", row, column, _PLAIN, value))
    return _record(0x0204, struct.pack("<HHH", row, column, _PLAIN) + _text(str(value), "<H"))


def _compound(stream: bytes) -> bytes:
    stream = stream.ljust(4096, b"\0")  # what is shorter lies elsewhere
    stream += bytes(-len(stream) % _SECTOR)
    count = len(stream) // _SECTOR
    chain = [_OF_FAT, _LAST, *range(3, count + 2), _LAST]
    assert len(chain) <= _SECTOR // 4
    table = struct.pack("<128I", *chain, *[_FREE] * (128 - len(chain)))
    folder = _entry("Root Entry", 5, 1, _LAST, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, _LAST, 0, _LAST, 0)  # fmt: skip
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    return head + table + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, below: int, start: int, size: int) -> bytes:
    shown = (name + "\0").encode("utf-16-le")
    return (
        shown.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(shown), kind, 1, _FREE, _FREE, below)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def write_ods(path: Path, sheets: Sheets) -> Path:
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    return write_ods_content(path, tables)


def write_ods_content(path: Path, tables: str) -> Path:
    """A workbook by the XML of its sheets."""
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"'
        for one in ("office", "table", "text")
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>{tables}"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def _row(values: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, values))}</table:table-row>"


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        return f"<table:table-cell {kind}><text:p>{value:%d/%m/%y}</text:p></table:table-cell>"
    if isinstance(value, int | float):
        kind = f'office:value-type="float" office:value="{value}"'
        return f"<table:table-cell {kind}><text:p>{value:,}</text:p></table:table-cell>"
    kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
