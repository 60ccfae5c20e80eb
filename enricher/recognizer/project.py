"""Recognize: a text -> spans, from the model and from what needs no learning.

text --+-- Tagger (learned categories) -- whole_entities --+
       +-- DETECTORS (money, dates, IBAN, ...)             +-- resolve_overlaps -- Recognition
       +-- patterns of the schema                          |
       +-- Chooser (what the document is) -----------------+
       +-- lists of the schema ----------------------------+
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from enricher.documents.boxes import WordBoxes
from enricher.entities import Recognition, Span
from enricher.errors import SettingsError
from enricher.recognizer.choices import Chooser
from enricher.recognizer.overlap import resolve_overlaps
from enricher.recognizer.rules import RuleFinder
from enricher.recognizer.whole import whole_entities
from enricher.recognizer.windows import readable_end
from enricher.schema import EntitySchema
from enricher.text.language import detect_language


class Tagger(Protocol):
    """Finds learned categories in a text."""

    def tag(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Sequence[Span]: ...


class ProjectRecognizer:
    """Finds all categories of a project's schema. Safe to share between threads."""

    def __init__(
        self,
        schema: EntitySchema,
        tagger: Tagger | None,
        literal: Collection[str] = (),
        choosers: Sequence[Chooser] = (),
    ) -> None:
        """Prepare the detectors, patterns and lists that the schema asks for.

        Args:
            schema: which categories there are and who finds them.
            tagger: finds the learned ones; None where no category is learned.
            literal: see `enricher.recognizer.bundle.ModelDescription`.
            choosers: of the model; those of categories that the schema has not do nothing.

        Raises:
            SettingsError: a pattern cannot be read, a detector does not exist, or categories are
                learned and there is no tagger.
        """
        if schema.learned and tagger is None:
            raise SettingsError(
                f"no model for the learned categories {', '.join(schema.learned)}: train and deploy"
                " one, or take `learned` from the schema"
            )
        self._tagger = tagger if schema.learned else None
        self._types = {category.name: category.type for category in schema.categories}
        self._stretched = {name: self._types[name] for name in self._types if name not in literal}
        self._learned = frozenset(schema.learned)
        self._thresholds = {
            category.name: category.threshold
            for category in schema.categories
            if category.threshold is not None
        }
        self._rules = RuleFinder([one for one in schema.categories if not one.within])
        RuleFinder(schema.inside)  # looks when texts are assembled; what is wrong of it is told now
        self._choosers = [
            (one, schema[one.category])
            for one in choosers
            if one.category in schema and schema[one.category].choices
        ]

    def recognize(
        self, text: str, max_characters: int, boxes: WordBoxes | None = None
    ) -> Recognition:
        """All spans of the first `max_characters` of a text, which ends before a word it would cut.

        Args:
            boxes: where its words stand, for models that are told so.
        """
        end = readable_end(text, max_characters)
        read = text[:end]
        language = detect_language(read)
        spans = [*self._chosen(read), *self._tagged(read, language, boxes)]
        spans += self._rules.find(read, language)
        return Recognition(resolve_overlaps(spans, self._types), end)

    def _chosen(self, text: str) -> Iterator[Span]:
        for chooser, category in self._choosers:
            if choice := chooser.choose(text, category.choices, category.threshold):
                start, end = choice.place
                yield Span(start, end, category.name, choice.confidence, choice=choice.name)

    def _tagged(self, text: str, language: str, boxes: WordBoxes | None) -> Iterator[Span]:
        if self._tagger is None or not text:
            return
        tagged = self._tagger.tag(text, len(text), boxes)
        spans = [one for one in tagged if one.category in self._learned]
        for span in whole_entities(spans, self._stretched, text, language):
            if span.confidence >= self._thresholds.get(span.category, 0.0):
                yield span
