"""Normalize: spans and their text -> entities with typed values.

    spans, text, schema -> normalize_spans -> Entity(span, text, Value | None, page, warnings)
                              |
                              normalize_text: ValueType.parse

A normalizer says what a text means and never guesses: a text with two readings has no value and
both readings, one that is none of its type has no value and a warning.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from enricher.entities import Entity, EntitySource, Normalization, Notice, Span, Value
from enricher.values.currencies.signs import yen_of
from enricher.values.date import order_in
from enricher.values.locales import Habits, habits
from enricher.values.numbers.figures import mend_scanned
from enricher.values.origin import order_by_origin
from enricher.values.value_type import ValueType

# What a form asks for: `[name of signatory]`; not `[Acme Corporation]`, which a draft proposes.
_LEFT_OPEN = (
    "insert|full|legal|your|the|of|client|company|party|customer|tenant|landlord|vendor|supplier|seller|buyer|borrower|lender|employee"
    "|consultant|signatory|registered|names?|address|title|number|reference|person|entity"
)
_NONE_SAID = re.compile(
    rf"\W*\[\s*(?:(?:{_LEFT_OPEN})\s*){{0,6}}\]\W*|\W*(?:n[./]\s?a\.?|not\s+(?:applicable|available)|none|nil|pending|unknown|unbekannt|inconnue?|desconocid[oa]|sconosciut[oa]|onbekend|tb[dac]|to\s+be\s+(?:determined|confirmed|agreed|advised|provided|supplied|inserted|completed|decided|announced|notified)"
    r"|entfällt|k\.\s?a\.|nicht\s+zutreffend|sans\s+objet|néant|à\s+(?:compléter|déterminer|définir|préciser|convenir)|(?:por|a)\s+(?:determinar|definir|completar|convenir)"
    r"|da\s+(?:definire|determinare|completare|compilare|concordare)|nader\s+te\s+bepalen|nog\s+(?:te\s+bepalen|in\s+te\s+vullen)"
    r"|noch\s+(?:zu\s+bestimmen|festzulegen|offen)|wird\s+nachgereicht|ninguno|nessuno|aucune?|geen|keine?|no\s+aplica|non\s+applicabile|n\.\s?v\.\s?t\.|niet\s+van\s+toepassing)\W*",
    re.IGNORECASE,
)
# The wide forms of ASCII that Chinese and Japanese texts write.
_NARROW = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}

_LEARNED = {
    "date_as_others",
    "date_by_law",
    "date_by_addresses",
    "yen_as_elsewhere",
}
"""Codes of notices that say what in the rest of the document decided."""
_WRITTEN = {"party", "address"}
"""Types of which a file states the writing, too."""
_LEARNING = {"date", "money"}
"""Types whose ambiguous texts the rest of the document can settle."""


def normalize_text(
    type: ValueType, text: str, language: str = "en", locale: str | None = None
) -> Normalization:
    """What a text means as a value of a type.

    Args:
        type: reads it.
        text: the entity's text, as it stands in the document.
        language: ISO 639-1 of the document; its habits apply where no locale is given.
        locale: such as `en-GB`, `de`, `de-CH`: how numbers and dates are written. Without one an
            English 03/04/2021 is ambiguous.
    """
    return _normalize(type, text, habits(language, locale))


def normalize_spans(
    spans: Iterable[Span],
    text: str,
    types: Mapping[str, ValueType],
    pages: tuple[int, ...] = (),
    language: str = "en",
    known: Iterable[Entity] = (),
) -> tuple[Entity, ...]:
    """The entities of a document, in the order of its spans.

    An English 03/04/2021 is read in the order that the document's other dates show, or else the
    country that it comes from, and ¥ as the currency that the document names.

    Args:
        text: the document's whole text.
        types: of the categories of the spans.
        pages: the offset at which each page starts, in order; empty for kinds without pages.
        language: of the document, "" where it is not known.
        known: entities of the same text that were normalized before. Their values hold for equal
            spans, but where other dates of the document decided.
    """
    own = habits(language or "en", None)
    covered = [(span, span.choice or text[span.start : span.end]) for span in spans]
    dates = [part for span, part in covered if types[span.category].order == "day"]
    learned = cache(lambda type: _learn(type, text, dates, own))
    lasting = {
        (one.span.start, one.span.end, one.value.type): Normalization(
            one.value, warnings=one.warnings
        )
        for one in known
        if one.value is not None and not _is_learned(one)
    }
    read: dict[tuple[ValueType, str], Normalization] = {}  # a long text repeats itself
    entities = []
    for span, part in covered:
        type_ = types[span.category]
        before = None if span.choice else lasting.get((span.start, span.end, type_.name))
        normalization = before or read.get((type_, part))
        if normalization is None:
            normalization = _normalize(type_, part, own)
            if normalization.ambiguous and type_.name in _LEARNING:
                normalization = _settled(type_, part, *learned(type_.name), normalization)
            read[type_, part] = normalization
        page = max(1, bisect_right(pages, span.start)) if pages else None
        value, warnings = _as_stated(normalization.value, span), normalization.warnings
        readings = () if value else normalization.readings
        words = text[span.start : span.end]
        entities.append(Entity(span, words, value, page, warnings, readings))
    return tuple(entities)


def _as_stated(value: Value | None, span: Span) -> Value | None:
    """A name or address that the file itself states, written as it is there; names are compared by their keys."""
    if value is None or not span.choice or span.source is not EntitySource.FILE:
        return value
    if value.type not in _WRITTEN:
        return value
    return replace(value, display=" ".join(span.choice.split()))


def _is_learned(entity: Entity) -> bool:
    """Whether the rest of the document decided what an entity means."""
    return any(one.code in _LEARNED for one in entity.warnings)


def _learn(
    type_: str, text: str, dates: Iterable[str], own: Habits
) -> tuple[Habits, Notice | None]:
    """How a document writes dates or amounts, and what shows that."""
    if type_ == "money":
        yen = own.yen or yen_of(text)
        return replace(own, yen=yen), Notice("yen_as_elsewhere", {"yen": yen})
    first = own.first if own.first != "unknown" else order_in(dates)
    if first != "unknown":
        return replace(own, first=first), Notice("date_as_others", {"first": first})
    first, why = order_by_origin(text)
    return replace(own, first=first), why


def _settled(
    type_: ValueType, text: str, learned: Habits, why: Notice | None, ambiguous: Normalization
) -> Normalization:
    """Read an ambiguous date or amount by what the rest of the document shows, and say so."""
    again = _normalize(type_, text, learned)
    if again.value is None or why is None:
        return ambiguous
    return Normalization(again.value, warnings=(*ambiguous.warnings, why))


def _normalize(type_: ValueType, text: str, own: Habits) -> Normalization:
    if type_.max_characters is not None and len(text) > type_.max_characters:
        return Normalization(None, warnings=(Notice("too_long", {"most": type_.max_characters}),))
    visible = _visible(text)
    if type_.is_name and _NONE_SAID.fullmatch(visible):
        return Normalization(None, warnings=(Notice("says_none", {"text": text}),))
    mended = mend_scanned(visible) if type_.is_ordered else visible
    read = type_.parse(mended, own)
    if mended == visible or read.value is None:
        return read
    return replace(read, warnings=(*read.warnings, Notice("letters_as_digits")))


def _visible(text: str) -> str:
    """Without the characters that show nothing, as soft hyphens are, and with narrow for wide ones."""
    if text.isascii():
        return text
    shown = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return shown.translate(_NARROW)
