"""Values and texts as the terms of an index, by one rule for every index.

Words are analyzed here rather than by a server, so that a query finds the same documents whatever
stands behind it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache, lru_cache

from tantivy import Filter, TextAnalyzer, TextAnalyzerBuilder
from tantivy import Tokenizer as Tokenizers

from enricher.values.lengths.open_terms import PERPETUAL

TERM_CHARACTERS = 400  # tantivy drops a term of more than 65,530 bytes, Lucene refuses 32,767
TOKEN_CHARACTERS = 100  # a longer run is cut into pieces, which a query for it is cut into as well

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = rf"[{_UNSPACED}]|[\w--[{_UNSPACED}]]{{1,{TOKEN_CHARACTERS}}}"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
_EXPONENT_SHIFT = 5_000_000
GREATEST_NUMBER = "pz"
"""Sorts behind every number, as a perpetual term does; the upper bound of ranges of numbers."""
_LAST_DAY = "d99999999"
BOUNDS = {"d": ("d00000000", _LAST_DAY), "n": ("n", GREATEST_NUMBER)}
"""Of all days and of all numbers, by the first letter of their keys: no range leaves its kind."""
_COMPLEMENT = str.maketrans("0123456789", "9876543210")


@cache
def build_analyzer() -> TextAnalyzer:
    """Words without regard to case and accents, stemmed as English.

    Scripts written without blanks between words are cut into single characters; a query in them
    is a phrase of characters. One for the whole process: its pattern takes 20 ms to compile.
    """
    return (
        TextAnalyzerBuilder(Tokenizers.regex(_TOKEN))
        .filter(Filter.lowercase())
        .filter(Filter.ascii_fold())
        .filter(Filter.stemmer("english"))
        .build()
    )


def searchable(text: str) -> str:
    """The text as the analyzer sees it: compatibility forms (ligatures, wide letters) resolved."""
    return unicodedata.normalize("NFKC", clean(text))


def clean(text: str) -> str:
    """The text with U+FFFD for lone surrogates, which no UTF-8 can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def build_stemmer() -> Callable[[str], str]:
    """What an index has of a word, which its forms have in common; "" for what is no word."""
    analyzer = build_analyzer()

    @lru_cache(maxsize=65_536)
    def stem(word: str) -> str:
        return "".join(analyzer.analyze(searchable(word)))

    return stem


def shorten(value: str) -> str:
    """A value as facets show it: a long one is cut and told from others by a digest."""
    if len(value) <= TERM_CHARACTERS:
        return value
    digest = hashlib.sha256(value.casefold().encode()).hexdigest()[:8]
    return f"{value[: TERM_CHARACTERS - 20]}… {digest}"


def shown_form(display: str) -> str:
    return shorten(clean(display))


def folded_form(display: str) -> str:
    """What two values share that are equal but for case."""
    return unicodedata.normalize("NFC", shown_form(display).casefold())


def order_key(order: str | Decimal | None, *, end: bool = False) -> str | None:
    """A string of letters and digits that sorts as the value does; None where nothing sorts.

    A date is `d20201231`; a partial one stands for the first of its days, or with `end` the last.
    `perpetual` sorts behind all of them.
    A number is its sign (`n` below `o`, zero, below `p`), its magnitude and its digits; what is
    infinite sorts behind all of them.
    """
    if isinstance(order, Decimal):
        if order.is_finite():
            return _number_key(order)
        return GREATEST_NUMBER if order == Decimal("Infinity") else None
    if order == PERPETUAL:
        return _LAST_DAY
    match = _DATE.match(order) if order else None
    if match is None:
        return None
    year, month, day = match.groups()
    return f"d{year}{month or ('12' if end else '01')}{day or ('31' if end else '01')}"


def _number_key(number: Decimal) -> str:
    sign, digits, exponent = number.as_tuple()
    significant = "".join(map(str, digits)).lstrip("0")
    if not significant:
        return "o"
    magnitude = len(significant) + int(exponent) + _EXPONENT_SHIFT
    body = f"{min(max(magnitude, 0), 2 * _EXPONENT_SHIFT - 1):08}" + significant.rstrip("0")
    return f"n{body.translate(_COMPLEMENT)}z" if sign else f"p{body}"


def folders(paths: Iterable[str]) -> list[str]:
    """Every folder above the paths, with its closing slash; archives count as folders."""
    found = {
        path[: end + 1]
        for path in paths
        for end in (place for place, character in enumerate(path) if character == "/")
    }
    return sorted(found)
