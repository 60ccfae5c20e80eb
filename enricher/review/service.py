"""Corrections for people: say what an entity is or is not, list it, take it back.

    what a person asks --> Said --> ledger (who, when), laid over what was read --write_out--> index

When a function returns, search shows what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from enricher.documents import EnrichedText, IndexedDocument
from enricher.documents.corrections import NOWHERE, Act, Correction, Said, words_key
from enricher.documents.notices import in_words
from enricher.entities import Entity, EntitySource, Value
from enricher.errors import ConflictError, InputError, NotFoundError
from enricher.ingestion.catalog import Catalog
from enricher.models.registry import Registry
from enricher.schema import Category, EntitySchema, merge_schemas
from enricher.search.service import known_name
from enricher.text.anchors import Anchor, Place, anchor_at, find_words


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to be said about a stretch of a document, or about all of it.

    Attributes:
        text: that stands there.
        place: where, in characters; None where the words say it.
        occurrence: the how-manieth place of these words, from 1; None where there is one.
        every: all places of these words in the document, but as a part of a longer entity.
        reject: it is no entity of the category.
        none: the document has no entity of the category at all; nothing else is said then.
        value: what it means, where the words do not say it or are read wrongly.
        instead_of: the category that it was taken for.
        sha256: of the content that the person looked at.
    """

    category: str
    text: str = ""
    place: Place | None = None
    occurrence: int | None = None
    every: bool = False
    reject: bool = False
    none: bool = False
    value: str | None = None
    instead_of: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was kept, and the entity that there is now."""

    correction: Correction
    entity: Entity | None = None
    documents: int = 1


class CorrectionLog(Protocol):
    """What people said, each call whole or not at all."""

    def say_all(self, document: str, said: Sequence[Said], who: str) -> Sequence[Correction]: ...

    def suppress(self, said: Said, who: str) -> Correction: ...

    def undo_all(self, identities: Sequence[int], who: str) -> Sequence[Correction]: ...

    def list(
        self, document: str | None = None, *, undone: bool = False
    ) -> Sequence[Correction]: ...

    def follow(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Corrections:
    """Takes corrections.

    Attributes:
        schema: of all that reads any collection.
        publish: returns when searches show what is in the ledger.
    """

    catalog: Catalog
    log: CorrectionLog
    registry: Registry
    schema: Callable[[], EntitySchema]
    publish: Callable[[], object]

    def correct(self, document: str, wish: Wish, who: str) -> Outcome:
        """Say what a stretch of a document is or is not, or that there is none of a category.

        Args:
            document: its id, the start of it, or a path.

        Raises:
            NotFoundError: there is no such document.
            ConflictError: something else stands at that place: it is another version.
            InputError: there is no such category, place or value.
            UnavailableError: the index does not answer; the correction is kept.
        """
        identity = self.catalog.find(document)
        (outcome,) = self.correct_together(identity, [wish], who)
        return outcome

    def correct_together(self, identity: str, wishes: Sequence[Wish], who: str) -> list[Outcome]:
        """Say several things about a document: all of them or, where one is wrong, none.

        Raises what `correct` raises.
        """
        indexed = self._read(identity)
        understood = [self._understand(indexed.enriched, wish) for wish in wishes]
        corrections = self.log.say_all(identity, [said for said, _ in understood], who)
        self.publish()
        after = self.catalog.texts.read(identity)
        return [
            Outcome(correction, _entity_at(after, place, said) if after is not None else None)
            for correction, (said, place) in zip(corrections, understood, strict=True)
        ]

    def suppress(self, category: str, text: str, who: str) -> Outcome:
        """Say that these words are no entity of a category in any document; case does not count.

        What a person tagged stays.

        Raises:
            InputError: there is no such category, or there are no words.
            UnavailableError: the index does not answer; it is kept all the same.
        """
        name = _correctable(category, self.schema())
        words = " ".join(text.split())
        if not words:
            raise InputError("the words are empty; give the words that are not an entity")
        correction = self.log.suppress(Said(Act.SUPPRESS, name, Anchor(words)), who)
        return self._follow(correction)

    def undo(self, identity: int, who: str, document: str | None = None) -> Outcome:
        """Undo a correction; what the models say shows again.

        Args:
            document: that it has to be about.

        Raises:
            NotFoundError: there is none of that id in force.
            UnavailableError: the index does not answer; it is undone all the same.
        """
        if document is not None:
            whole = self.catalog.find(document)
            if identity not in {one.id for one in self.log.list(whole)}:
                raise NotFoundError(f"document {whole} has no correction {identity} in force")
        return self._follow(*self.log.undo_all([identity], who))

    def list(
        self,
        document: str | None = None,
        *,
        lost: bool = False,
        undone: bool = False,
        everywhere: bool = False,
    ) -> Sequence[Correction]:
        """Corrections, the latest first.

        Args:
            document: only those of this one, by its id or path.
            lost: only those that are not in force.
            undone: also those that were undone.
            everywhere: of a document, also those of words in all documents that stand in it.

        Raises:
            NotFoundError: there is no such document.
        """
        identity = self.catalog.find(document) if document is not None else None
        found = self.log.list(identity, undone=undone)
        if identity is not None and everywhere:
            found = sorted(
                [*found, *self._suppressed_in(identity, undone)], key=lambda one: -one.id
            )
        return [one for one in found if one.state == "lost"] if lost else found

    def _suppressed_in(self, identity: str, undone: bool) -> Sequence[Correction]:
        indexed = self.catalog.texts.read(identity)
        said = [one for one in self.log.list(undone=undone) if not one.document]
        if indexed is None or not said:
            return []
        text = words_key(indexed.enriched.extracted.text)
        return [one for one in said if words_key(one.said.anchor.words) in text]

    def undo_together(self, document: str, identities: Sequence[int], who: str) -> None:
        """Undo several corrections of a document.

        Raises:
            NotFoundError: one of them is not in force, or not about this document; none is undone.
        """
        of = {one.id for one in self.log.list(document)}
        for identity in identities:
            if identity not in of:
                raise NotFoundError(f"document {document} has no correction {identity} in force")
        self.log.undo_all(identities, who)
        self.publish()

    def _follow(self, correction: Correction) -> Outcome:
        changed = self.log.follow()
        self.publish()
        return Outcome(correction, documents=1 if correction.document else changed)

    def _read(self, identity: str) -> IndexedDocument:
        indexed = self.catalog.texts.read(identity)
        if indexed is None:
            raise InputError(
                f"document {identity} has no text to correct: it was not read yet, or reading"
                f" it failed (`enricher show {identity[:8]}` shows why)"
            )
        return indexed

    def _understand(self, enriched: EnrichedText, wish: Wish) -> tuple[Said, Place | None]:
        schema = self.categories_of(enriched)
        category = schema[_correctable(wish.category, schema)]
        instead_of = wish.instead_of and _correctable(wish.instead_of, schema)
        if wish.sha256 is not None and wish.sha256 != enriched.extracted.sha256:
            raise ConflictError("the content of the document has changed; look at it again first")
        if wish.none:
            if wish != Wish(wish.category, none=True, sha256=wish.sha256):
                raise InputError(
                    "to say that there is none, give a category, but no words or value"
                )
            return Said(Act.NONE, category.name, NOWHERE), None
        if wish.reject and (wish.value is not None or instead_of):
            raise InputError("a rejection has no value and no other category")
        if instead_of == category.name:
            raise InputError(f"{category.name} cannot replace itself; name another category")
        before = _choice_of(enriched, category)
        if before is not None and not wish.text and wish.place is None:
            place = (
                before.span.start,
                before.span.end,
            )  # it is about the document, wherever it says so
        else:
            place = _place(enriched.extracted.text, wish)
        anchor = anchor_at(enriched.extracted.text, *place)
        said = Said(
            act=Act.REJECT if wish.reject else Act.TAG,
            category=category.name,
            anchor=replace(anchor, occurrence=None) if wish.every else anchor,
            value=_value(category, wish, before, enriched.language),
            written=wish.value or "",
            instead_of=instead_of or None,
        )
        return said, place

    def categories_of(self, enriched: EnrichedText) -> EntitySchema:
        """The categories of what read a document: those that corrections of it may name."""
        projects = {model.project: None for model in enriched.models}
        if not projects:
            return self.schema()
        return merge_schemas([(one, self.registry.project_schema(one)) for one in projects])


def _correctable(name: str, schema: EntitySchema) -> str:
    category = schema[known_name(name, schema, "correct", attributes=False)]
    if not category.is_found:
        raise InputError(
            f"{category.name} is derived ({category.derived}); correct the values that it comes"
            " from"
        )
    return category.name


def _place(text: str, wish: Wish) -> Place:
    """Where it is, without blanks at the ends."""
    if wish.place is not None:
        start, end = wish.place
        found = text[start:end] if 0 <= start < end else ""
        if found != wish.text or not found.strip():
            raise ConflictError(
                f"{found[:80]!r} stands at [{start}, {end}), not {wish.text[:80]!r}; the text may"
                " have changed, so look at the document again first"
            )
        blanks = len(found) - len(found.lstrip())
        return start + blanks, start + blanks + len(found.strip())
    if not wish.text.strip():
        raise InputError("select the words in the document")
    places = find_words(text, wish.text) or find_words(text, wish.text, partial=True)
    if not places:
        raise InputError(f"{wish.text!r} is not in the document (case matters)")
    if wish.every:
        return places[0]
    if wish.occurrence is None and len(places) > 1:
        raise InputError(
            f"{wish.text!r} occurs {len(places)} times in the document; choose one"
            f" (--occurrence 1 to {len(places)}), or --every"
        )
    number = wish.occurrence or 1
    if not 1 <= number <= len(places):
        raise InputError(f"{wish.text!r} occurs {len(places)} times in the document, not {number}")
    return places[number - 1]


def _choice_of(enriched: EnrichedText, category: Category) -> Entity | None:
    """What says what the document is now; None of categories whose words are their values."""
    if not category.choices:
        return None
    return next((one for one in enriched.entities if one.span.category == category.name), None)


def _value(category: Category, wish: Wish, before: Entity | None, language: str) -> Value | None:
    """What a person gave; None leaves it to the words."""
    from enricher.values import normalize_text

    if category.choices and not wish.reject:
        shown = before.value.display if before and before.value else wish.text
        return _choice(category, shown if wish.value is None else wish.value)
    if wish.value is None:
        return None
    written = wish.value
    # A reading that was offered is taken as it was shown: in a German text 1.234 is a thousand.
    offered = normalize_text(category.type, wish.text, language or "en").readings
    if known := next((one for one in offered if one.display == written), None):
        return known
    read = normalize_text(category.type, written, language or "en")
    if read.value is not None:
        return read.value
    if read.ambiguous:
        readings = " or ".join(one.display for one in read.readings)
        raise InputError(f"{written!r} can be read as {readings}; write the one you mean")
    why = f": {in_words(read.warnings[0])}" if read.warnings else ""
    raise InputError(f"{written!r} is not a {category.type.name}, which {category.name} takes{why}")


def _choice(category: Category, written: str) -> Value:
    from enricher.values import normalize_text

    wanted = " ".join(written.split()).casefold()
    name = next((one for one in category.choices if one.casefold() == wanted), "")
    value = normalize_text(category.type, name).value
    if value is None:
        raise InputError(
            f"{written!r} is not a {category.name}; there are: {', '.join(category.choices)}"
        )
    return value


def _entity_at(document: IndexedDocument, place: Place | None, said: Said) -> Entity | None:
    for entity in document.enriched.entities if said.act is Act.TAG else ():
        span = entity.span
        is_there = (span.start, span.end) == place and span.category == said.category
        if is_there and span.source is EntitySource.HUMAN:
            return entity
    return None
