"""Flaws that a person has looked at and found right as they are, kept in the project.

<home>/projects/NAME/dismissed.json    ids of flaws and of their places
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from enricher.errors import SettingsError
from enricher.files.atomic import locked, write_whole
from enricher.files.versions import DISMISSALS_VERSION
from enricher.projects.quality.flaws import Flaw, Passage

DISMISSED_FILE = "dismissed.json"

Ids = frozenset[str]


class _DismissedFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    format: int
    ids: list[str]


def read_dismissed(folder: Path) -> Ids:
    """Raises SettingsError where the file of a project is damaged, or of a newer program."""
    path = folder / DISMISSED_FILE
    try:
        kept = _DismissedFile.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return frozenset()
    except (OSError, ValidationError) as error:
        raise SettingsError(
            f"{path} cannot be read; restore it from a backup, or remove it: dismissed flaws are"
            " then listed again"
        ) from error
    if kept.format != DISMISSALS_VERSION:
        raise SettingsError(f"{path} was written by a newer version of enricher; upgrade enricher")
    return frozenset(kept.ids)


def change_dismissed(folder: Path, change: Callable[[Ids], Ids]) -> None:
    """Keep other ids from now on; of two who do so at a time nothing is lost."""
    path = folder / DISMISSED_FILE
    with locked(path):
        kept = _DismissedFile(format=DISMISSALS_VERSION, ids=sorted(change(read_dismissed(folder))))
        write_whole(path, kept.model_dump_json())


def ids_of(flaw: Flaw) -> Ids:
    """What is kept when a flaw is dismissed: its places, or itself where it has none."""
    return frozenset(map(flaw.passage_id, flaw.passages)) or frozenset({flaw.id})


def without(flaw: Flaw, ids: Ids) -> Flaw | None:
    """What is left of a flaw without what has one of the ids; None for nothing."""
    return _part(flaw, lambda one: one not in ids)


def only(flaw: Flaw, ids: Ids) -> Flaw | None:
    """What of a flaw has one of the ids; None for nothing."""
    return _part(flaw, lambda one: one in ids)


def _part(flaw: Flaw, is_in: Callable[[str], bool]) -> Flaw | None:
    if not flaw.passages:
        return flaw if is_in(flaw.id) else None
    passages: tuple[Passage, ...] = tuple(
        one for one in flaw.passages if is_in(flaw.passage_id(one))
    )
    if len(passages) == len(flaw.passages):
        return flaw
    return replace(flaw, passages=passages, documents=()) if passages else None
