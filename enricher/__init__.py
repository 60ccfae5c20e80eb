"""Turns folders of contracts and financial documents into a searchable index of their entities.

As a library, from a path to its entities:

    import enricher

    for document in enricher.extract("contract.pdf"):
        print(document.fields, document.entities)
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from enricher.files.versions import __version__ as __version__

if TYPE_CHECKING:
    from enricher.documents.extraction import Extraction
    from enricher.ledger.routes import Route
    from enricher.wiring.readers import ReaderHere


# ONNX Runtime 1.32 keeps a number of its session among the system's temporary files to report what it does:
# nothing here reports to anybody.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def extract(
    *paths: str | os.PathLike[str], project: str | None = None, home: Path | None = None
) -> Iterator[Extraction]:
    """Find the entities of files, folders, mails and archives, in this process; nothing is stored.

    A file that cannot be read comes with its `error`, and the others go on. A hostile file can
    take this process with it; `enricher extract` reads in processes that can be killed.

    Args:
        project: the project (and deployment) that reads them; what ships for contracts when left out.
        home: where settings and models of your own are, `$ENRICHER_HOME` or `./.enricher` when
            left out; it need not exist.

    Raises:
        NotFoundError: there is no such project or deployment.
    """
    from enricher.ingestion.extraction import extract_files
    from enricher.settings import load_settings
    from enricher.wiring.readers import find_files

    home = _home(home)
    pool, served = _open(home, project)
    files = find_files([Path(path) for path in paths], load_settings(home).ignore)
    return extract_files(files, pool, served)


def extract_text(text: str, project: str | None = None, home: Path | None = None) -> Extraction:
    """Find the entities of a text, in this process."""
    from enricher.ingestion import extraction

    pool, served = _open(_home(home), project)
    return extraction.extract_text(text, pool, served)


def _home(home: Path | None) -> Path:
    return (home or Path(os.environ.get("ENRICHER_HOME") or ".enricher")).absolute()


@lru_cache(maxsize=4)  # loading a model takes longer than reading a contract
def _open(home: Path, project: str | None) -> tuple[ReaderHere, tuple[Route, ...]]:
    from enricher.models.registry import Registry
    from enricher.settings import load_settings
    from enricher.wiring.readers import ReaderHere

    served = Registry(home.absolute()).readers(project)
    return ReaderHere(home, load_settings(home)), served
