"""Which field or clause a question asks for, told from the states of the encoder that ships.

question --encoder--> means of states --+-- softmax over the categories that ship, and none of them
                                        +-- vector: likeness to the name and the words of a category of
                                            one's own
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from enricher.errors import ModelError
from enricher.query.questions import Topic
from enricher.recognizer.embedder import Embedder
from enricher.recognizer.vectors import UNIT
from enricher.recognizer.windows import FloatArray
from enricher.schema import Category, EntitySchema
from enricher.search.language.mention import split_name

LEAST = 0.15  # less likely topics are none
MOST = 4
NONE = ""
_LIKENESS = (
    0.45,
    12.0,
)  # of a question to a category's words: where it is as likely as not, how steep


@dataclass(frozen=True, slots=True, eq=False)
class TopicWeights:
    """A softmax.

    Attributes:
        categories: in the order of the columns; `NONE` for questions about something else.
        weights: [states, categories].
        bias: [categories].
    """

    categories: tuple[str, ...]
    weights: FloatArray
    bias: FloatArray

    def probabilities(self, means: FloatArray) -> dict[str, float]:
        odds = means @ self.weights + self.bias
        odds = np.exp(odds - odds.max())
        return dict(zip(self.categories, (odds / odds.sum()).tolist(), strict=True))


class TopicModel:
    """Tells the topics of questions by a schema. Safe to share between threads."""

    def __init__(self, embedder: Embedder, weights: TopicWeights) -> None:
        self._embedder = embedder
        self._weights = weights
        self._described: dict[str, NDArray[np.int8]] = {}

    def topics(self, question: str, schema: EntitySchema) -> tuple[Topic, ...]:
        """Which categories of a schema a question asks for, the surest first."""
        known = self._weights.probabilities(self._embedder.means(question))
        found = {name: sure for name, sure in known.items() if name in schema}
        own = [one for one in schema.categories if one.name not in known]
        found |= dict(zip((one.name for one in own), self._like(question, own), strict=True))
        ordered = sorted(found.items(), key=lambda one: -one[1])[:MOST]
        return tuple(Topic(name, sure) for name, sure in ordered if sure >= LEAST)

    def _like(self, question: str, own: Sequence[Category]) -> list[float]:
        """How likely a question asks for each of some categories by their words."""
        if not own:
            return []
        words = list(map(words_of, own))
        self._described |= {
            one: self._embedder.question(one) for one in words if one not in self._described
        }
        described = np.stack([self._described[one] for one in words]).astype(np.float32)
        vector = self._embedder.question(question).astype(np.float32)
        middle, steepness = _LIKENESS
        sure: list[float] = (
            1 / (1 + np.exp(steepness * (middle - described @ vector / UNIT**2)))
        ).tolist()
        return sure


def words_of(category: Category) -> str:
    """What a category is called and what it is, as `payment terms. When an invoice is due.` does."""
    name = " ".join(split_name(category.name))
    return f"{name}. {category.description}".strip()


def read_topics(content: bytes) -> TopicWeights:
    """Read what `write_topics` wrote.

    Raises:
        ModelError: it is no such file.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return TopicWeights(
                tuple(json.loads(file["categories"].tobytes())),
                file["weights"].astype(np.float32),
                file["bias"].astype(np.float32),
            )
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"what tells topics cannot be read: {error}") from error


def write_topics(categories: Sequence[str], weights: FloatArray, bias: FloatArray) -> bytes:
    """A file of the softmax, in half precision."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        categories=np.frombuffer(json.dumps(list(categories)).encode(), np.uint8),
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float16),
    )
    return file.getvalue()
