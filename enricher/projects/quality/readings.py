"""What labels mean as values of their categories' types."""

from __future__ import annotations

from collections.abc import Iterator

from enricher.entities import Normalization, Span, Value
from enricher.ledger.labels import LabeledDocument
from enricher.projects.quality.flaws import Tagged
from enricher.recognizer.detectors import DETECTORS
from enricher.schema import EntitySchema
from enricher.text.language import detect_language
from enricher.values import BOOLEAN, JURISDICTION, TEXT, ValueType, normalize_spans, normalize_text

REACH_CHARACTERS = 60

# What is added to the text of other words may be a part of them: a name, an address.
_EXACT = frozenset({JURISDICTION, BOOLEAN})


class Readings:
    """Reads labels and other stretches of documents as a schema's types say."""

    def __init__(self, schema: EntitySchema) -> None:
        self._schema = schema
        self._languages: dict[str, str] = {}

    def type_of(self, one: Tagged) -> ValueType:
        """Text where the schema does not have the category."""
        category = one.label.category
        return self._schema[category].type if category in self._schema else TEXT

    def value(self, one: Tagged) -> Value | None:
        """What a label means, in the light of the other dates of its document."""
        label = one.label
        span = Span(label.start, label.end, label.category)
        language = self._language(one.document, self.type_of(one))
        (entity,) = normalize_spans(
            [span], one.document.text, self._schema.types, language=language
        )
        return entity.value

    def read(self, one: Tagged, start: int, end: int) -> Normalization:
        """What another stretch of the document would mean with the label's category."""
        type_ = self.type_of(one)
        language = self._language(one.document, type_)
        return normalize_text(type_, one.document.text[start:end], language or "en")

    def is_better(self, one: Tagged, other: tuple[int, int]) -> bool:
        """Whether another stretch is no worse as a value than a label.

        It is worse where it reads as none and the label as one or several, where it is longer and
        says no more (`of Two years`, `Fort Worth, Texas`), and where it is shorter and says less
        (`Wales` of `England and Wales`).
        """
        type_ = self.type_of(one)
        now = self.read(one, one.label.start, one.label.end)
        then = self.read(one, *other)
        if then.value is None and not then.ambiguous:
            return now.value is None and not now.ambiguous
        is_longer = other[1] - other[0] > one.label.end - one.label.start
        if not (type_.is_ordered or type_ in _EXACT) or now.value is None or then.value is None:
            return True
        return is_longer == (now.value.display != then.value.display)

    def detected(self, one: Tagged) -> Iterator[tuple[int, int]]:
        """What the detector of a label's type finds near it, for the types that have one."""
        type_, label, text = self.type_of(one), one.label, one.document.text
        if not type_.detector:
            return
        low, high = max(0, label.start - REACH_CHARACTERS), label.end + REACH_CHARACTERS
        while low and not text[low].isspace():
            low -= 1
        language = self._language(one.document, type_)
        for start, end in DETECTORS[type_.detector](text[low:high], language):
            yield start + low, end + low

    def _language(self, document: LabeledDocument, type_: ValueType) -> str:
        if not type_.is_by_language:  # finding out takes longer than reading
            return "en"
        if document.name not in self._languages:
            self._languages[document.name] = detect_language(document.text)
        return self._languages[document.name]
