"""What turns texts into vectors by a folder of sentence-transformers.

    passage, question --prompt before it--> tokens --parts that fit--> states --pooling--> vectors, averaged

Each passage is read by itself, and one after the other: dynamic int8 takes its scales from all that is in
a run, so that in a batch the neighbours of a passage would change its vector.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import normalizers

from enricher.documents.passages import PassageVectors
from enricher.errors import ModelError
from enricher.recognizer.sentence_folder import SentenceFolder, unit
from enricher.recognizer.vectors import UNIT
from enricher.recognizer.windows import FloatArray, IntArray, open_tokenizer, special_tokens
from enricher.text.passages import split_passages

_KNOWN_INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_STATES = ("last_hidden_state", "token_embeddings")
_TRIAL_TOKENS = 512  # at which a folder is tried; what reads more would take seconds


class _Part(NamedTuple):
    """Tokens that go through the model together.

    Attributes:
        ids: with special tokens, and those of what stands before the text.
        skipped: the first states that do not count.
        words: how many of the tokens are the text's.
    """

    ids: IntArray
    skipped: int
    words: int


class SentenceEncoder:
    """Makes vectors. Safe to share between threads."""

    def __init__(
        self, folder: SentenceFolder, on_window: Callable[[], None] | None = None, threads: int = 1
    ) -> None:
        """Load the model.

        Args:
            on_window: is called at each step through a text.
            threads: of one run.

        Raises:
            ModelError: it cannot be loaded, or wants what is not known here.
        """
        self._folder = folder
        self._on_window = on_window
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            tokenizer = open_tokenizer(folder.tokenizer.read_text(encoding="utf-8"))
            self._session = onnxruntime.InferenceSession(
                str(folder.model), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both libraries raise bare Exception at times
            raise ModelError(f"{folder.path} cannot be loaded: {error}") from error
        if folder.is_lowercase:
            own = [] if tokenizer.normalizer is None else [tokenizer.normalizer]
            tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), *own])
        self._tokenizer = tokenizer
        self._before, self._after = special_tokens(tokenizer)
        inputs = {one.name: one.type for one in self._session.get_inputs()}
        if unknown := set(inputs) - set(_KNOWN_INPUTS):
            raise ModelError(f"{folder.model} wants {', '.join(sorted(unknown))}: not supported")
        self._inputs = {
            name: np.int32 if kind == "tensor(int32)" else np.int64 for name, kind in inputs.items()
        }
        outputs = [one.name for one in self._session.get_outputs() if len(one.shape) == 3]
        if not outputs:
            raise ModelError(f"{folder.model} gives no states of tokens, as last_hidden_state is")
        self._output = next((one for one in _STATES if one in outputs), outputs[0])

    @property
    def name(self) -> str:
        """What the vectors are kept under; those of another name do not compare."""
        return self._folder.name

    def passages(self, text: str) -> PassageVectors:
        """All passages of a text, each with its vector; of one without words a row of zeros."""
        places = tuple((one.start, one.end) for one in split_passages(text))
        rows = [self._rounded(self.passage(text[start:end])).tobytes() for start, end in places]
        return PassageVectors(self.name, places, b"".join(rows))

    def passage(self, text: str) -> FloatArray | None:
        """The vector [dimensions] of a passage, of unit length; of one that fits no window, of all its parts.

        None where it has no words.
        """
        return self._vector(list(self._parts(text, self._folder.passage_prompt)))

    def question(self, text: str) -> NDArray[np.int8]:
        """The vector [dimensions] of a question, of which one window is read; zeros of one without words."""
        parts = list(self._parts(text, self._folder.question_prompt))
        return self._rounded(self._vector(parts[:1]))

    def windows(self, text: str) -> list[IntArray]:
        """What the model is given of a passage: tokens [1, tokens] of one window after the other."""
        parts = self._parts(text, self._folder.passage_prompt)
        return [one.ids[np.newaxis] for one in parts]

    def check(self) -> None:
        """Read a text that fills a window.

        Raises:
            ModelError: the model does not fit what its folder says.
        """
        tokens = min(self._folder.window_tokens, _TRIAL_TOKENS)
        try:
            vector = self.passage("word " * tokens)
        except ModelError:
            raise
        except Exception as error:  # ONNX Runtime raises its own, NumPy where sizes differ
            raise ModelError(f"{self._folder.path} does not work: {error}") from error
        if vector is None or not np.isfinite(vector).all() or not vector.any():
            raise ModelError(f"{self._folder.path} does not work: its vectors are no numbers")
        if len(vector) != self._folder.dimensions:
            raise ModelError(
                f"{self._folder.path} makes vectors of {len(vector)} numbers and says"
                f" {self._folder.dimensions}"
            )

    def _parts(self, text: str, prompt: str) -> Iterator[_Part]:
        """What fits a window each, all about as long; nothing for a text without words."""
        encoding = self._tokenizer.encode(prompt + text, add_special_tokens=False)
        ids = np.array(encoding.ids, dtype=np.int64)
        asked = sum(end <= len(prompt) for _, end in encoding.offsets) if prompt else 0
        lead = np.concatenate((self._before, ids[:asked])).astype(np.int64)
        inner = self._folder.window_tokens - len(lead) - len(self._after)
        if inner < 1:
            raise ModelError(f"{self._folder.path} reads fewer tokens than stand before a text")
        words = ids[asked:]
        if not len(words):
            return
        skipped = len(lead) if prompt and not self._folder.pooling.has_prompt else 0
        for part in np.array_split(words, -(-len(words) // inner)):
            whole = np.concatenate((lead, part, self._after)).astype(np.int64)
            yield _Part(whole, skipped, len(part))

    def _vector(self, parts: Sequence[_Part]) -> FloatArray | None:
        if not parts:
            return None
        vectors = [unit(self._folder.vector(self._run(one)[one.skipped :])) for one in parts]
        if len(vectors) == 1:
            return vectors[0]
        weights = [one.words for one in parts]
        return unit(np.average(vectors, axis=0, weights=weights).astype(np.float32))

    def _run(self, part: _Part) -> FloatArray:
        """The states [tokens, size]."""
        if self._on_window is not None:
            self._on_window()
        ids = part.ids[np.newaxis]
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        inputs = {name: given[name].astype(kind) for name, kind in self._inputs.items()}
        (states,) = self._session.run([self._output], inputs)
        found: FloatArray = states[0].astype(np.float32)
        return found

    def _rounded(self, vector: FloatArray | None) -> NDArray[np.int8]:
        if vector is None:
            return np.zeros(self._folder.dimensions, np.int8)
        rounded: NDArray[np.int8] = np.rint(UNIT * vector).astype(np.int8)
        return rounded
