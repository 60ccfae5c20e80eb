"""Words as they are compared: in lower case and without accents."""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "đ": "d", "\u0131": "i", "œ": "oe"}
)


def fold(text: str) -> str:
    """A text in lower case, its letters without accents: `Straße` is `strasse`, `Złoty` is `zloty`."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(one for one in letters if not unicodedata.combining(one))
