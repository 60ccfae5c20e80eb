"""Lines of values in a JSON text, which Python's parser does not keep.

Looked up only when something is wrong: one walk over the text for all paths, what lies beside
them skipped by the parser itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

JsonPath = tuple[str | int, ...]

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()

_Tree = dict[str | int, "_Tree"]


def lines_of(text: str, paths: Iterable[JsonPath]) -> dict[JsonPath, int]:
    """The 1-based lines that values begin in; where a path leads to nothing, its last value's.

    Args:
        text: JSON that `json.loads` took.
    """
    wanted = list(paths)
    tree: _Tree = {}
    for path in wanted:
        branch = tree
        for step in path:
            branch = branch.setdefault(step, {})
    found: dict[JsonPath, int] = {}
    _walk(text, _skip(text, 0), tree, (), found)
    starts = {}
    for path in wanted:
        known = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in found)
        starts[path] = found[known]
    lines: dict[int, int] = {}
    line, before = 1, 0
    for start in sorted(set(starts.values())):
        line += text.count("\n", before, start)
        lines[start], before = line, start
    return {path: lines[start] for path, start in starts.items()}


def _walk(text: str, at: int, tree: _Tree, path: JsonPath, found: dict[JsonPath, int]) -> int:
    """Note where the values of a branch begin; the end of the value at `at`."""
    found[path] = at
    if not tree or text[at] not in "{[":
        return _DECODER.raw_decode(text, at)[1]
    is_object = text[at] == "{"
    at, count = _skip(text, at + 1), 0
    while text[at] not in "}]":
        step: str | int = count
        if is_object:
            step, at = _DECODER.raw_decode(text, at)
            at = _skip(text, _skip(text, at) + 1)  # the colon
        at = _walk(text, at, tree[step], (*path, step), found) if step in tree else _end(text, at)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
        count += 1
    return at + 1


def _end(text: str, at: int) -> int:
    return _DECODER.raw_decode(text, at)[1]


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    assert match
    return match.end()
