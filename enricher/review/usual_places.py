"""Where in a document a value usually stands that was not found in it: as in documents that have one.

other documents with a value --the passages around it--> Custom: words, near which end
a document --its passages, by likeness to these--> UsualPlaces
"""

from __future__ import annotations

import math
import re
import threading
from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from enricher.documents import EnrichedText
from enricher.documents.records import from_record
from enricher.errors import InputError
from enricher.review.answers import entities_of, surest
from enricher.review.queue import Reviews
from enricher.search.service import known_name
from enricher.text.passages import Passage, split_passages

MOST_DOCUMENTS = 12  # that are looked at: 12 contracts take a fifth of a second
MOST_PASSAGES = 3
_READ_CHARACTERS = 400_000  # of a document, which is as long as the longest contracts
_LEAST_LIKENESS = 0.5  # of what the passages of other documents have in the middle
_USUAL = 0.5  # of the documents, which make an end of theirs the usual one
_END = 0.3  # of a text, which is near its beginning or near its end
_MOST_CUSTOMS = 100
_WORD = re.compile(r"[^\W\d_]{3,}")

Words = frozenset[str]


@dataclass(frozen=True, slots=True)
class Custom:
    """How other documents state a category.

    Attributes:
        documents: that were looked at.
        weights: of the words around its values, those that most have and other passages lack first.
        least: likeness that a passage has to have.
        first, last: of the documents, how many have it near their beginning and near their end.
    """

    documents: int
    weights: Mapping[str, float]
    least: float
    first: int
    last: int

    def likeness(self, words: Words) -> float:
        return sum(self.weights.get(one, 0.0) for one in words) / math.sqrt(len(words) + 10)


@dataclass(frozen=True, slots=True)
class UsualPassage:
    """A passage of the document in which such a value may stand; `page` counts from 1."""

    start: int
    end: int
    text: str
    page: int | None


@dataclass(frozen=True, slots=True)
class UsualPlaces:
    """Where to look for a value that was not found.

    Attributes:
        documents: how many others with such a value were looked at.
        first, last: how many of these have it near their beginning and near their end.
        passages: the most like those of the others first.
        page: to begin with, counted from 1; None of a document without pages.
    """

    documents: int
    first: int
    last: int
    passages: tuple[UsualPassage, ...]
    page: int | None


class Customs:
    """What was found out of other documents lately, by the documents and the category."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, tuple[str, ...]], Custom] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, reviews: Reviews, category: str, documents: tuple[str, ...]) -> Custom:
        key = category, documents
        with self._lock:
            known = self._known.get(key)
        if known is None:
            known = _custom(list(_examples(reviews, category, documents)))
            with self._lock:
                self._known[key] = known
                while len(self._known) > _MOST_CUSTOMS:
                    self._known.popitem(last=False)
        return known


def usual_places(reviews: Reviews, customs: Customs, document: str, category: str) -> UsualPlaces:
    """Where a document may state a category, going by other documents that do.

    Raises:
        NotFoundError: there is no such document.
        InputError: it has no such category, or no text.
    """
    identity = reviews.catalog.find(document)
    name = known_name(category, reviews.schema_of(identity), "review", attributes=False)
    stored = reviews.stored(identity)
    if stored is None:
        raise InputError(f"document {identity} has no text to review: it was not read, or failed")
    enriched = from_record(stored[1])
    having, _ = reviews.search.ids("", [f"{name}:present"], MOST_DOCUMENTS + 1)
    others = tuple(one for one in having if one != identity)[:MOST_DOCUMENTS]
    custom = customs.of(reviews, name, others)
    passages = tuple(_nearest(enriched, custom))
    page = _first_page(enriched, custom, passages)
    return UsualPlaces(custom.documents, custom.first, custom.last, passages, page)


@dataclass(frozen=True, slots=True)
class _Example:
    """A document with a value: words around it, those of its other passages, and near which end it is."""

    around: Words
    others: tuple[Words, ...]
    is_first: bool
    is_last: bool


def _examples(reviews: Reviews, category: str, documents: Sequence[str]) -> Iterator[_Example]:
    for one in documents:
        stored = reviews.stored(one)
        if stored is not None and (example := _example(from_record(stored[1]), category)):
            yield example


def _example(enriched: EnrichedText, category: str) -> _Example | None:
    values = enriched.fields.get(category, ())
    entities = entities_of(enriched, category, values[0].value.display) if values else []
    if not entities:  # it is derived, and stands nowhere
        return None
    text, place = enriched.extracted.text, surest(entities).span
    around: set[str] = set()
    others: list[Words] = []
    for passage in split_passages(text[:_READ_CHARACTERS]):
        words = _words(text, passage)
        if passage.start < place.end and place.start < passage.end:
            around |= words
        else:
            others.append(words)
    return _Example(
        frozenset(around),
        tuple(others),
        place.start < _END * len(text),
        place.end > (1 - _END) * len(text),
    )


def _custom(examples: Sequence[_Example]) -> Custom:
    """What the passages around values have in common, and others of the same documents lack."""
    if not examples:
        return Custom(0, {}, 0.0, 0, 0)
    around = Counter(word for one in examples for word in one.around)
    elsewhere = Counter(word for one in examples for words in one.others for word in words)
    passages = 1 + sum(len(one.others) for one in examples)
    least = min(2, len(examples))  # what one document alone says is its own affair
    weights = {
        word: count / len(examples) * math.log((1 + passages) / (1 + elsewhere[word]))
        for word, count in around.items()
        if count >= least
    }
    custom = Custom(len(examples), weights, 0.0, 0, 0)
    middle = median(custom.likeness(one.around) for one in examples)
    return Custom(
        len(examples),
        weights,
        middle * _LEAST_LIKENESS,
        sum(one.is_first for one in examples),
        sum(one.is_last for one in examples),
    )


def _nearest(enriched: EnrichedText, custom: Custom) -> Iterator[UsualPassage]:
    text = enriched.extracted.text
    if not custom.weights:
        return
    known = [
        (custom.likeness(_words(text, one)), one) for one in split_passages(text[:_READ_CHARACTERS])
    ]
    like = [(likeness, one) for likeness, one in known if likeness >= custom.least > 0]
    for _, one in sorted(like, key=lambda each: -each[0])[:MOST_PASSAGES]:
        page = _page(enriched, one.start)
        yield UsualPassage(one.start, one.end, text[one.start : one.end], page)


def _first_page(
    enriched: EnrichedText, custom: Custom, passages: Sequence[UsualPassage]
) -> int | None:
    """The page to begin with."""
    pages = len(enriched.extracted.pages)
    if not pages:
        return None
    if passages:
        return passages[0].page
    is_last = custom.last > custom.first and custom.last >= _USUAL * custom.documents
    return pages if is_last else 1


def _words(text: str, passage: Passage) -> Words:
    return frozenset(_WORD.findall(text[passage.start : passage.end].casefold()))


def _page(enriched: EnrichedText, start: int) -> int | None:
    starts = enriched.extracted.pages
    return bisect_right(starts, start) or 1 if starts else None
