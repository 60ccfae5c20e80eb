"""What one document is inside the tantivy index: its columns, its terms and its stored part.

| column | holds | serves |
| --- | --- | --- |
| `id`, `rank` | the id, and its first 8 bytes as a number | replacing, ties |
| `title`, `text` | the words of each, stemmed as English | words and phrases |
| `shown.C` | display forms of category C | the spelling of facet values |
| `folded.C` | the same without regard to case | `=`, `!=`, `missing`, `present`, facet counts |
| `orders.C`, `amounts.C.CUR` | sortable keys (`order_key`), amounts also per currency | ranges |
| `least.C`, `greatest.C` | one sortable key each | sorting |
| `attributes.A`, `folders` | `search.ATTRIBUTES`; the folders above each path | filters, facets |
| `stored` | JSON: title, paths, fields, warnings | hits |

Terms begin with a mark, because tantivy reads a JSON string that looks like a timestamp as a date.
Numbers are kept as sortable strings: they compare as the decimals they are, and tantivy 0.27
panics when a bound does not fit the integers it has narrowed a JSON column to.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from tantivy import Document, Filter, Schema, SchemaBuilder, TextAnalyzer, TextAnalyzerBuilder
from tantivy import Tokenizer as Tokenizers

from connectors.field_names import encode_name
from enricher.documents import IndexedDocument
from enricher.entities import FieldValue

ANALYZER = "text"
WORDS = ("title", "text")
"""The columns in which words and phrases are found."""
TERM_MARK = "="
TERM_CHARACTERS = 400  # tantivy drops a term of more than 65,530 bytes without a word
TOKEN_CHARACTERS = 100  # a longer run is cut into pieces, which a query for it is cut into as well

_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = rf"[{_UNSPACED}]|[\w--[{_UNSPACED}]]{{1,{TOKEN_CHARACTERS}}}"
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
_EXPONENT_SHIFT = 5_000_000
_COMPLEMENT = str.maketrans("0123456789", "9876543210")


def build_schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("id", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("rank", fast=True)
    for name in WORDS:
        builder.add_text_field(name, tokenizer_name=ANALYZER, index_option="position")
    for name in ("shown", "folded", "orders", "amounts", "least", "greatest", "attributes"):
        builder.add_json_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("folders", tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("stored", stored=True)
    return builder.build()


def build_analyzer() -> TextAnalyzer:
    """Words without regard to case and accents, stemmed as English.

    Scripts written without blanks between words are cut into single characters; a query in them
    is a phrase of characters.
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


def shorten(value: str) -> str:
    """A value as facets show it: a long one is cut and told from others by a digest."""
    if len(value) <= TERM_CHARACTERS:
        return value
    digest = hashlib.sha256(value.casefold().encode()).hexdigest()[:8]
    return f"{value[: TERM_CHARACTERS - 20]}… {digest}"


def shown_term(display: str) -> str:
    return TERM_MARK + shorten(clean(display))


def folded_term(display: str) -> str:
    return TERM_MARK + unicodedata.normalize("NFC", shorten(clean(display)).casefold())


def exact_term(value: str) -> str:
    return TERM_MARK + shorten(clean(value))


def order_key(order: str | Decimal | None, *, end: bool = False) -> str | None:
    """A string of letters and digits that sorts as the value does; None where nothing sorts.

    A date is `d20201231`; a partial one stands for the first of its days, or with `end` the last.
    A number is its sign (`n` below `o`, zero, below `p`), its magnitude and its digits.
    """
    if isinstance(order, Decimal):
        return _number_key(order) if order.is_finite() else None
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


def rank(document_id: str) -> int:
    """A number that orders as the ids do, as far as their first eight bytes tell."""
    return int.from_bytes(clean(document_id).encode()[:8].ljust(8, b"\0"), "big")


def folders(paths: Iterable[str]) -> list[str]:
    """Every folder above the paths, with its closing slash; archives count as folders."""
    found = {
        path[: end + 1]
        for path in paths
        for end in (place for place, character in enumerate(path) if character == "/")
    }
    return sorted(found)


def build_document(document: IndexedDocument) -> Document:
    """Everything the index holds of a document but its stored text."""
    enriched = document.enriched
    paths = [clean(path) for path in document.paths]
    columns: dict[str, dict[str, Any]] = {
        name: {} for name in ("shown", "folded", "orders", "amounts", "least", "greatest")
    }
    for category, values in enriched.fields.items():
        if values:
            _add_category(columns, encode_name(clean(category)), values)
    columns["attributes"] = {
        name: [exact_term(value) for value in dict.fromkeys(values) if value]
        for name, values in (
            ("collection", document.collections),
            ("language", (enriched.language,)),
            ("media_type", (enriched.extracted.media_type,)),
            ("path", document.paths),
            ("parent", document.parents),
            ("sha256", (enriched.extracted.sha256,)),
        )
    }
    stored = {
        "title": clean(document.title),
        "paths": paths,
        "fields": {
            clean(category): [clean(value.value.display) for value in values]
            for category, values in enriched.fields.items()
        },
        "warnings": [clean(warning) for warning in enriched.warnings],
    }
    built = Document()
    built.add_text("id", document.id)
    built.add_unsigned("rank", rank(document.id))
    # Titles that are names of files have their words joined like this_one.
    built.add_text("title", searchable(document.title.replace("_", " ")))
    built.add_text("text", searchable(enriched.extracted.text))
    for name, column in columns.items():
        built.add_json(name, column)
    for folder in folders(paths):
        built.add_text("folders", exact_term(folder))
    built.add_bytes("stored", json.dumps(stored, ensure_ascii=False).encode())
    return built


def _add_category(
    columns: dict[str, dict[str, Any]], field: str, values: tuple[FieldValue, ...]
) -> None:
    shown: dict[str, str] = {}
    keys: set[str] = set()
    amounts: dict[str, set[str]] = {}
    for value in (field_value.value for field_value in values):
        shown.setdefault(folded_term(value.display), shown_term(value.display))
        key = order_key(value.order)
        if key is not None:
            keys.add(key)
            currency = value.detail.get("currency")
            if currency:
                amounts.setdefault(encode_name(str(currency).upper()), set()).add(key)
    sortable = keys or shown.keys()
    columns["shown"][field] = list(shown.values())
    columns["folded"][field] = list(shown)
    columns["least"][field] = min(sortable)
    columns["greatest"][field] = max(sortable)
    if keys:
        columns["orders"][field] = sorted(keys)
    if amounts:
        columns["amounts"][field] = {code: sorted(those) for code, those in amounts.items()}
