"""Compares the disk with the ledger's files: what is new, changed, moved, gone.

walk -> compare each file: same | new or changed | moved here      (a move opens nothing)
                     known, not on the disk: `connectors.folders.absences`

`connectors.folders.tree` writes down what each file shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from connectors.files.walk import (
    Folder,
    is_out_of_reach,
    matching_pattern,
    stat_file,
    unreachable,
    walk,
)
from connectors.folders.absences import MissingFiles
from connectors.folders.tree import FileTree, Move
from connectors.ledger.database import Database
from connectors.ledger.files import FileTable
from connectors.ledger.roots import RootTable
from connectors.ledger.rows import path_key
from enricher.ledger.accounts import Root

_BATCH = 500  # files a transaction: long enough to be fast, short enough to let others write


@dataclass(frozen=True, slots=True)
class Sweep:
    """What one comparison of a folder with the ledger found; `held` says why nothing was removed."""

    seen: int = 0
    changed: int = 0
    moved: int = 0
    removed: int = 0
    held: str = ""


@dataclass(slots=True)
class _Comparison:
    """`visited` folders were listed; of the files below `unlisted` ones nobody knows."""

    seen: int = 0
    changed: int = 0
    moves: list[Move] = field(default_factory=list)
    visited: set[bytes] = field(default_factory=set)
    unlisted: list[bytes] = field(default_factory=list)

    def add(self, outcome: Move | bool) -> None:
        self.seen += 1
        if isinstance(outcome, Move):
            self.moves.append(outcome)
        else:
            self.changed += outcome


class Sweeper:
    """Keeps the ledger's files like those on the disk.

    Args:
        settle_seconds: a file younger than this is not taken yet.
        guard: the share of a root's files above which vanished ones are kept until confirmed.
        ignore: patterns of names.
        home: what is kept there is ours, unless it is a root itself (uploads are).
    """

    def __init__(
        self,
        database: Database,
        files: FileTable,
        *,
        home: Path,
        settle_seconds: float,
        guard: float,
        ignore: Sequence[str],
    ) -> None:
        self._database = database
        self._tree = FileTree(database, settle_seconds=settle_seconds, ignore=ignore)
        self._roots = RootTable(database)
        self._missing = MissingFiles(database, files, guard=guard, ignore=ignore)
        self._ignore = ignore
        self._home = home

    def sweep(
        self,
        root: Root,
        *,
        below: Path | None = None,
        grace_seconds: float = 0.0,
        confirmed: bool = False,
        who: str = "",
    ) -> Sweep:
        """Compare what lies below a root (or one folder in it) with the ledger.

        Args:
            grace_seconds: how long a file must be missing before it is forgotten; a tree that is
                being deleted is then judged as one.
            confirmed: a person said that what vanished may be removed.
            who: that person, for the history; "" is who runs this process.
        """
        start = below or root.path
        fault = self._missing.fault(root)
        if fault and (not confirmed or is_out_of_reach(root.path)):
            self._missing.hold(root, fault)
            return Sweep(held=fault)
        found = _Comparison() if fault else self._compare(start, root)
        with self._database.transaction() as connection:
            self._tree.move(connection, found.moves, root)
        self._missing.mark_below(start, root, found.visited, found.unlisted)
        removed, held = self._missing.forget(root, grace_seconds, confirmed=confirmed, who=who)
        return Sweep(found.seen, found.changed, len(found.moves), removed, held)

    def observe(self, path: Path, root: Root, *, settled: bool = False) -> None:
        """Compare one path with the ledger, as an event tells that it was touched.

        Args:
            settled: its writer is done with it, so there is nothing to wait for.
        """
        try:
            found = stat_file(path, self._ignore)
        except OSError:
            return  # the next comparison of its folder says why it cannot be reached
        is_ours = path.is_relative_to(self._home) and not root.path.is_relative_to(self._home)
        if found is None or is_ours or self._in_ignored_folder(path, root):
            return
        owner = self._roots.above(path) or root
        with self._database.transaction() as connection:
            outcome = self._tree.compare(connection, found, owner)
            if isinstance(outcome, Move):
                self._tree.move(connection, [outcome], owner)
            elif settled:
                connection.execute(
                    "UPDATE files SET not_before = 0 WHERE path = ? AND state = 'new'",
                    (path_key(path),),
                )

    def vanished(self, path: Path, root: Root) -> None:
        """An event tells that a file or folder is gone: note it, and what was below it."""
        self._missing.mark_below(path, root)

    def forget(self, root: Root, *, grace_seconds: float) -> Sweep:
        """Remove what has been missing for so long, unless it is too much at once."""
        if not self._missing.is_any_in(root):
            return Sweep()
        fault = self._missing.fault(root)
        if fault:
            self._missing.hold(root, fault)
            return Sweep(held=fault)
        removed, held = self._missing.forget(root, grace_seconds, confirmed=False)
        return Sweep(removed=removed, held=held)

    def _compare(self, start: Path, root: Root) -> _Comparison:
        comparison = _Comparison()
        folders: Iterable[Folder]
        try:
            single = stat_file(start, self._ignore)
        except OSError as error:
            single, folders = None, [Folder(start, (), unreachable(error))]
        else:
            others = {one.path for one in self._roots.all()} - {root.path}
            folders = walk(start, self._ignore, others | {self._home})
            if single is not None:
                folders = [Folder(start.parent, (single,))]
        for folder in folders:
            key = path_key(folder.path)
            if folder.error:
                comparison.unlisted.append(key)
                self._tree.fail_folder(folder, root)
            elif single is None:
                comparison.visited.add(key)
                self._tree.clear_failed_folder(key)
                self._missing.mark_gone_from(key, folder.files)
            for first in range(0, len(folder.files), _BATCH):
                with self._database.transaction() as connection:
                    for found in folder.files[first : first + _BATCH]:
                        comparison.add(self._tree.compare(connection, found, root))
        return comparison

    def _in_ignored_folder(self, path: Path, root: Root) -> bool:
        inside = path.relative_to(root.path).parts[:-1] if path != root.path else ()
        return any(matching_pattern(name, self._ignore) for name in inside)
