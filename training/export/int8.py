"""A checkpoint becomes an ONNX model of a quarter of its size.

    Checkpoint -> full.onnx (float32, no pooler, no mask)
        -> the table of word pieces in int8, a scale per row
        -> activations smoothed: their outliers move into the weights
        -> matrices in int8, a scale per column; activations quantized as they come

The exported graph reads one unpadded window, and without padding it needs no mask.

Plain dynamic quantization changes a tenth of this backbone's spans: a few channels of the
activations are ten times as large as the rest, and the one scale of a run is theirs. Smoothing
leaves a third of that at no cost in time. (Weight-only int8, MatMulNBits, changes none and is half
as fast. The scale per row of the word table costs nothing.)

Source: SmoothQuant, Xiao et al. 2023, arXiv 2211.10438, formula 4.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from numpy.typing import NDArray
from onnx import GraphProto, ModelProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

from enricher.documents.boxes import WordBoxes
from enricher.recognizer.layout import LAYOUT_INPUTS, MARKS, NEAR
from enricher.recognizer.windows import INPUTS, Inputs, plan_windows, tokenize, window_inputs
from training.loop.model import Checkpoint

OPSET = 17
SMOOTHING = 0.8  # how much of an outlier moves; least change of logits of 0.5 to 1.0 on a fold
TABLE_ROWS = 1000  # smaller tables (shapes, positions) stay in float32
LEAST = 1e-5  # stands for a scale of zero


def export_onnx(checkpoint: Checkpoint, path: Path) -> None:
    """Write the model in float32, with its inputs going in and `logits` coming out."""
    example = torch.ones((1, 16), dtype=torch.int64)
    examples = dict.fromkeys(INPUTS, example)
    if checkpoint.layout:
        widths = (MARKS, NEAR, NEAR)
        examples |= {
            name: example[..., None].repeat(1, 1, width)
            for name, width in zip(LAYOUT_INPUTS, widths, strict=True)
        }
    axes = {1: "tokens"}
    with quietly():
        # The newer exporter (dynamo=True) needs onnxscript beside onnx; this one is deprecated
        # since torch 2.9, and works.
        torch.onnx.export(
            checkpoint.model.eval(),
            tuple(examples.values()),
            str(path),
            input_names=list(examples),
            output_names=["logits"],
            dynamic_axes=dict.fromkeys((*examples, "logits"), axes),
            opset_version=OPSET,
            dynamo=False,
        )


def quantize(full: Path, small: Path, windows: Iterable[Inputs]) -> None:
    """Write a float32 model anew with its weights in int8.

    Args:
        full: what `export_onnx` wrote.
        small: where the result goes; its folder also takes what lies between.
        windows: some that show how large activations get.
    """
    prepared = small.with_suffix(".prepared.onnx")
    with quietly():
        quant_pre_process(str(full), str(prepared), skip_symbolic_shape=True)
        model = onnx.load(str(prepared))
        smooth(model.graph, largest_activations(model, windows))
        quantize_tables(model.graph)
        onnx.save(model, str(prepared))
        del model  # what follows reads it anew, and holds it twice
        quantize_dynamic(
            str(prepared),
            str(small),
            op_types_to_quantize=["MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    prepared.unlink()


def some_windows(
    checkpoint: Checkpoint, texts: Iterable[str], boxes: Mapping[str, WordBoxes] = {}
) -> list[Inputs]:
    """The first, the middle and the last window of each text, as the model reads it.

    Activations differ along a text: fitted on first windows alone, logits change by an eighth more.

    Args:
        boxes: where words stand, by text, for a checkpoint that is told so.
    """
    reading = checkpoint.reading
    inner = reading.window_tokens - len(reading.before) - len(reading.after)
    windows = []
    for text in texts:
        tokens = tokenize(text, checkpoint.tokenizer)
        if checkpoint.layout:
            tokens = tokens.laid_out(boxes.get(text))
        planned = list(plan_windows(len(tokens.ids), inner, reading.overlap_tokens))
        for place in sorted({0, len(planned) // 2, len(planned) - 1} if planned else ()):
            window = planned[place]
            windows.append(window_inputs(tokens, window.start, window.end, reading))
    return windows


def largest_activations(
    model: ModelProto, windows: Iterable[Inputs]
) -> dict[str, NDArray[np.float32]]:
    """The greatest magnitude, per channel, of what goes into each matrix multiplication."""
    names = list(_weighted(model.graph))
    # Watched for a while, in place: a copy would be one more model in memory.
    given = len(model.graph.output)
    model.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    del model.graph.output[given:]
    largest: dict[str, NDArray[np.float32]] = {}
    for window in windows:
        for name, activation in zip(names, session.run(names, dict(window)), strict=True):
            seen = np.abs(activation).max(axis=(0, 1))
            largest[name] = np.maximum(largest.get(name, seen), seen)
    return largest


def smooth(graph: GraphProto, largest: dict[str, NDArray[np.float32]]) -> None:
    """Divide each channel that goes into a matrix by a factor, and multiply its row by it."""
    weights = {tensor.name: tensor for tensor in graph.initializer}
    for number, (name, nodes) in enumerate(_weighted(graph).items()):
        rows = [numpy_helper.to_array(weights[node.input[1]]) for node in nodes]
        heaviest = np.max([np.abs(row).max(axis=1) for row in rows], axis=0)
        factor = np.maximum(largest[name], LEAST) ** SMOOTHING / np.maximum(heaviest, LEAST) ** (
            1 - SMOOTHING
        )
        factor = (factor / np.exp(np.log(factor).mean())).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(1 / factor, f"smoothing_{number}"))
        smoothed = f"smoothed_{number}"
        _insert(graph, nodes[0], helper.make_node("Mul", [name, f"smoothing_{number}"], [smoothed]))
        for node, row in zip(nodes, rows, strict=True):
            tensor = weights[node.input[1]]
            tensor.CopyFrom(numpy_helper.from_array(row * factor[:, np.newaxis], tensor.name))
            node.input[0] = smoothed


def quantize_tables(graph: GraphProto) -> None:
    """Home large embedding tables in int8 with a scale per row."""
    tables = {tensor.name: tensor for tensor in graph.initializer}
    for node in list(graph.node):
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or len(table.dims) != 2 or table.dims[0] < TABLE_ROWS:
            continue
        values = numpy_helper.to_array(table)
        scales = np.maximum(np.abs(values).max(axis=1, keepdims=True), LEAST) / 127
        small = np.rint(values / scales).astype(np.int8)
        name, (indices, output) = table.name, (node.input[1], node.output[0])
        graph.initializer.remove(table)
        graph.initializer.append(numpy_helper.from_array(small, f"{name}_int8"))
        graph.initializer.append(
            numpy_helper.from_array(scales.astype(np.float32), f"{name}_scale")
        )
        _insert(
            graph,
            node,
            helper.make_node("Gather", [f"{name}_int8", indices], [f"{output}_int8"]),
            helper.make_node("Gather", [f"{name}_scale", indices], [f"{output}_scale"]),
            helper.make_node("Cast", [f"{output}_int8"], [f"{output}_float"], to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{output}_float", f"{output}_scale"], [output]),
        )
        graph.node.remove(node)


def _weighted(graph: GraphProto) -> dict[str, list[NodeProto]]:
    """The multiplications by stored matrices, by the name of what they multiply."""
    stored = {tensor.name for tensor in graph.initializer}
    nodes: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in stored:
            nodes.setdefault(node.input[0], []).append(node)
    return nodes


def _insert(graph: GraphProto, before: NodeProto, *nodes: NodeProto) -> None:
    place = list(graph.node).index(before)
    for offset, node in enumerate(nodes):
        graph.node.insert(place + offset, node)


@contextmanager
def quietly() -> Iterator[None]:
    """Keep the libraries' notes on deprecation and traced constants from the user."""
    level = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)
