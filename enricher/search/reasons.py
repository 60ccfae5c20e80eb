"""Why a document is among the hits of a question: codes and facts, no words of ours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

from enricher.query.nodes import Hit
from enricher.query.questions import Chip, QuestionReading
from enricher.search.word_counts import WordCounter


@dataclass(frozen=True, slots=True)
class Reasons:
    """What of a question a hit has.

    Attributes:
        meets: the chips whose condition it meets.
        lacks: those that it does not meet.
        words: of the question, that stand in its title, the names of its files or the passages that are
            shown of it; those that weigh most first.
        topics: fields and clauses that are asked for, and were found in it.
    """

    meets: tuple[Chip, ...] = ()
    lacks: tuple[Chip, ...] = ()
    words: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


def reasons_of(question: QuestionReading, hit: Hit, stem: Callable[[str], str]) -> Reasons:
    """Why a hit is one.

    Args:
        stem: what the forms of a word have in common.
    """
    words = sorted(question.words, key=lambda word: -question.words[word])
    files = (PurePosixPath(path).stem.replace("_", " ") for path in hit.paths)
    texts = [hit.title, *files, *(one.text for one in hit.passages)]
    counts = WordCounter(words, stem).count(texts).sum(axis=0) if words else ()
    held = {category for one in hit.passages for category in one.holds} | set(hit.fields)
    return Reasons(
        meets=tuple(one for one in question.chips if one.filter in hit.meets),
        lacks=tuple(one for one in question.chips if one.filter not in hit.meets),
        words=tuple(word for word, count in zip(words, counts, strict=True) if count),
        topics=tuple(one.category for one in question.topics if one.category in held),
    )
