"""The day on which a document was signed: the last date among its signatures.

    By: /s/ Ann Lee          By: /s/ Bo Ray
    Date: March 3, 2020      Date: 3/5/2020
                                   ^^^^^^^^ what is found

Many contracts bear no other date, and say that they take effect on "the date last written below".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from enricher.recognizer.search import Stretch
from enricher.values import DATE, normalize_text

Dates = Callable[[str, str], Iterable[Stretch]]

_BLANK = r"[^\S\n]"
_BEFORE = re.compile(
    rf"\b(?i:dated?|signed\s+on){_BLANK}*:[\s_]{{0,20}}"  # Date: March 3, 2020
    rf"|^{_BLANK}*[A-Z][^\W\d_]+(?:{_BLANK}[A-Z][^\W\d_]+)?,{_BLANK}+(?=\d|[A-Z])",  # Berlin, May 2, 2012
    re.MULTILINE,
)
_SIGNATURE = re.compile(r"/s/|_{6}|\b(?:By|Name|Title|Signature|Its)\b[^\S\n]*:")
_REACH = 300  # characters on both sides, in which somebody signs
_LONGEST_DATE = 40
_BLOCK = 3000  # characters from the first of the signatures on; exhibits have their own


def find_signature_date(text: str, language: str, dates: Dates) -> Iterator[Stretch]:
    """The place of the latest date among the first signatures, if there is one.

    Args:
        text: of a document.
        language: ISO 639-1, "" where it is not known.
        dates: finds dates in a text.
    """
    latest: tuple[str, Stretch] | None = None
    block: int | None = None
    for before in _BEFORE.finditer(text):
        at = before.end()
        if block is not None and at > block:
            break
        found = next(iter(dates(text[at : at + _LONGEST_DATE], language)), None)
        if found is None or found[0] or not _is_signed(text, before.start(), at + found[1]):
            continue
        place = at, at + found[1]
        read = normalize_text(DATE, text[slice(*place)], language=language)
        value = read.value or next(iter(read.readings), None)
        if value is None or not isinstance(value.order, str):
            continue
        block = block or at + _BLOCK
        if latest is None or latest[0] < value.order:
            latest = value.order, place
    if latest is not None:
        yield latest[1]


def _is_signed(text: str, start: int, end: int) -> bool:
    return bool(_SIGNATURE.search(text, max(0, start - _REACH), end + _REACH))
