"""What lies on the disk below a folder: names and stat results, nothing is opened."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class FileStat:
    """What stat says of a file; equal while nobody has touched it.

    `ignored` says why the file is not read, "" when it is.
    """

    path: Path
    device: int
    inode: int
    size: int
    mtime_ns: int
    ctime_ns: int
    ignored: str = ""

    @property
    def identity(self) -> tuple[int, int, int, int]:
        """What stays when a file is moved or renamed (ctime does not)."""
        return (self.device, self.inode, self.size, self.mtime_ns)


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder's files; `error` when it could not be listed, so nothing is known of it."""

    path: Path
    files: tuple[FileStat, ...]
    error: str = ""


def stat_file(path: Path, ignore: Sequence[str]) -> FileStat | None:
    """Stat a path without following links; None when there is nothing, or a folder."""
    try:
        found = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISDIR(found.st_mode) and not matching_pattern(path.name, ignore):
        return None
    return _describe(path, found, ignore)


def walk(root: Path, ignore: Sequence[str], stop_at: Collection[Path] = ()) -> Iterator[Folder]:
    """Every folder below `root`, itself first, in the order of names (ids depend on it).

    Links are never followed, so that no loop and no way out of the root exists; they are given as
    ignored files. Folders in `stop_at` are left out whole.
    """
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            with os.scandir(path) as listing:
                entries = sorted(listing, key=lambda entry: os.fsencode(entry.name))
        except (FileNotFoundError, NotADirectoryError):
            continue  # gone since its name was read: its files are not there, which says all
        except OSError as error:
            yield Folder(path, (), error=error.strerror or str(error))
            continue
        files = []
        folders = []
        for entry in entries:
            below = path / entry.name
            if entry.is_dir(follow_symlinks=False) and not matching_pattern(entry.name, ignore):
                if below not in stop_at:
                    folders.append(below)
                continue
            try:
                files.append(_describe(below, entry.stat(follow_symlinks=False), ignore))
            except FileNotFoundError:
                continue  # gone since it was listed
        waiting.extend(reversed(folders))
        yield Folder(path, tuple(files))


def matching_pattern(name: str, ignore: Sequence[str]) -> str | None:
    """The first of the patterns that a name matches, without regard to case."""
    folded = name.lower()
    return next((one for one in ignore if fnmatch.fnmatchcase(folded, one.lower())), None)


def _describe(path: Path, found: os.stat_result, ignore: Sequence[str]) -> FileStat:
    return FileStat(
        path=path,
        device=found.st_dev,
        inode=found.st_ino,
        size=found.st_size,
        mtime_ns=found.st_mtime_ns,
        ctime_ns=found.st_ctime_ns,
        ignored=_ignored(path, found, ignore),
    )


def _ignored(path: Path, found: os.stat_result, ignore: Sequence[str]) -> str:
    pattern = matching_pattern(path.name, ignore)
    if pattern is not None:
        return f"its name matches {pattern!r} (setting ignore)"
    if stat.S_ISLNK(found.st_mode):
        return "a symbolic link; what it points to is read where it lies"
    if not stat.S_ISREG(found.st_mode):
        return "not a regular file"
    return ""
