"""What a signed file (`.p7m`) holds: the content of CMS SignedData. Its signature is not verified.

Source: RFC 5652, sections 3 and 5.1; ITU-T X.690 for lengths that are not told, and texts in pieces.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

_SIGNED = bytes.fromhex("06092a864886f70d010702")  # the name of SignedData
_SEQUENCE, _FIRST, _OCTETS, _PIECES = 0x30, 0xA0, 0x04, 0x24
_END = b"\0\0"
_DEEPEST = 16  # signatures inside each other, and parts of one
_ARMOUR = re.compile(rb"-----(?:BEGIN|END)[^-\r\n]*-----")
_BASE64 = re.compile(rb"[A-Za-z0-9+/=\s]+")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of BER: what kind it is, and its content [start, end) before where the next begins."""

    tag: int
    start: int
    end: int
    next: int


def is_signed(head: bytes) -> bool:
    """Whether a file that begins so is signed; in DER, or that in base64."""
    return _SIGNED in _decoded(head)[:64]


def content_of(data: bytes) -> bytes | None:
    """What is signed, whoever else signed it around that; None where it cannot be found."""
    held: bytes | None = None
    for _ in range(_DEEPEST):
        if not is_signed(data[:512]):
            return held
        try:
            data = held = _content(_decoded(data))
        except (IndexError, RecursionError, ValueError):
            return None
    return None


def _decoded(data: bytes) -> bytes:
    bare = _ARMOUR.sub(b"", data).strip()
    if data[:1] == bytes([_SEQUENCE]) and _SIGNED in data[:64]:
        return data
    if not bare.startswith(b"M") or not _BASE64.fullmatch(bare):
        return b""
    packed = b"".join(bare.split())
    try:
        return base64.b64decode(packed[: len(packed) // 4 * 4])
    except binascii.Error:
        return b""


def _content(data: bytes) -> bytes:
    """ContentInfo > [0] > SignedData > encapContentInfo > [0] > OCTET STRING."""
    whole = _part(data, 0)
    signed = _child(data, _child(data, whole, _FIRST), _SEQUENCE)
    inner = _child(data, signed, _SEQUENCE)
    return _octets(data, _part(data, _child(data, inner, _FIRST).start))


def _child(data: bytes, part: _Part, tag: int) -> _Part:
    """The first part of a kind inside another."""
    at = part.start
    while at < part.end:
        inner = _part(data, at)
        if inner.tag == tag:
            return inner
        at = inner.next
    raise ValueError("a part is missing")


def _octets(data: bytes, part: _Part) -> bytes:
    if part.tag == _OCTETS:
        return data[part.start : part.end]
    if part.tag != _PIECES:
        raise ValueError("the content is no text")
    pieces = []
    at = part.start
    while at < part.end:
        inner = _part(data, at)
        pieces.append(_octets(data, inner))
        at = inner.next
    return b"".join(pieces)


def _part(data: bytes, at: int, depth: int = 0) -> _Part:
    tag, length = data[at], data[at + 1]
    if tag & 0x1F == 0x1F or depth > _DEEPEST:
        raise ValueError("it is no signed file")
    start = at + 2
    if length < 0x80:
        return _bounded(data, tag, start, length)
    if length > 0x80:
        size = length - 0x80
        return _bounded(data, tag, start + size, int.from_bytes(data[start : start + size], "big"))
    end = start
    while data[end : end + 2] != _END:
        end = _part(data, end, depth + 1).next
    return _Part(tag, start, end, end + 2)


def _bounded(data: bytes, tag: int, start: int, length: int) -> _Part:
    if start + length > len(data):
        raise ValueError("it breaks off")
    return _Part(tag, start, start + length, start + length)
