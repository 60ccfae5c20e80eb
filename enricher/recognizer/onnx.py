"""The learned part of recognition: a model bundle, run by ONNX Runtime.

A document's spans depend on its text and the bundle alone. Windows go through the model one by
one and unpadded: dynamic int8 takes its scales from all that is in a run, so that in a padded
batch the neighbours of a window would change its tags, and batching gains nothing at this length.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import onnxruntime
from tokenizers import Tokenizer

from enricher.documents import ModelVersion
from enricher.entities import Span
from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle, open_bundle
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


class OnnxTagger:
    """Finds the categories of a model bundle in texts. Safe to share between threads."""

    def __init__(
        self, bundle: ModelBundle, threads: int = 1, on_window: Callable[[], None] | None = None
    ) -> None:
        """Load the model.

        Args:
            bundle: what `open_bundle` has verified.
            threads: of one run. One per process is best where a process runs per core.
            on_window: is called at each window, some fifty times a second.

        Raises:
            ModelError: the model cannot be loaded, or does not fit its manifest.
        """
        self._bundle = bundle
        self._on_window = on_window
        description = bundle.description
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that wait would else burn the core that another process could use.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._tokenizer = open_tokenizer(bundle.tokenizer_path.read_text(encoding="utf-8"))
            self._session = onnxruntime.InferenceSession(
                str(bundle.model_path),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=SLOW_FUSIONS,
            )
        except Exception as error:  # both libraries raise bare Exception at times
            raise ModelError(f"model {bundle.folder} cannot be loaded: {error}") from error
        before, after = special_tokens(self._tokenizer)
        self._reading = Reading(
            description.window_tokens, description.overlap_tokens, before, after
        )
        self._inputs = [given.name for given in self._session.get_inputs()]
        if unknown := set(self._inputs) - set(INPUTS):
            raise ModelError(
                f"model {bundle.folder} wants {', '.join(sorted(unknown))}, which this version of"
                " enricher does not give: install a newer one"
            )
        self._outputs = description.outputs
        width = self._session.get_outputs()[0].shape[-1]
        if width != self._outputs.width:
            raise ModelError(
                f"model {bundle.folder} gives {width} numbers a word, its"
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
        return self._tokenizer

    def tag(self, text: str, max_characters: int) -> list[Span]:
        """Find entities.

        Args:
            text: of any length.
            max_characters: what lies behind is not read; see `readable_end`.

        Returns:
            All spans in the order of the text, however unsure, with calibrated confidences. None
            begins or ends with a blank, or overlaps another but passages of other categories.
        """
        read = text[: readable_end(text, max_characters)]
        tokens = tokenize(read, self._tokenizer)
        touching = self._bundle.description.touching
        spans = self._outputs.decode(self.logits(tokens), tokens, read, touching)
        confidence = self._bundle.description.confidence
        return [confidence.calibrate(span) for span in spans]

    def logits(self, tokens: Tokens) -> FloatArray:
        """Run the model over a text's windows.

        Returns:
            [words, outputs], see `enricher.recognizer.outputs`.
        """
        return read_windows(tokens, self._reading, self._outputs.width, self._run)

    def _run(self, window: Inputs) -> FloatArray:
        if self._on_window is not None:
            self._on_window()
        inputs = {name: window[name] for name in self._inputs}
        logits: FloatArray = self._session.run(["logits"], inputs)[0]
        return logits
