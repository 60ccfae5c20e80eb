"""How well passages answer a question: a small cross-encoder on the lower layers of the encoder that ships.

    [CLS] question [SEP] passage [SEP] --lower layers--> states --PairHead--> log-odds

Question and passage are read together, so that each word stands beside those that it is compared with. What
was learned is the head alone: each word of the question looks for the word of the passage that is most like
it, where likeness and weight of words are learned; beside that count the words that are the same, the likeness
of both as a whole, and what the first state, which has seen both, says.

Source: late interaction as in ColBERT, Khattab and Zaharia 2020, arXiv 2004.12832.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle
from enricher.recognizer.onnx import OnnxEncoder
from enricher.recognizer.windows import FloatArray, Inputs, IntArray, Reading, Tokens, tokenize

LAYER = 4  # of six: a passage of 130 tokens takes two thirds of the time
QUESTION_TOKENS = 64
PASSAGE_TOKENS = 256
LENGTH = 100.0  # tokens of a passage: its logarithm counts from here
_LEAST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class PairHead:
    """What tells log-odds from the states of a pair.

    Attributes:
        word: [states, n], into the space where words are compared.
        whole: [states, m], into the space where question and passage are.
        weight: [states + 1], by which a word of the question counts, the last of them by itself.
        signs: [5], how much the five signs count, see `signs`; the last is by itself.
        hidden: [states + 1, k], of the first state.
        out: [k].
    """

    word: FloatArray
    whole: FloatArray
    weight: FloatArray
    signs: FloatArray
    hidden: FloatArray
    out: FloatArray

    def log_odds(
        self, first: FloatArray, question: FloatArray, passage: FloatArray, same: FloatArray
    ) -> float:
        """How well a passage answers.

        Args:
            first: [states], of the pair as a whole.
            question: [words, states]; likewise `passage`.
            same: [words of the question], 1 where the passage has the very word.
        """
        weights = np.logaddexp(0.0, question @ self.weight[:-1] + self.weight[-1])
        weights = weights / max(float(weights.sum()), _LEAST)
        alike = _unit(question @ self.word) @ _unit(passage @ self.word).T
        whole = _unit(question.mean(axis=0) @ self.whole) @ _unit(passage.mean(axis=0) @ self.whole)
        length = np.log(len(passage) / LENGTH)
        signs = (weights @ alike.max(axis=1), weights @ same, whole, length, 1.0)
        hidden = np.maximum(first @ self.hidden[:-1] + self.hidden[-1], 0.0)
        return float(np.array(signs) @ self.signs + hidden @ self.out)


class Reranker:
    """Scores passages by how well they answer a question. Safe to share between threads."""

    def __init__(
        self, bundle: ModelBundle, head: PairHead, on_window: Callable[[], None] | None = None
    ) -> None:
        """Load the lower layers.

        Args:
            bundle: the model that the head was made for.

        Raises:
            ModelError: it cannot be loaded.
        """
        self._pairs = PairReader(bundle, on_window)
        self._head = head

    def scores(self, question: str, passages: Sequence[str]) -> FloatArray:
        """The log-odds [passages] that each answers the question; those of a text without words are low."""
        return np.array([self._score(question, one) for one in passages], dtype=np.float32)

    def _score(self, question: str, passage: str) -> float:
        pair = self._pairs.read(question, passage)
        if not len(pair.question) or not len(pair.passage):
            return NOTHING
        return self._head.log_odds(pair.first, pair.question, pair.passage, pair.same)


NOTHING = -10.0  # log-odds of what has no words


@dataclass(frozen=True, slots=True, eq=False)
class PairStates:
    """The states of a question and a passage that were read together, see `PairHead.log_odds`."""

    first: FloatArray
    question: FloatArray
    passage: FloatArray
    same: FloatArray


class PairReader:
    """Reads a question and a passage together."""

    def __init__(self, bundle: ModelBundle, on_window: Callable[[], None] | None = None) -> None:
        self._encoder = OnnxEncoder(bundle, on_window=on_window, layers=(LAYER,), is_cut=True)

    def read(self, question: str, passage: str) -> PairStates:
        asked = tokenize(question, self._encoder.tokenizer)
        told = tokenize(passage, self._encoder.tokenizer)
        asked_ids = asked.ids[:QUESTION_TOKENS]
        told_ids = told.ids[:PASSAGE_TOKENS]
        (states,) = self._encoder.run(pair_inputs(asked, told, self._encoder.reading))
        before, between = len(self._encoder.reading.before), len(self._encoder.reading.after)
        begin = before + len(asked_ids) + between
        return PairStates(
            states[0, 0],
            states[0, before : before + len(asked_ids)],
            states[0, begin : begin + len(told_ids)],
            np.isin(asked_ids, told_ids).astype(np.float32),
        )


def pair_inputs(question: Tokens, passage: Tokens, reading: Reading) -> Inputs:
    """What a model is given of two texts: each as if it stood alone, one behind the other."""

    def joined(one: IntArray, other: IntArray) -> IntArray:
        before, after = (np.zeros(len(side), np.int64) for side in (reading.before, reading.after))
        return np.concatenate((before, one[:QUESTION_TOKENS], after, other[:PASSAGE_TOKENS], after))

    ids = np.concatenate(
        (
            reading.before,
            question.ids[:QUESTION_TOKENS],
            reading.after,
            passage.ids[:PASSAGE_TOKENS],
            reading.after,
        )
    ).astype(np.int64)
    features = {
        name: joined(getattr(question, name), getattr(passage, name))
        for name in ("shapes", "from_start", "from_end")
    }
    return {name: array[np.newaxis] for name, array in {"ids": ids, **features}.items()}


def read_head(content: bytes) -> PairHead:
    """Read what `write_head` wrote.

    Raises:
        ModelError: it is no such file.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            return PairHead(*(file[one.name].astype(np.float32) for one in fields(PairHead)))
    except (OSError, EOFError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"what reranks passages cannot be read: {error}") from error


def write_head(head: PairHead) -> bytes:
    """A file of a head, in half precision."""
    file = io.BytesIO()
    np.savez_compressed(
        file, **{one.name: getattr(head, one.name).astype(np.float16) for one in fields(PairHead)}
    )
    return file.getvalue()


def _unit(rows: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    unit: FloatArray = rows / np.maximum(lengths, _LEAST)
    return unit
