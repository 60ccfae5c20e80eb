"""Projects of a home, opened with their documents and labels."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from enricher.documents import SourceFile
from enricher.errors import LabelError
from enricher.files.content import hash_file
from enricher.history.events import Noting, unnoted
from enricher.models.registry import Registry
from enricher.settings import load_settings
from enricher.wiring.readers import build_extractor

if TYPE_CHECKING:
    from connectors.ledger.history import HistoryTable
    from enricher.projects.formats import Texts
    from enricher.projects.project import Project


PLAIN_SUFFIXES = frozenset({".txt", ".text", ""})  # whose offsets count what stands in the file


@contextmanager
def open_project(
    home: Path, name: str, who: str = "", history: HistoryTable | None = None
) -> Iterator[Project]:
    """A project with its documents and labels; one that ships has those of this home.

    Args:
        who: may change it, which the history then tells; "" only reads, or is noted elsewhere.
        history: of the home, where it is open already.

    Raises:
        NotFoundError: there is no such project.
        SettingsError: its database cannot be used.
    """
    from connectors.ledger.project_store import SqliteProjectStore
    from enricher.projects.project import Project

    registry = Registry(home.absolute())
    registry.schema_path(name)
    folder = registry.own_folder(name)
    store = SqliteProjectStore(folder / "project.db")
    with ExitStack() as opened:
        opened.callback(store.close)
        noting: Noting = unnoted
        if who:
            history = history or opened.enter_context(_history(home))
            noting = partial(history.noting, who, "project", name)
        yield Project(name, folder, store, registry, noting)


@contextmanager
def _history(home: Path) -> Iterator[HistoryTable]:
    from connectors.ledger.history import HistoryTable
    from connectors.ledger.ledger import open_ledger

    with closing(open_ledger(home.absolute() / "ledger.db")) as database:
        yield HistoryTable(database)


def document_texts(
    home: Path, folder: Path, read_file: Callable[[Path], str] | None = None
) -> Texts:
    """The texts of the documents of a folder: plain ones as they are, others as Tika reads them.

    Args:
        read_file: reads the others elsewhere than in this process.
    """
    from enricher.projects.formats import folder_texts

    plain = folder_texts(folder)
    extractor = cache(lambda: build_extractor(load_settings(home)))

    def read(name: str) -> str:
        path = folder / name
        try:
            is_there = path.resolve().is_relative_to(folder.resolve()) and path.is_file()
        except (OSError, ValueError):  # too long for a name, or no name at all
            is_there = False
        if not is_there or path.suffix.lower() in PLAIN_SUFFIXES:
            return plain(name)  # which says what is wrong
        if read_file is not None:
            return read_file(path)
        found = path.stat()
        source = SourceFile(path, found.st_size, found.st_mtime_ns, hash_file(path)[0])
        first = extractor().extract(source)[0]
        if first.error:
            raise LabelError(f"{path} cannot be read: {first.error}")
        return first.text

    return read
