"""Ways to make a model smaller and faster, and what each costs in what is found.

    checkpoint -> float32 ONNX -> each way -> size, speed, spans that change, loss of entity F1

One way ships (`training.export.int8`); this is the comparison that it was chosen by. Weight-only int8
needs `onnx-ir` and OpenVINO needs `openvino`, which nothing else does: without them they are left out.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from enricher.recognizer.onnx import SLOW_FUSIONS
from enricher.recognizer.windows import INPUTS, FloatArray, Inputs
from training.dataset.tags import LabeledText
from training.evaluation.scores import KeptSpans, evaluate_entities
from training.export.bundle import Run, WindowTagger
from training.export.int8 import export_onnx, quantize, quietly, some_windows
from training.loop.model import Checkpoint

FITTED_TEXTS = 32
ROUNDS = 3  # of timing, each way in turn; the fastest counts
TIMED_WINDOWS = 60
STATIC_WINDOWS = 16  # all activations of all of them are held in memory
BITS, BLOCK = 8, 128  # of weight-only quantization


@dataclass(frozen=True, slots=True)
class Way:
    """One way to run a model: what runs a window, and the megabytes of its file."""

    name: str
    run: Run
    megabytes: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a way does beside float32.

    Attributes:
        speed: tokens in a second, by those of float32.
        changed: spans that it finds and float32 does not, or the other way round.
        spans: those of float32.
        loss: of entity F1; negative where it does better.
    """

    way: Way
    speed: float
    changed: int
    spans: int
    loss: float


def compare_ways(
    checkpoint: Checkpoint,
    seen: Sequence[LabeledText],
    unseen: Sequence[LabeledText],
    touching: float,
    folder: Path,
) -> list[Comparison]:
    """Make each model, time it, and hold what it finds against float32.

    Args:
        checkpoint: what was trained.
        seen: texts of its training, on which what needs it is fitted.
        unseen: texts that it is scored on.
        touching: see `ModelDescription`.
        folder: takes the models.
    """
    windows = some_windows(checkpoint, [text.text for text in seen[:FITTED_TEXTS]])
    ways = list(_ways(checkpoint, windows, folder))
    speeds = _speeds(ways, some_windows(checkpoint, [text.text for text in unseen]))
    tokenizer = checkpoint.tokenizer
    f1, found = {}, {}
    for way in ways:
        kept = _read(WindowTagger(checkpoint, way.run, touching), unseen)
        f1[way.name] = evaluate_entities(unseen, kept, tokenizer).micro.f1
        found[way.name] = {
            (text, span.start, span.end, span.category)
            for text, spans in kept.spans.items()
            for span in spans
        }
    full = ways[0].name
    return [
        Comparison(
            way,
            speeds[way.name] / speeds[full],
            len(found[way.name] ^ found[full]),
            len(found[full]),
            f1[full] - f1[way.name],
        )
        for way in ways
    ]


def _ways(checkpoint: Checkpoint, windows: Sequence[Inputs], folder: Path) -> Iterator[Way]:
    full, prepared = folder / "full.onnx", folder / "prepared.onnx"
    export_onnx(checkpoint, full)
    yield _onnx_way("float32", full)
    with quietly():
        quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
        path = folder / "dynamic.onnx"
        quantize_dynamic(str(prepared), str(path), **_INT8)
    yield _onnx_way("dynamic int8", path)
    path = folder / "smoothed.onnx"
    quantize(full, path, windows)
    yield _onnx_way("dynamic int8, smoothed (ships)", path)
    for name, method in (
        ("static int8, least and greatest", CalibrationMethod.MinMax),
        ("static int8, percentiles", CalibrationMethod.Percentile),
    ):
        path = folder / f"static-{method.name}.onnx"
        with quietly():
            quantize_static(
                str(prepared),
                str(path),
                _Windows(windows[:: max(1, len(windows) // STATIC_WINDOWS)]),
                activation_type=QuantType.QUInt8,
                calibrate_method=method,
                **_INT8,
            )
        yield _onnx_way(name, path)
    yield from _weight_only(prepared, folder / "weights.onnx")
    yield from _openvino(full)


_INT8: dict[str, Any] = {
    "op_types_to_quantize": ["MatMul"],
    "per_channel": True,
    "weight_type": QuantType.QInt8,
    "extra_options": {"MatMulConstBOnly": True},
}


def _weight_only(prepared: Path, path: Path) -> Iterator[Way]:
    try:
        module = importlib.import_module("onnxruntime.quantization.matmul_nbits_quantizer")
    except ImportError:
        return
    with quietly():
        made = module.MatMulNBitsQuantizer(
            str(prepared), bits=BITS, block_size=BLOCK, is_symmetric=True, accuracy_level=4
        )
        made.process()
        made.model.save_model_to_file(str(path))
    yield _onnx_way("weight-only int8", path)


def _openvino(full: Path) -> Iterator[Way]:
    try:
        openvino = importlib.import_module("openvino")
    except ImportError:
        return
    for name, kind in (("OpenVINO float32", "f32"), ("OpenVINO bfloat16", "bf16")):
        compiled = openvino.Core().compile_model(
            str(full), "CPU", {"INFERENCE_PRECISION_HINT": kind, "INFERENCE_NUM_THREADS": 1}
        )

        def run(window: Inputs, model: Any = compiled) -> FloatArray:
            logits: FloatArray = model(dict(window))[0]
            return logits

        yield Way(name, run, full.stat().st_size / 1e6)


def _onnx_way(name: str, path: Path) -> Way:
    return Way(name, open_run(path), path.stat().st_size / 1e6)


def open_run(path: Path, threads: int = 1) -> Run:
    """What runs an exported model."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW_FUSIONS
    )

    def run(window: Inputs) -> FloatArray:
        logits: FloatArray = session.run(["logits"], dict(window))[0]
        return logits

    return run


class _Windows(CalibrationDataReader):  # type: ignore[misc]  # the base class has no types
    def __init__(self, windows: Iterable[Inputs]) -> None:
        self._windows = iter(windows)

    def get_next(self) -> dict[str, Any] | None:
        window = next(self._windows, None)
        return None if window is None else {name: window[name] for name in INPUTS}


def _speeds(ways: Sequence[Way], windows: Sequence[Inputs]) -> Mapping[str, float]:
    """Tokens in a second on one thread; ways take turns, so that other load hits all alike."""
    chosen = [
        windows[index] for index in np.linspace(0, len(windows) - 1, TIMED_WINDOWS, dtype=int)
    ]
    tokens = sum(window["ids"].shape[1] for window in chosen)
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for way in ways:
            way.run(chosen[0])
            started = time.perf_counter()
            for window in chosen:
                way.run(window)
            speed = tokens / (time.perf_counter() - started)
            best[way.name] = max(best.get(way.name, 0.0), speed)
    return best


def _read(tagger: WindowTagger, texts: Iterable[LabeledText]) -> KeptSpans:
    spans = {text.text: tagger.tag(text.text, len(text.text)) for text in texts}
    return KeptSpans(tagger.categories, spans)
