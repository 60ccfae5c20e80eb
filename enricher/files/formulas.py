"""What spreadsheet programs take for a formula, so that no export holds one."""

from __future__ import annotations

import unicodedata

_BEGINS = frozenset("=+-@\N{MINUS SIGN}")


def looks_like_formula(cell: str) -> bool:
    """Whether a spreadsheet program might compute a cell instead of showing it.

    Its first visible character decides, in each way of writing it: Excel takes the full-width
    signs of Japanese keyboards for `=`, `+`, `-` and `@`. What is invisible before it may be
    dropped when the cell is read.
    """
    if cell[:1] in ("\t", "\r", "\n"):
        return True
    first = next((one for one in cell if not _is_invisible(one)), "")
    return unicodedata.normalize("NFKC", first)[:1] in _BEGINS


def _is_invisible(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Cf")
