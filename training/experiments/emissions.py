"""What the models of a cross-validation's folds say of words, kept from run to run.

    fold -> float32 ONNX -> int8 ONNX, as published -> logits of the words of texts -> files

Reading takes nearly all of the time; what can be made of it is tried out afterwards.
"""

from __future__ import annotations

import hashlib
import logging
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import numpy as np
from tokenizers import Tokenizer

from enricher.recognizer.bundle import text_key
from enricher.recognizer.decode import tag_names
from enricher.recognizer.windows import FloatArray, Tokens, read_windows, tokenize
from training.dataset.tags import LabeledText
from training.experiments.folds import Fold
from training.experiments.quantization import open_run
from training.export.bundle import CALIBRATION_TEXTS, Run
from training.export.int8 import export_onnx, quantize, some_windows

logger = logging.getLogger(__name__)

Precision = Literal["float32", "int8"]
THREADS = 2


class FoldModel:
    """A fold's model as it is exported, in one precision."""

    def __init__(self, fold: Fold, precision: Precision, kept: Path) -> None:
        """Load the checkpoint.

        Args:
            fold: one that is trained.
            precision: int8 is made as what ships is.
            kept: takes the exported models and the logits, by the weights that they come from.
        """
        self._checkpoint = fold.checkpoint()
        self._seen = fold.seen
        self._precision = precision
        self._folder = kept / _key(fold) / precision
        self._run: Run | None = None

    @property
    def tokenizer(self) -> Tokenizer:
        return self._checkpoint.tokenizer

    @property
    def categories(self) -> tuple[str, ...]:
        return self._checkpoint.categories

    def logits(self, texts: Iterable[LabeledText]) -> list[FloatArray]:
        """The logits of each text's words, [words, tags], of which those read before are kept."""
        return [self._kept(text) for text in texts]

    def read(self, tokens: Tokens) -> FloatArray:
        """Run the model over a text's windows."""
        return read_windows(
            tokens, self._checkpoint.reading, len(tag_names(self.categories)), self.run
        )

    @property
    def run(self) -> Run:
        if self._run is None:
            self._run = open_run(self._exported(), THREADS)
        return self._run

    def _kept(self, text: LabeledText) -> FloatArray:
        path = self._folder / f"{text_key(text.text)}.npy"
        if path.exists():
            kept: FloatArray = np.load(path)
            return kept
        logits = self.read(tokenize(text.text, self.tokenizer))
        _write_whole(path, logits)
        return logits

    def _exported(self) -> Path:
        path = self._folder / "model.onnx"
        if path.exists():
            return path
        logger.info("exporting model=%s precision=%s", self._folder.parent.name, self._precision)
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=self._folder) as place:
            made = Path(place) / "full.onnx"
            export_onnx(self._checkpoint, made)
            if self._precision == "int8":
                full, made = made, Path(place) / "small.onnx"
                texts = [text.text for text in self._seen[:CALIBRATION_TEXTS]]
                quantize(full, made, some_windows(self._checkpoint, texts))
            made.replace(path)
        return path


def _key(fold: Fold) -> str:
    """Tells the weights of a fold from those of another training."""
    digest = hashlib.sha256()
    for path in sorted(fold.folder.glob("encoder/*.safetensors")):
        digest.update(path.read_bytes())
    digest.update((fold.folder / "head.safetensors").read_bytes())
    return digest.hexdigest()[:16]


def _write_whole(path: Path, logits: FloatArray) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}.part")  # another run may read the same text
    with unfinished.open("wb") as file:
        np.save(file, logits)
    unfinished.replace(path)
