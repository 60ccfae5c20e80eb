"""The learned part of recognition: a model bundle, run by ONNX Runtime.

A document's spans depend on its text and the bundle alone. Windows go through the model one by
one and unpadded: dynamic int8 takes its scales from all that is in a run, so that in a padded
batch the neighbours of a window would change its tags, and batching gains nothing at this length.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import onnxruntime
from tokenizers import Tokenizer

from enricher.documents import ModelVersion
from enricher.documents.boxes import WordBoxes
from enricher.documents.passages import PassageVectors
from enricher.entities import Span
from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle, open_bundle
from enricher.recognizer.layout import LAYOUT_INPUTS
from enricher.recognizer.states import cut_to, layer_output, with_outputs
from enricher.recognizer.vectors import VectorSpace
from enricher.recognizer.windows import (
    INPUTS,
    FloatArray,
    Inputs,
    Reading,
    Tokens,
    open_tokenizer,
    read_windows,
    readable_end,
    special_tokens,
    tokenize,
)

# Adding and normalizing in one step is slower than in two: 16.1 ms a window against 14.1.
SLOW_FUSIONS = ["SkipLayerNormFusion"]


class OnnxEncoder:
    """Runs the windows of texts through the model of a bundle. Safe to share between threads."""

    def __init__(
        self,
        bundle: ModelBundle,
        threads: int = 1,
        on_window: Callable[[], None] | None = None,
        layers: Sequence[int] = (),
        is_cut: bool = False,
    ) -> None:
        """Load the model.

        Args:
            bundle: what `open_bundle` has verified.
            threads: of one run. One per process is best where a process runs per core.
            on_window: is called at each window, some fifty times a second.
            layers: whose states are given beside the logits.
            is_cut: give no logits, and compute no more than the states take.

        Raises:
            ModelError: the model cannot be loaded, or wants what is not known here.
        """
        self._on_window = on_window
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait would else burn the core that another process could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        states = list(map(layer_output, layers))
        try:
            self.tokenizer = open_tokenizer(bundle.tokenizer_path.read_text(encoding="utf-8"))
            self._session = onnxruntime.InferenceSession(
                _model(bundle, states, is_cut),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=SLOW_FUSIONS,
            )
        except Exception as error:  # both libraries raise bare Exception at times
            raise ModelError(f"model {bundle.folder} cannot be loaded: {error}") from error
        description = bundle.description
        self.reading = Reading(
            description.window_tokens, description.overlap_tokens, *special_tokens(self.tokenizer)
        )
        self._inputs = [given.name for given in self._session.get_inputs()]
        told = (*INPUTS, *LAYOUT_INPUTS) if description.layout else INPUTS
        if unknown := set(self._inputs) - set(told):
            raise ModelError(
                f"model {bundle.folder} needs {', '.join(sorted(unknown))}, which this version of"
                " enricher does not provide; install a newer one"
            )
        self._wanted = states if is_cut else ["logits", *states]
        self.width: int = self._session.get_outputs()[0].shape[-1]

    def run(self, window: Inputs) -> list[FloatArray]:
        """The logits [1, tokens, width] of a window, and the states [1, tokens, size] of each layer.

        Of one that is cut the states alone.
        """
        if self._on_window is not None:
            self._on_window()
        inputs = {name: window[name] for name in self._inputs}
        found: list[FloatArray] = self._session.run(self._wanted, inputs)
        return found


def _model(bundle: ModelBundle, states: Sequence[str], is_cut: bool) -> str | bytes:
    """What a session is made of: the file itself where nothing is wanted of it but logits."""
    if is_cut:
        return cut_to(bundle.model_path.read_bytes(), states)
    return (
        with_outputs(bundle.model_path.read_bytes(), states) if states else str(bundle.model_path)
    )


class TextReading(NamedTuple):
    """What one pass through a text finds; passages are None where the model makes no vectors."""

    spans: list[Span]
    passages: PassageVectors | None


class OnnxTagger:
    """Finds the categories of a model bundle in texts. Safe to share between threads."""

    def __init__(
        self,
        bundle: ModelBundle,
        threads: int = 1,
        on_window: Callable[[], None] | None = None,
        space: VectorSpace | None = None,
    ) -> None:
        """Load the model.

        Args:
            bundle, threads, on_window: see `OnnxEncoder`.
            space: where the vectors of passages lie, if they are of this very model.

        Raises:
            ModelError: the model cannot be loaded, or does not fit its manifest.
        """
        self._bundle = bundle
        self._space = space
        description = bundle.description
        self._encoder = OnnxEncoder(bundle, threads, on_window, space.layers if space else ())
        self._outputs = description.outputs
        if self._encoder.width != self._outputs.width:
            raise ModelError(
                f"model {bundle.folder} gives {self._encoder.width} numbers a word, its"
                f" {len(description.categories)} categories need {self._outputs.width}"
            )

    @classmethod
    def open(cls, folder: Path, threads: int = 1) -> OnnxTagger:
        """Verify and load the bundle in a folder."""
        return cls(open_bundle(folder), threads)

    @property
    def categories(self) -> tuple[str, ...]:
        return self._bundle.description.categories

    @property
    def version(self) -> ModelVersion:
        return self._bundle.version

    @property
    def tokenizer(self) -> Tokenizer:
        """Splits texts into the words that spans are made of."""
        return self._encoder.tokenizer

    @property
    def makes_vectors(self) -> bool:
        return self._space is not None

    @property
    def reads_layout(self) -> bool:
        """Whether it is told where words stand."""
        return bool(self._bundle.description.layout)

    def tag(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> list[Span]:
        """Find entities; see `read`."""
        return self.read(text, max_characters, boxes).spans

    def read(self, text: str, max_characters: int, boxes: WordBoxes | None = None) -> TextReading:
        """Find entities, and in the same pass the vectors of passages.

        Args:
            text: of any length.
            max_characters: what lies behind is not read; see `readable_end`.
            boxes: where its words stand; a model without layout does not look at it.

        Returns:
            All spans in the order of the text, however unsure, with calibrated confidences. None
            begins or ends with a blank, or overlaps another but passages of other categories.
        """
        read = text[: readable_end(text, max_characters)]
        tokens = tokenize(read, self.tokenizer)
        if self.reads_layout:
            tokens = tokens.laid_out(boxes)
        touching = self._bundle.description.touching
        gathering = self._space.gather(read, tokens, self._encoder.reading) if self._space else None
        logits = self._logits(tokens, gathering.add if gathering else _forget)
        spans = self._outputs.decode(logits, tokens, read, touching)
        confidence = self._bundle.description.confidence
        return TextReading(
            [confidence.calibrate(span) for span in spans],
            gathering.passages() if gathering else None,
        )

    def logits(self, tokens: Tokens) -> FloatArray:
        """Run the model over a text's windows.

        Returns:
            [words, outputs], see `enricher.recognizer.outputs`.
        """
        return self._logits(tokens, _forget)

    def _logits(
        self, tokens: Tokens, on_states: Callable[[Sequence[FloatArray]], None]
    ) -> FloatArray:
        def run(window: Inputs) -> FloatArray:
            logits, *states = self._encoder.run(window)
            on_states(states)
            return logits

        return read_windows(tokens, self._encoder.reading, self._outputs.width, run)


def _forget(states: Sequence[FloatArray]) -> None:
    pass
