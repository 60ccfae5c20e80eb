"""The questions of auditors that ship with the projects that read documents."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from enricher.errors import SettingsError
from enricher.ingestion.accounts import DEFAULT_DEPLOYMENT
from enricher.wiring.home import Home


@dataclass(frozen=True, slots=True)
class ShippedQuery:
    """A question: its conditions must all hold."""

    name: str
    title: str
    where: tuple[str, ...]


def read_shipped(home: Home) -> dict[str, ShippedQuery]:
    """The questions by name.

    Raises:
        SettingsError: one of them is without a title or conditions.
    """
    return {one.name: one for path in _files(home) for one in _read(path)}


def _files(home: Home) -> Iterator[Path]:
    """Those of the projects that read documents; in a new home, of the one that would."""
    deployments = [one for known in home.ledger.collections.all() for one in known.serve]
    served = {one.partition("/")[0] for one in deployments or [DEFAULT_DEPLOYMENT]}
    for project in sorted(served & set(home.registry.projects())):
        path = home.registry.queries_path(project)
        if path is not None:
            yield path


def _read(path: Path) -> Iterator[ShippedQuery]:
    for name, said in tomllib.loads(path.read_text(encoding="utf-8")).items():
        try:
            yield ShippedQuery(name, said["title"], tuple(said["where"]))
        except (KeyError, TypeError) as error:
            raise SettingsError(f"{path}: {name}: a title and a list where are needed") from error
