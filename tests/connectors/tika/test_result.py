from __future__ import annotations

from pathlib import Path

import pytest

from connectors.tika.result import interpret

LINE = "This agreement is made between Orion Labs Inc. and Vega LLC."


def page(text: str) -> str:
    return f"<html><body><div class='page'><p>{text}</p></div></body></html>"


@pytest.mark.parametrize("unmapped", [70, 20])
def test_characters_without_a_name_are_counted_and_not_divided(
    tmp_path: Path, unmapped: int
) -> None:
    """They may stand beside the text: there are more of them than it has characters."""
    path = tmp_path / "contract.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF")
    metadata = {
        "Content-Type": ["application/pdf"],
        "pdf:totalUnmappedUnicodeChars": [str(unmapped)],
    }
    reading = interpret(page(LINE), metadata, path, ocr=False)
    assert reading.error is not None
    assert reading.error_kind == "scan"
    assert reading.error.startswith(
        f"{unmapped} characters are unreadable because the PDF's fonts do not identify"
        f" them (the text has {len(LINE) + 1});"
    )
    assert "%" not in reading.error


def test_garbled_text_says_how_much_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "old.doc"
    path.write_bytes(b"x")
    reading = interpret(
        page(LINE + "\ufffd" * 40), {"Content-Type": ["application/msword"]}, path, ocr=False
    )
    assert reading.error_kind == "failed"
    assert reading.error is not None
    assert reading.error.startswith("40 characters are unreadable (the text has 101);")
