"""What a person says of a field: it is right, it is none, it is something else. All can be undone.

    confirm, deny, mend --corrections--> ledger --write_out--> index --> the row as it is

What is said is a correction: it belongs to the document, and outlives every model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from enricher.documents import EnrichedText
from enricher.documents.corrections import Act
from enricher.documents.facts import value_key
from enricher.documents.records import from_record
from enricher.enrichment.ambiguity import ambiguous_entities, surest_ambiguous
from enricher.entities import Entity, EntitySource
from enricher.errors import ConflictError, InputError
from enricher.review.order import Standard
from enricher.review.queue import ReviewRow, Reviews
from enricher.review.service import Corrections, Outcome, Wish
from enricher.schema import Category
from enricher.search.service import known_name
from enricher.text.anchors import Place, find_words
from enricher.values import normalize_text
from enricher.values.marks import AMBIGUOUS

_ROUNDS = 20  # of places of a value that come up when those before them are denied


@dataclass(frozen=True, slots=True)
class Field:
    """A field that a person looks at.

    Attributes:
        document: a whole id.
        value: as it is shown; None where there is none.
        sha256: of the content that was looked at.
        readings: of an ambiguous text, which has no value.
    """

    document: str
    category: str
    value: str | None
    sha256: str | None = None
    readings: tuple[str, ...] = ()

    def with_value(self, value: str) -> Field:
        return Field(self.document, self.category, value, self.sha256)


@dataclass(frozen=True, slots=True)
class Said:
    """What came of something that a person said of a field.

    Attributes:
        corrections: to take it back by.
        absent: it was said that the document has none of the category.
        row: the document as it is now.
    """

    corrections: tuple[int, ...]
    absent: bool
    row: ReviewRow


@dataclass(frozen=True, slots=True)
class Answers:
    """Takes what people say of fields."""

    reviews: Reviews
    corrections: Corrections

    def confirm(self, field: Field, standard: Standard, who: str) -> Said:
        """A field is as it says: its value is right, or there is none of its category.

        Raises:
            NotFoundError: there is no such document.
            ConflictError: the field says something else by now.
            InputError: it is ambiguous, and nothing is right before somebody says what is meant; or
                it is derived, and right when what it comes from is.
        """
        if field.value is None:
            document = self._read(field)
            _check_lacking(document, field)
            if open_ := _open_of(document, field):
                raise InputError(
                    f"{open_[0].text!r} can be read as {_words_of(open_[0])}; choose one, or say"
                    f" that there is no {field.category}"
                )
            wish = _none(field)
        else:
            document = self._read(field)
            entities = _entities(document, field)
            if not entities:
                raise InputError(
                    f"{field.category} is derived: confirm {_origin(document, field)}, or select"
                    " the words in the document"
                )
            wish = _wish_at(surest(entities), field)
        return self._said(
            field, self.corrections.correct_together(field.document, [wish], who), standard
        )

    def deny(self, field: Field, standard: Standard, who: str) -> Said:
        """The value is none of its category; of a category with one value, there is none at all.

        Raises what `confirm` raises.
        """
        document = self._read(field)
        if field.value is None:
            _check_lacking(document, field)
            single = self._category(field).cardinality == "one"
            open_ = [] if single else _open_of(document, field)
            wishes = _denials(open_, field) if open_ else [_none(field)]
            made = self.corrections.correct_together(field.document, wishes, who)
            return self._said(field, made, standard)
        entities = _entities(document, field)
        if self._category(field).cardinality == "one" or not entities:
            made = self.corrections.correct_together(field.document, [_none(field)], who)
            return self._said(field, made, standard)
        made = []
        former: str | None = None
        for _ in range(_ROUNDS):
            entities = _entities(document, field)
            # Words within a longer entity outlast a word on all places of theirs.
            wishes = _denials(entities, field, by_place=field.value == former)
            made += self.corrections.correct_together(field.document, wishes, who)
            document = self._read(field)
            left = [one.value.display for one in document.fields.get(field.category, ())]
            again = [one for one in left if value_key(one) == value_key(field.value or "")]
            if not again:
                break
            former, field = field.value, field.with_value(again[0])
        return self._said(field, made, standard)

    def mend(
        self,
        field: Field,
        standard: Standard,
        who: str,
        *,
        text: str = "",
        place: Place | None = None,
        meaning: str | None = None,
    ) -> Said:
        """A field is something else: other words of the document, or these with another meaning.

        Args:
            text: the words; none leaves those that the value stands for now.
            place: of the words; left out, the one of theirs that is nearest to the present value's.
            meaning: the value, where the words do not say it.

        Raises:
            InputError: the words do not stand in the document, or the meaning is none of the type.
            What `confirm` raises.
        """
        document = self._read(field)
        lookup = _open_of if field.value is None else _entities
        entities = lookup(document, field)
        is_single = self._category(field).cardinality == "one"
        if not text.strip():
            if not entities or meaning is None:
                raise InputError("select the words in the document, or give the value")
            if is_single:
                wishes = [_wish_at(surest(entities), field, meaning)]
            else:
                wishes = [
                    Wish(field.category, words, every=True, value=meaning, sha256=field.sha256)
                    for words in _words(entities)
                ]
        else:
            near = surest(entities).span.start if entities else 0
            text, place = _find(document.extracted.text, text, place, near)
            wish = Wish(field.category, text, place=place, value=meaning, sha256=field.sha256)
            if meaning is None:
                self._check_clear(document, field, text)
            elif not is_single and text in _words(entities):
                wish = replace(wish, place=None, every=True)  # all places mean the same
            is_added = is_single or field.value is None
            others = [] if is_added else [one for one in entities if one.text != text]
            wishes = [*_denials(others, field), wish]
        made = self.corrections.correct_together(field.document, wishes, who)
        return self._said(field, made, standard)

    def take_back(
        self, field: Field, standard: Standard, who: str, corrections: Sequence[int]
    ) -> Said:
        """Undo what was said of a field, by what came of it.

        Raises:
            NotFoundError: it was undone before.
        """
        if corrections:
            self.corrections.undo_together(field.document, corrections, who)
        return self._said(field, [], standard)

    def field(
        self,
        document: str,
        category: str,
        value: str | None,
        sha256: str | None = None,
        readings: Sequence[str] = (),
    ) -> Field:
        """A field by what a person calls it.

        Raises:
            NotFoundError: there is no such document.
            InputError: it has no such category.
        """
        identity = self.reviews.catalog.find(document)
        name = known_name(category, self.reviews.schema_of(identity), "review", attributes=False)
        return Field(identity, name, value, sha256, tuple(readings))

    def _read(self, field: Field) -> EnrichedText:
        """The document's text with its parties under the names that it has for them itself."""
        stored = self.reviews.stored(field.document)
        if stored is None:
            raise ConflictError(
                f"document {field.document} can no longer be read; look at it again"
            )
        document = from_record(stored[1])
        sha256 = document.extracted.sha256
        if field.sha256 is not None and field.sha256 != sha256:
            raise ConflictError("the content of the document has changed; look at it again first")
        return document

    def _category(self, field: Field) -> Category:
        return self.reviews.schema_of(field.document)[field.category]

    def _check_clear(self, document: EnrichedText, field: Field, text: str) -> None:
        """Words that can be read in two ways say nothing before somebody says what they mean."""
        type_ = self._category(field).type
        known = next((one for one in document.entities if one.text == text and one.value), None)
        read = normalize_text(type_, text, document.language or "en")
        if read.ambiguous and not (known and known.value and known.value.type == type_.name):
            readings = " or ".join(one.display for one in read.readings)
            raise InputError(f"{text!r} can be read as {readings}; choose one")

    def _said(self, field: Field, made: Sequence[Outcome], standard: Standard) -> Said:
        rows = self.reviews.rows([field.document], standard)
        if not rows:
            raise ConflictError(f"document {field.document} was removed in the meantime")
        corrections = [one.correction for one in made]
        absent = any(one.said.act is Act.NONE for one in corrections)
        return Said(tuple(one.id for one in corrections), absent, rows[0])


def _open_of(document: EnrichedText, field: Field) -> list[Entity]:
    """The ambiguous entities that a field without a value is about; the surest first."""
    stated = document.stated.get(field.category)
    if stated is None or stated.mark != AMBIGUOUS:
        return []
    readings = field.readings or stated.readings[0]
    found = ambiguous_entities(document.entities, field.category, readings)
    return [surest_ambiguous(found), *found] if found else []


def _words_of(entity: Entity) -> str:
    return " or ".join(one.display for one in entity.readings)


def _check_lacking(document: EnrichedText, field: Field) -> None:
    found = document.fields.get(field.category)
    if found and not field.readings:
        raise ConflictError(
            f"the document has a {field.category} now: {found[0].value.display}; look at it again"
        )


def entities_of(document: EnrichedText, category: str, value: str) -> list[Entity]:
    """The entities that name a value of a document, in the order of the text."""
    key = value_key(value)
    return [
        entity
        for entity in document.entities
        if entity.span.category == category
        and entity.value is not None
        and value_key(entity.value.display) == key
    ]


def surest(entities: Sequence[Entity]) -> Entity:
    """That of a person, else the surest; of equals the first."""
    return max(
        entities, key=lambda one: (one.span.source is EntitySource.HUMAN, one.span.confidence)
    )


def _entities(document: EnrichedText, field: Field) -> list[Entity]:
    """The entities that say the field's value; none where it is derived."""
    found = entities_of(document, field.category, field.value or "")
    derived = {one.value for one in document.derived if one.category == field.category}
    if not found and field.value not in derived:
        raise ConflictError(
            f"{field.category} of the document is no longer {field.value!r}; look at it again"
        )
    return found


def _origin(document: EnrichedText, field: Field) -> str:
    of = [one for one in document.derived if one.category == field.category]
    return " and ".join(dict.fromkeys(one.category for each in of for one in each.inputs))


def _words(entities: Sequence[Entity]) -> list[str]:
    return list(dict.fromkeys(entity.text for entity in entities))


def _none(field: Field) -> Wish:
    return Wish(field.category, none=True, sha256=field.sha256)


def _wish_at(entity: Entity, field: Field, meaning: str | None = None) -> Wish:
    place = entity.span.start, entity.span.end
    return Wish(field.category, entity.text, place=place, value=meaning, sha256=field.sha256)


def _denials(entities: Sequence[Entity], field: Field, *, by_place: bool = False) -> list[Wish]:
    """The entities are none of the category: all places of their words, or these very ones."""
    if by_place:
        return [replace(_wish_at(entity, field), reject=True) for entity in entities]
    return [
        Wish(field.category, words, every=True, reject=True, sha256=field.sha256)
        for words in _words(entities)
    ]


def _find(text: str, words: str, place: Place | None, near: int) -> tuple[str, Place]:
    """The words as they stand there, and where."""
    if place is not None:
        return words, place
    places = find_words(text, words) or find_words(text, words, partial=True)
    if not places:
        raise InputError(f"{words!r} is not in the document (case matters)")
    start, end = min(places, key=lambda one: abs(one[0] - near))
    return text[start:end], (start, end)
