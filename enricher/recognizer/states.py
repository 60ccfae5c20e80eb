"""The states that the layers of an encoder leave, out of a model that gives logits alone.

A bundle never changes, so what its graph gives besides is added when it is loaded. Messages of protobuf
merge where one stands behind the other: `{graph: {output: [{name: ...}]}}` behind the bytes of a model adds
outputs to its graph. The logits stay the same to the bit, and cost the same.

Source: protobuf.dev/programming-guides/encoding, "Last One Wins"; field numbers as in onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterable

_GRAPH = 7  # of ModelProto
_OUTPUT = 12  # of GraphProto
_NAME = 1  # of ValueInfoProto
_BYTES = 2  # how a field with a length before it is written


def layer_output(layer: int) -> str:
    """What a layer leaves, as `training.export` names it; the first layer is 1."""
    return f"/encoder/encoder/layer.{layer - 1}/output/LayerNorm/LayerNormalization_output_0"


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """A model of ONNX that also gives what goes by these names in its graph."""
    outputs = (_field(_OUTPUT, _field(_NAME, name.encode())) for name in names)
    return model + _field(_GRAPH, b"".join(outputs))


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])
