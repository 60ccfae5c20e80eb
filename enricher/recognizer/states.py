"""The states that the layers of an encoder leave, out of a model that gives logits alone.

A bundle never changes, so what its graph gives besides is added when it is loaded. Messages of protobuf
merge where one stands behind the other: `{graph: {output: [{name: ...}]}}` behind the bytes of a model adds
outputs to its graph. The logits stay the same to the bit, and cost the same. ONNX Runtime computes all of a
graph, so where the lower layers are enough the nodes above them are left out.

Source: protobuf.dev/programming-guides/encoding, "Last One Wins"; field numbers as in onnx.proto3.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

_GRAPH = 7  # of ModelProto
_NODE, _OUTPUT = 1, 12  # of GraphProto
_NODE_INPUT, _NODE_OUTPUT = 1, 2  # of NodeProto
_NAME = 1  # of ValueInfoProto
_BYTES = 2  # how a field with a length before it is written


def layer_output(layer: int) -> str:
    """What a layer leaves, as `training.export` names it; the first layer is 1."""
    return f"/encoder/encoder/layer.{layer - 1}/output/LayerNorm/LayerNormalization_output_0"


def with_outputs(model: bytes, names: Iterable[str]) -> bytes:
    """A model of ONNX that also gives what goes by these names in its graph."""
    outputs = (_field(_OUTPUT, _field(_NAME, name.encode())) for name in names)
    return model + _field(_GRAPH, b"".join(outputs))


def cut_to(model: bytes, names: Sequence[str]) -> bytes:
    """A model of ONNX that gives nothing but what goes by these names, and computes no more than that takes."""
    return b"".join(
        _field(_GRAPH, _cut_graph(one.content, names)) if one.number == _GRAPH else one.whole
        for one in _fields(model)
    )


def _cut_graph(graph: bytes, names: Sequence[str]) -> bytes:
    wanted = set(names)
    kept = []
    for one in reversed(list(_fields(graph))):  # nodes stand behind those that they take from
        if one.number == _NODE:
            ends = list(_fields(one.content))
            if wanted.isdisjoint(
                end.content.decode() for end in ends if end.number == _NODE_OUTPUT
            ):
                continue
            wanted |= {end.content.decode() for end in ends if end.number == _NODE_INPUT}
        if one.number != _OUTPUT:
            kept.append(one.whole)
    outputs = (_field(_OUTPUT, _field(_NAME, name.encode())) for name in names)
    return b"".join((*reversed(kept), *outputs))


class _Field(NamedTuple):
    """A field as it is written; `content` is empty where it is a number."""

    number: int
    whole: bytes
    content: bytes


def _fields(message: bytes) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        begin = at
        match key & 7:
            case 0:
                begin = _read_varint(message, at)[1]
                at = begin
            case 1:
                begin = at = at + 8
            case 5:
                begin = at = at + 4
            case _:
                size, begin = _read_varint(message, at)
                at = begin + size
        yield _Field(key >> 3, message[start:at], message[begin:at])


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    """A number, and where it ends."""
    number = shift = 0
    while True:
        number |= (message[at] & 127) << shift
        shift += 7
        at += 1
        if message[at - 1] < 128:
            return number, at


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _varint(number: int) -> bytes:
    found = bytearray()
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    return bytes([*found, number])
