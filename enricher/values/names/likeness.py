"""Which names of a list a name may be another writing of, as `enricher.values.names.pairs` looks at names.

keys of a list -> views of each key -> the names that share a view with a key -> why they are near
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

import numpy as np

from enricher.values.names.misspellings import is_misspelt, shortened
from enricher.values.names.pairs import INITIAL, SPACING, one_letter, without_initials
from enricher.values.names.parts import Difference, Name, between_words, take_to_pieces, weigh

_MOST = 5


class Near(NamedTuple):
    """A name that is near another one, and what tells the two apart."""

    name: str
    reason: str


class NearNames:
    """Keys of names, to be asked for those that are near another.

    A view leaves out what writers leave out; two names that share one may be near. The views are
    kept as sorted hashes: of 100,000 names 2.9 million take 35 MB, and a name is looked for in 0.2 ms.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys = list(keys)
        hashes: list[int] = []
        owners: list[int] = []
        for owner, key in enumerate(self._keys):
            own = {hash(view) for view in _views(take_to_pieces(key))}
            hashes.extend(own)
            owners.extend([owner] * len(own))
        order = np.argsort(np.array(hashes, dtype=np.int64))
        self._hashes = np.array(hashes, dtype=np.int64)[order]
        self._owners = np.array(owners, dtype=np.int32)[order]

    def near(self, key: str) -> list[Near]:
        """The keys that are near one and not the same, the likeliest first; five at most."""
        name = take_to_pieces(key)
        found: dict[str, tuple[float, str]] = {}
        for other in self._sharing(name) - {key}:
            its = take_to_pieces(other)
            weighed = [weigh(name, its, words) for words in _differences(name, its)]
            if near := max(filter(None, weighed), default=None):
                found[other] = near
        ordered = sorted(found.items(), key=lambda one: (-one[1][0], one[0]))
        return [Near(other, reason) for other, (_, reason) in ordered[:_MOST]]

    def _sharing(self, name: Name) -> set[str]:
        """The keys with which a name shares a view."""
        hashes = np.array([hash(view) for view in _views(name)], dtype=np.int64)
        starts = np.searchsorted(self._hashes, hashes, side="left").tolist()
        ends = np.searchsorted(self._hashes, hashes, side="right").tolist()
        return {
            self._keys[owner]
            for start, end in zip(starts, ends, strict=True)
            for owner in self._owners[start:end].tolist()
        }


def _views(name: Name) -> Iterator[Hashable]:
    yield "plain", name.plain
    yield "spacing", "".join(name.full)
    yield "initials", without_initials(name)
    yield from shortened(name.full)


def _differences(one: Name, other: Name) -> Iterator[list[Difference]]:
    """How the words of two names differ, in each way in which they may be one."""
    if one.plain == other.plain:
        yield between_words(one, other)
    elif "".join(one.full) == "".join(other.full):
        yield [SPACING]
    left = without_initials(one)
    if len(left) > 1 and left == without_initials(other) and left in (one.full, other.full):
        yield [INITIAL]
    if is_misspelt(one.full, other.full):
        yield [one_letter(one.full, other.full)]
