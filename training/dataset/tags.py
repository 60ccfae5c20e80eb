"""Labels become tags of words, and tags become labels again.

A label is a span of a document's text. The model learns a tag for each word (see
`enricher.recognizer.windows`), so a label is widened to the words that it touches.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from enricher.documents.boxes import WordBoxes
from enricher.entities import Span
from enricher.projects.label_words import LabelUse, account_for_labels, place_labels, touched
from enricher.recognizer.windows import BoolArray, IntArray, Tokens, tokenize


@dataclass(frozen=True, slots=True)
class LabeledText:
    """A text and the spans that are right in it.

    Attributes:
        tagged: the categories that were looked for; None means all. That a word has no label says
            nothing about the others.
        regions: the parts `[start, end)` that were looked through; empty means the whole text.
        boxes: where its words stand on its pages.
    """

    name: str
    text: str
    labels: tuple[Span, ...]
    tagged: frozenset[str] | None = None
    regions: tuple[tuple[int, int], ...] = ()
    boxes: WordBoxes | None = None

    def __post_init__(self) -> None:
        for label in self.labels:
            if label.end > len(self.text):
                raise ValueError(f"{self.name}: label {label} ends after the text")

    def is_tagged(self, category: str) -> bool:
        return self.tagged is None or category in self.tagged

    def judgeable(self, spans: Iterable[Span]) -> list[Span]:
        """Spans that the labels can tell right from wrong: found where somebody has looked."""
        return [span for span in spans if self._was_looked_for(span)]

    def _was_looked_for(self, span: Span) -> bool:
        is_inside = not self.regions or any(
            start <= span.start and span.end <= end for start, end in self.regions
        )
        if is_inside and self.is_tagged(span.category):
            return True
        return any(label.start < span.end and span.start < label.end for label in self.labels)


@dataclass(frozen=True, slots=True)
class TaggedText:
    """The tags of a text's words, and the labels that found no place among them.

    `refused` are labels over blanks only, and of two labels that share a word, the shorter.
    """

    tags: IntArray
    refused: tuple[Span, ...]


def tag_words(tokens: Tokens, labels: Sequence[Span], categories: Sequence[str]) -> TaggedText:
    """Give each word the tag that the labels ask for; see `enricher.recognizer.decode` for tags."""
    tags = np.zeros(len(tokens.starts), dtype=np.int64)
    found = place_labels(tokens.starts, tokens.ends, labels)
    for label, first, last in found.placed:
        begin = 1 + 2 * categories.index(label.category)
        tags[first] = begin
        tags[first + 1 : last] = begin + 1
    return TaggedText(tags, found.refused)


def passage_words(
    tokens: Tokens, labels: Iterable[Span], passages: Sequence[str]
) -> Iterator[tuple[int, int, int]]:
    """The words `[first, last)` of each label that is a passage, and the number of its category."""
    for label in labels:
        if label.category in passages:
            first, last = touched(tokens.starts, tokens.ends, label)
            if first < last:
                yield first, last, passages.index(label.category)


def account_for(
    text: LabeledText, tokenizer: Tokenizer, passages: Collection[str] = ()
) -> list[LabelUse]:
    """What becomes of each label of a text when a model learns from it."""
    tokens = tokenize(text.text, tokenizer)
    words = (tokens.starts, tokens.ends)
    return account_for_labels(text.name, text.text, text.labels, *words, passages)


def tag_pieces(tokens: Tokens, tags: IntArray, ignored: int) -> IntArray:
    """The target of each token: its word's tag on the first piece, `ignored` on the others."""
    targets = np.full(len(tokens.ids), ignored, dtype=np.int64)
    targets[tokens.first] = tags
    return targets


def words_outside(tokens: Tokens, regions: Sequence[tuple[int, int]]) -> BoolArray:
    """Which words nobody has looked at: [words], none where there are no regions."""
    outside = np.full(len(tokens.starts), bool(regions))
    for start, end in regions:
        outside &= (tokens.ends <= start) | (tokens.starts >= end)
    return outside


def open_tags(text: LabeledText, categories: Sequence[str]) -> BoolArray:
    """The tags that a word without a label may have: [tags], none and those of untagged categories."""
    untagged = [not text.is_tagged(category) for category in categories]
    return np.array([True, *np.repeat(untagged, 2)])
