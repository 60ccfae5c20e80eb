"""What is wrong with the labels of a project, and what a person said is right as it is.

labels -> label_quality -> Flaws -+-> Checked: those to look at, those dismissed
                     dismissed.json -+
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from enricher.errors import NotFoundError
from enricher.projects.project import Project
from enricher.projects.quality import check_project
from enricher.projects.quality.dismissals import (
    Ids,
    change_dismissed,
    ids_of,
    only,
    read_dismissed,
    without,
)
from enricher.projects.quality.flaws import Flaw

_KEPT = 4  # projects whose flaws stay in memory: 10,000 documents take 30 s to check


@dataclass(frozen=True, slots=True)
class Checked:
    """The flaws of a project, the gravest first.

    A flaw of which some places are dismissed is among both, with the places that are.
    """

    flaws: tuple[Flaw, ...]
    dismissed: tuple[Flaw, ...]


def check(project: Project) -> Checked:
    """Find probable mistakes in the labels of a project.

    Raises:
        SettingsError: the schema, the database or what was dismissed cannot be read.
        ModelError: there is no tokenizer to ask what a training would do.
    """
    found = _FOUND.read(project)
    ids = read_dismissed(project.folder)
    return Checked(
        tuple(left for one in found if (left := without(one, ids))),
        tuple(gone for one in found if (gone := only(one, ids))),
    )


def dismiss(project: Project, ids: Iterable[str]) -> Checked:
    """Let flaws, or places of them, count as right as they are.

    Raises:
        NotFoundError: an id is of no flaw that there is; nothing was dismissed then.
    """
    checked = check(project)
    chosen = _chosen(project, [*checked.flaws, *checked.dismissed], ids)
    change_dismissed(project.folder, lambda known: known | chosen)
    return check(project)


def restore(project: Project, ids: Iterable[str]) -> Checked:
    """Let flaws, or places of them, count again.

    Raises:
        NotFoundError: an id is of no flaw that was dismissed; nothing was restored then.
    """
    chosen = _chosen(project, check(project).dismissed, ids)
    change_dismissed(project.folder, lambda known: known - chosen)
    return check(project)


def _chosen(project: Project, flaws: Iterable[Flaw], ids: Iterable[str]) -> Ids:
    """The places that ids name, those of a whole flaw among them."""
    known: dict[str, Ids] = {}
    for flaw in flaws:
        known[flaw.id] = ids_of(flaw)
        known |= {one: frozenset({one}) for one in ids_of(flaw)}
    chosen: set[str] = set()
    for one in ids:
        if one not in known:
            raise NotFoundError(
                f"project {project.name} has no flaw {one!r} ; `enricher project"
                f" check {project.name} --all` shows their ids"
            )
        chosen |= known[one]
    return frozenset(chosen)


class _Found:
    """The flaws of the projects that were checked last, as long as nothing has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: OrderedDict[Path, tuple[object, list[Flaw]]] = OrderedDict()

    def read(self, project: Project) -> list[Flaw]:
        with self._lock:
            stamp = _stamp(project)
            known = self._known.pop(project.folder, None)
            found = known[1] if known and known[0] == stamp else check_project(project)
            self._known[project.folder] = (stamp, found)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
            return found


_FOUND = _Found()


def _stamp(project: Project) -> tuple[object, ...]:
    """What changes when anything does that flaws are found by."""
    files = [project.schema_path]
    files += [
        project.folder / name
        for name in ("project.db", "project.db-wal", "crossval.json", "models/names.json")
    ]
    found = [path.stat() if path.exists() else None for path in files]
    # A database has an empty log beside it while somebody has it open.
    return tuple(one and one.st_size and (one.st_mtime_ns, one.st_size) for one in found)
