"""Plain text: from the bytes of a file to its characters, line ends as they are."""

from __future__ import annotations

import codecs
import re

# Suffixes whose files are text because their name says so; anything else is for Tika to decide.
PLAIN_SUFFIXES = frozenset({".txt", ".text", ".md", ".log"})

# UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other.
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# UTF-16 that has no mark is told by its zero bytes, in so many bytes from the start.
HEAD_BYTES = 4096
UTF16_ZERO_SHARE = 0.3
UTF16_MIN_BYTES = 16

WESTERN = "cp1252"
# One byte a character, with other letters than Latin ones in the upper half.
_OTHER_SCRIPT_NAMES = (
    "iso8859-5 iso8859-6 iso8859-7 iso8859-8 cp1251 cp1253 cp1255 cp1256 cp855 cp866 cp874 koi8-r"
    " koi8-u mac-cyrillic tis-620"
)
_OTHER_SCRIPTS = frozenset(_OTHER_SCRIPT_NAMES.split())
_ASCII = bytes(range(128))
_NO_ASCII_LETTERS = bytes(byte for byte in range(256) if not (byte < 128 and chr(byte).isalpha()))

# Beginnings of other kinds of file that may carry a text file's name.
_OTHER_KIND = re.compile(rb"\s*(?:%PDF-|\{\\rtf|<!doctype|<html|<\?xml|PK\x03\x04)", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def decode_plain_name(data: bytes, suffix: str) -> str | None:
    """The text of a file named as plain text, if it is UTF-8 or marked Unicode, else None.

    This spares Tika, which costs 60 ms for any file and takes pure ASCII for ISO-8859-1.
    """
    if suffix.lower() not in PLAIN_SUFFIXES or _OTHER_KIND.match(data):
        return None
    text = _decode_unicode(data)
    return None if text is None or _CONTROL.search(text) else text


def decode(data: bytes, guess: str) -> str:
    """Decode plain text whose encoding Tika guessed.

    A byte order mark decides and is dropped; then UTF-8 if the bytes are strictly that; then the
    guess. Bytes that the guess does not know become U+FFFD, which the caller counts.

    Args:
        guess: a charset's name, "" for none.
    """
    text = _decode_unicode(data)
    if text is not None:
        return text
    codec = _codec(guess)
    if codec in _OTHER_SCRIPTS and _is_mostly_ascii(data):
        codec = WESTERN
    for encoding in (codec, WESTERN):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode(codec, "replace")


def _is_mostly_ascii(data: bytes) -> bool:
    """Whether accented letters are few: Tika takes short Western texts for Greek or Cyrillic."""
    return len(data.translate(None, _ASCII)) < len(data.translate(None, _NO_ASCII_LETTERS))


def _decode_unicode(data: bytes) -> str | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    encoding = _unmarked_utf16(data)
    if encoding:
        return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _unmarked_utf16(data: bytes) -> str:
    """UTF-16 without its mark: in most texts every other byte is then zero, and no other."""
    head = data[:HEAD_BYTES]
    if len(head) < UTF16_MIN_BYTES:
        return ""
    even, odd = head[::2].count(0), head[1::2].count(0)
    many = UTF16_ZERO_SHARE * (len(head) // 2)
    if odd > many and not even:
        return "utf-16-le"
    return "utf-16-be" if even > many and not odd else ""


def _codec(guess: str) -> str:
    """A codec Python has; ISO-8859-1 is read as its superset in use, windows-1252."""
    try:
        name = codecs.lookup(guess).name if guess else WESTERN
    except LookupError:
        return WESTERN
    if name == "shift_jis":
        return "cp932"
    return WESTERN if name in {"iso8859-1", "ascii", "utf-8"} else name
