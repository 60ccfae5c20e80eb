"""Every implementation of the search index, for the contract suite."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from connectors.tantivy_index import TantivyIndex
from enricher.ports import SearchIndex

OpenIndex = Callable[[], SearchIndex]
"""Opens the same index each time, as another process would."""


@contextmanager
def tantivy_index(folder: Path) -> Iterator[OpenIndex]:
    opened: list[SearchIndex] = []

    def open_index() -> SearchIndex:
        opened.append(TantivyIndex(folder / "index"))
        return opened[-1]

    yield open_index
    for index in opened:
        index.close()


SEARCH_INDEXES: dict[str, Callable[[Path], AbstractContextManager[OpenIndex]]] = {
    "tantivy": tantivy_index,
}
