"""The folders of the documents found, as a tree that one narrows a search by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from enricher.query.nodes import FacetValue

MOST_FOLDERS = 1_000
"""Counted for a tree; a folder has at least as many documents as those in it, and so comes before."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with what lies below it.

    Attributes:
        path: with its closing slash.
        name: what it is called below the folder it stands in; `2024/signed` where `2024` holds
            nothing else.
        count: documents in it and below it.
    """

    path: str
    name: str
    count: int
    folders: tuple[Folder, ...] = ()

    def holds(self, paths: Iterable[str]) -> bool:
        """Whether any of some folders lies below this one."""
        return any(one != self.path and one.startswith(self.path) for one in paths)


def grow_folders(counted: Sequence[FacetValue], chosen: Sequence[str] = ()) -> tuple[Folder, ...]:
    """Make a tree of folders, in the order of their names.

    A folder whose documents all lie in one folder below it is joined with that, unless it is chosen:
    the way from `/` to the documents is one step.

    Args:
        counted: folders with the number of documents in and below them, as an index counts them.
        chosen: folders that stand in the tree whether counted or not.
    """
    counts = {path: 0 for path in chosen if path.endswith("/")}
    counts |= {one.value: one.count for one in counted}
    below: dict[str, list[str]] = {}
    for path in sorted(counts):
        below.setdefault(_above(path, counts), []).append(path)
    return tuple(_grow(path, "", counts, below, frozenset(chosen)) for path in below.get("", ()))


def _grow(
    path: str,
    above: str,
    counts: dict[str, int],
    below: dict[str, list[str]],
    chosen: frozenset[str],
) -> Folder:
    inner = below.get(path, [])
    while len(inner) == 1 and counts[inner[0]] == counts[path] and path not in chosen:
        path = inner[0]
        inner = below.get(path, [])
    name = path.removeprefix(above).strip("/")
    if not above:
        name = name.rpartition("/")[2] or path
    folders = tuple(_grow(one, path, counts, below, chosen) for one in inner)
    return Folder(path, name, counts[path], folders)


def _above(path: str, known: dict[str, int]) -> str:
    """The nearest folder above that is known, "" for none."""
    return next((one for one in _folders_above(path) if one in known), "")


def _folders_above(path: str) -> Iterator[str]:
    end = path.rfind("/", 0, -1)
    while end >= 0:
        yield path[: end + 1]
        end = path.rfind("/", 0, end)
