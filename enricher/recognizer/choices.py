"""What a document is: which of the choices of a category its words speak for.

text -> opening_lines -> features_of, hashed -> Chooser, a softmax over choices -> Choice, and where it is said

The title counts most, so it is read several ways: the first lines, their first words, what the text
calls itself ("this Supply Agreement"), and the opening. All words count too, for what has no title.
"""

from __future__ import annotations

import io
import json
import math
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from enricher.errors import ModelError
from enricher.recognizer.openings import Place, namings, opening_lines, words_of

OTHER: Final = "other"
"""The choice that stands where no other one is sure enough."""

BUCKETS: Final = 1 << 15

_TITLE_LINES = 14
_TITLE_CHARACTERS = 420
_OPENING_CHARACTERS = 3_000
_BODY_CHARACTERS = 12_000
_PLACE_CHARACTERS = 120  # that are shown for a choice

_PLAIN = frozenset(
    [
        "the",
        "of",
        "a",
        "an",
        "and",
        "or",
        "in",
        "to",
        "by",
        "for",
        "with",
        "as",
        "is",
        "on",
        "this",
        "that",
        "its",
        "be",
        "at",
        "from",
        "any",
    ]
)
_NUMBERING = frozenset(
    [
        "the",
        "a",
        "an",
        "form",
        "of",
        "sample",
        "amended",
        "and",
        "restated",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "no",
        "master",
        "this",
        "exclusive",
        "mutual",
    ]
)

Floats = NDArray[np.float32]
Hashed = Mapping[str, Mapping[int, float]]
"""Features of a text: of each sort the buckets that have some, and how much."""

SHARES: Final[Mapping[str, float]] = {
    "head": 1.0,  # the first words of the first line
    "start": 1.2,  # the first three lines
    "title": 1.0,  # the first lines, until they are too many
    "first": 1.5,  # what the text calls itself first
    "named": 1.0,  # all that it names at its start
    "opening": 0.7,
    "body": 0.7,
}
"""How much each sort of feature counts, before it is learned how much each feature does."""


class Choice(NamedTuple):
    """What a text is, how sure that is, and the line that says so."""

    name: str
    confidence: float
    place: Place


def features_of(text: str) -> Hashed:
    """The features of a text, counted and hashed, which tell none of its words."""
    return _features(text, opening_lines(text))


def _features(text: str, lines: Sequence[Place]) -> Hashed:
    shown = [text[start:end] for start, end in lines]
    head = [word for word in words_of(shown[0])[:12] if word not in _NUMBERING] if shown else []
    start = [word for line in shown[:3] for word in words_of(line)]
    title = [word for line in _first(shown) for word in words_of(line)]
    opening = " ".join(shown)[:_OPENING_CHARACTERS]
    named = namings(opening)
    sorts = {
        "head": [*head[:1], "_".join(head[:2]), *(f"+{word}" for word in head[1:2])],
        "start": [*_grams(start[:14]), *(f"^{word}" for word in start[:1])],
        "title": _grams(title[:60]),
        "first": _first_naming(named[0]) if named else (),
        "named": [gram for words in named for gram in _grams(words[-5:])],
        "opening": _grams(words_of(opening)[:260]),
        "body": [word for word in words_of(text[:_BODY_CHARACTERS]) if word not in _PLAIN],
    }
    return {sort: _hash(sort, found) for sort, found in sorts.items()}


def _first(lines: Sequence[str]) -> Iterator[str]:
    characters = 0
    for line in lines[:_TITLE_LINES]:
        yield line
        characters += len(line)
        if characters > _TITLE_CHARACTERS:
            return


def _first_naming(words: Sequence[str]) -> Iterator[str]:
    yield from _grams(words[-6:])
    telling = [word for word in words if word not in _PLAIN]
    yield from (f"^{word}" for word in telling[:1])
    yield from (f"{word}$" for word in telling[-2:-1])


def _grams(words: Sequence[str]) -> Iterator[str]:
    """Telling words, and pairs of those that follow each other."""
    telling = [word for word in words if word not in _PLAIN]
    yield from telling
    yield from (f"{one}_{other}" for one, other in pairwise(telling))


def _hash(sort: str, found: Iterable[str]) -> dict[int, float]:
    counts = Counter(zlib.crc32(f"{sort}:{one}".encode()) % BUCKETS for one in found if one)
    return {bucket: 1 + math.log(count) for bucket, count in counts.items()}


def vector_of(features: Hashed, rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Buckets and their values: each sort is as long as its share, and rare features count more."""
    buckets: list[int] = []
    values: list[Floats] = []
    for sort, found in features.items():
        of = np.fromiter(found.values(), np.float32, len(found)) * rarity[list(found)]
        if length := float(np.linalg.norm(of)):
            buckets += found
            values.append(of * np.float32(SHARES[sort] / length))
    return np.array(buckets, np.int64), np.concatenate(values) if values else np.zeros(
        0, np.float32
    )


@dataclass(frozen=True, slots=True, eq=False)
class Chooser:
    """Chooses for one category.

    Attributes:
        choices: in the order of the columns.
        rarity: [BUCKETS], how much a feature counts.
        weights: [BUCKETS, choices].
        bias: [choices].
        sharpness: what scores are multiplied by, so that probabilities are how often it is right.
        threshold: what is less probable is `OTHER`.
    """

    category: str
    choices: tuple[str, ...]
    rarity: Floats
    weights: Floats
    bias: Floats
    sharpness: float = 1.0
    threshold: float = 0.0

    def scores(self, features: Hashed) -> Floats:
        """Log-odds of the choices, up to what they share."""
        buckets, values = vector_of(features, self.rarity)
        scores: Floats = (values @ self.weights[buckets] + self.bias) * np.float32(self.sharpness)
        return scores

    def choose(self, text: str, among: Collection[str], threshold: float | None) -> Choice | None:
        """What a text is, of some choices; None where it has no line that could say so.

        Args:
            threshold: in place of the chooser's own.
        """
        columns = [at for at, name in enumerate(self.choices) if name in among]
        if not columns or not (lines := opening_lines(text)):
            return None
        scores = self.scores(_features(text, lines))[columns]
        odds = np.exp(scores - scores.max())
        probabilities = odds / odds.sum()
        best = int(probabilities.argmax())
        name, confidence = self.choices[columns[best]], float(probabilities[best])
        if confidence < (self.threshold if threshold is None else threshold) and name != OTHER:
            if OTHER not in among:
                return None
            name, confidence = OTHER, 1.0 - confidence
        return Choice(name, confidence, self._said_by(text, lines, columns[best]))

    def _said_by(self, text: str, lines: Sequence[Place], column: int) -> Place:
        """The line of the title that speaks most for a choice."""
        shown = lines[: len(list(_first([text[start:end] for start, end in lines])))]

        def weight(place: Place) -> float:
            buckets = list(_hash("title", _grams(words_of(text[place[0] : place[1]])[:20])))
            weights = self.weights[buckets, column] * self.rarity[buckets]
            return float(weights.sum()) / math.sqrt(len(buckets) or 1)

        start, end = max(shown, key=weight)
        if end - start > _PLACE_CHARACTERS:
            end = text.rfind(" ", start + 1, start + _PLACE_CHARACTERS)
        return start, end if end > start else start + _PLACE_CHARACTERS


def write_choosers(choosers: Sequence[Chooser]) -> bytes:
    """A file of choosers: arrays in half precision, which the last digits of scores do not need."""
    arrays: dict[str, NDArray[np.generic]] = {}
    described = []
    for number, one in enumerate(choosers):
        described.append(
            {
                "category": one.category,
                "choices": one.choices,
                "sharpness": one.sharpness,
                "threshold": one.threshold,
            }
        )
        for name in ("rarity", "weights", "bias"):
            arrays[f"{name}{number}"] = getattr(one, name).astype(np.float16)
    arrays["choosers"] = np.frombuffer(json.dumps(described).encode(), np.uint8)
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
    return file.getvalue()


def read_choosers(content: bytes) -> tuple[Chooser, ...]:
    """Read what `write_choosers` wrote.

    Raises:
        ModelError: it is no such file.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            described = json.loads(file["choosers"].tobytes())
            return tuple(
                Chooser(
                    category=one["category"],
                    choices=tuple(one["choices"]),
                    sharpness=one["sharpness"],
                    threshold=one["threshold"],
                    **{
                        name: file[f"{name}{number}"].astype(np.float32)
                        for name in ("rarity", "weights", "bias")
                    },
                )
                for number, one in enumerate(described)
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"the choices of a model cannot be read: {error}") from error
