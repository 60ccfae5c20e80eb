"""A bundle becomes a checkpoint again, so that a training can go on from it.

    model.onnx: int8 matrices, their scales, what smoothing moved into them -> weights of the encoder

What comes back is what serves: the weights as they were rounded, within a step of int8 of those that
were trained. `training.export.int8` says how they were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, numpy_helper

from enricher.errors import ModelError
from enricher.recognizer.bundle import ModelBundle
from training.loop.config import TrainingConfig
from training.loop.model import PACKAGED_BACKBONE, Checkpoint, new_checkpoint

_TABLE = "encoder.embeddings.word_embeddings.weight"
_INTEGER = "_output_quantized"  # what onnxruntime adds to the output of a matrix that it quantizes
Arrays = dict[str, NDArray[np.float32]]


def restore_checkpoint(bundle: ModelBundle, config: TrainingConfig) -> Checkpoint:
    """Read the weights of a bundle whose backbone is `PACKAGED_BACKBONE`.

    Raises:
        ModelError: its weights are not those of such a model.
    """
    about = bundle.description
    checkpoint = new_checkpoint(PACKAGED_BACKBONE, about.categories, config, about.passages)
    weights = dict(_weights(onnx.load(str(bundle.model_path)).graph))
    state = checkpoint.model.state_dict()
    other = [
        name for name in state if name not in weights or weights[name].shape != state[name].shape
    ]
    if other:
        raise ModelError(f"{bundle.folder} is no such model: {', '.join(other[:3])} is another")
    checkpoint = replace(checkpoint, joined=about.joined)
    checkpoint.model.load_state_dict(
        {name: torch.from_numpy(weights[name].copy()) for name in state}
    )
    return checkpoint


def _weights(graph: GraphProto) -> Iterator[tuple[str, NDArray[np.float32]]]:
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    if f"{_TABLE}_int8" in stored:
        yield _TABLE, stored[f"{_TABLE}_int8"] * stored[f"{_TABLE}_scale"]
    for name, array in stored.items():
        if name.startswith(("encoder.", "shapes.", "from_", "head.")) and not name.endswith(
            ("_int8", "_scale")
        ):
            yield name, array
    made_by = {output: node for node in graph.node for output in node.output}
    for node in graph.node:
        if node.op_type == "MatMulInteger":
            yield _name_of(node), _matrix(node, stored, made_by)


def _name_of(node: NodeProto) -> str:
    """`/encoder/encoder/layer.0/attention/self/query/MatMul_output_0_output_quantized`."""
    path: str = node.output[0].removesuffix(_INTEGER).rpartition("/MatMul")[0]
    return path.strip("/").replace("/", ".") + ".weight"


def _matrix(node: NodeProto, stored: Arrays, made_by: dict[str, NodeProto]) -> NDArray[np.float32]:
    """The matrix that a node multiplies by, as torch keeps it: [out, in]."""
    quantized, zero = stored[node.input[1]], stored[node.input[3]]
    scale = stored[node.input[1].removesuffix("_quantized") + "_scale"]
    rows = (quantized.astype(np.float32) - zero) * scale
    smoothed = made_by[made_by[node.input[0]].input[0]]  # DynamicQuantizeLinear of it
    if smoothed.op_type == "Mul":
        factor = next(stored[name] for name in smoothed.input if name in stored)
        rows = rows * factor[:, np.newaxis]
    matrix: NDArray[np.float32] = np.ascontiguousarray(rows.T, dtype=np.float32)
    return matrix
