from __future__ import annotations

import codecs

import pytest

from connectors.files.decoding import decode, decode_plain_name

TEXT = "Prix : 5 €, déjà\r\nvu\rund\nso"


@pytest.mark.parametrize(
    ("data", "guess"),
    [
        (TEXT.encode(), "ISO-8859-1"),
        (TEXT.encode("utf-8-sig"), ""),
        (TEXT.encode("utf-16"), ""),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-8"),
        (TEXT.encode("utf-32"), ""),
        (TEXT.encode("utf-16-le"), "ISO-8859-1"),
        (TEXT.encode("utf-16-be"), ""),
        (TEXT.encode("cp1252"), "ISO-8859-1"),
        (TEXT.encode("cp1252"), "windows-1252"),
        (TEXT.encode("cp1252"), "no-such-charset"),
        (TEXT.encode("cp1252"), "ISO-8859-7"),
        (TEXT.encode("cp1252"), "EUC-KR"),
    ],
)
def test_text_is_the_decoded_file_with_its_line_ends(data: bytes, guess: str) -> None:
    assert decode(data, guess) == TEXT


def test_the_guess_decides_what_is_not_unicode() -> None:
    assert decode("全文検索".encode("shift_jis"), "Shift_JIS") == "全文検索"
    assert decode("Договор".encode("koi8-r"), "KOI8-R") == "Договор"


def test_bytes_unknown_to_the_guess_show_as_replacements() -> None:
    assert decode(b"a\x81b", "windows-1252") == "a\ufffdb"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 x", b"{\\rtf1 x}", b"<html>x", b"a\x00b", "ä".encode("latin-1"), b"PK\x03\x04"],
)
def test_what_only_looks_like_text_by_name_is_left_to_tika(data: bytes) -> None:
    assert decode_plain_name(data, ".txt") is None


def test_only_names_of_plain_text_are_taken_at_their_word() -> None:
    assert decode_plain_name(b"a", ".TXT") == "a"
    assert decode_plain_name(b"a", ".csv") is None
