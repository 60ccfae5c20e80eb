"""What lies on the disk below a folder: names and stat results, nothing is opened."""

from __future__ import annotations

import fnmatch
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from enricher.documents import display_path


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
    """One folder's files.

    Attributes:
        error: why not all that lies in it and below it could be seen, as the end of a sentence
            about it; nothing that is not among `files` may then be called gone.
    """

    path: Path
    files: tuple[FileStat, ...]
    error: str = ""


def stat_file(path: Path, ignore: Sequence[str]) -> FileStat | None:
    """Stat a path without following links; None when there is nothing, or a folder.

    Raises:
        OSError: it cannot be reached, so nobody knows what is there.
    """
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
            entries = _list(path)
        except (FileNotFoundError, NotADirectoryError):
            continue  # gone since its name was read: its files are not there, which says all
        except OSError as error:
            yield Folder(path, (), f"cannot be listed: {_words(error)}")
            continue
        if entries and (refusal := _refusal_to_enter(path)) is not None:
            yield Folder(path, (), f"can be listed and not entered: {_words(refusal)}")
            continue
        files = []
        folders = []
        failures = []
        for entry in entries:
            below = path / entry.name
            try:
                if entry.is_dir(follow_symlinks=False) and not matching_pattern(entry.name, ignore):
                    if below not in stop_at:
                        folders.append(below)
                    continue
                files.append(_describe(below, entry.stat(follow_symlinks=False), ignore))
            except FileNotFoundError:
                continue  # gone since it was listed
            except OSError as error:  # a network drive or a disk fails at a single name too
                failures.append(f"{display_path(Path(entry.name))} in it: {_words(error)}")
        waiting.extend(reversed(folders))
        yield Folder(path, tuple(files), _in_one(failures))


def is_out_of_reach(path: Path) -> bool:
    """Whether it cannot be told if anything lies at a path."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return False


def unreachable(error: OSError) -> str:
    """The end of a sentence about a path that stat refuses."""
    return f"cannot be reached: {_words(error)}"


def _list(path: Path) -> list[os.DirEntry[str]]:
    with os.scandir(path) as listing:
        return sorted(listing, key=lambda entry: os.fsencode(entry.name))


def _refusal_to_enter(path: Path) -> OSError | None:
    """Why a folder cannot be entered: each name in it, and each folder below, would say the same."""
    try:
        os.stat(os.path.join(path, "."))  # noqa: PTH116, PTH118  a Path drops the dot
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return error
    return None


def _in_one(failures: Sequence[str]) -> str:
    """The failures of a folder's entries, the first of them named."""
    if not failures:
        return ""
    more = f", and {len(failures) - 1} more" if len(failures) > 1 else ""
    return f"cannot be read whole: {failures[0]}{more}"


def _words(error: OSError) -> str:
    return error.strerror or str(error)


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
