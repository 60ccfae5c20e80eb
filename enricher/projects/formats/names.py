"""Names of categories and files for formats that allow fewer characters than we do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def short_names(names: Iterable[str], forbidden: re.Pattern[str]) -> dict[str, str]:
    """Each name with `_` for what a format forbids, told apart by a number where two become one."""
    names = list(names)
    # Who needs no change keeps its name, whatever stands before it.
    short = {name: name for name in names if not forbidden.search(name)}
    taken = set(short)
    for name in names:
        if name not in short:
            short[name] = _free(forbidden.sub("_", name), taken)
            taken.add(short[name])
    return {name: short[name] for name in names}


def file_stems(names: Iterable[str]) -> dict[str, str]:
    """Each document's name as that of a file below a folder, without `.txt`, all of them different.

    A name that a file system may not take, or that leads out of the folder, becomes a number.
    """
    stems: dict[str, str] = {}
    taken: set[str] = set()
    for number, name in enumerate(names, start=1):
        stem = name.removesuffix(".txt")
        if not _is_file_name(stem) or _key(stem) in taken:
            stem = _free(f"document-{number:04}", taken)
        taken.add(_key(stem))
        stems[name] = stem
    return stems


_FORBIDDEN = re.compile(r'[\\:*?"<>|]')
_LONGEST_NAME = 200  # bytes; file systems take 255 with what is put behind


def _is_file_name(stem: str) -> bool:
    *folders, last = stem.split("/")
    return (
        stem.isprintable()
        and not _FORBIDDEN.search(stem)
        and len(stem.encode()) <= 4 * _LONGEST_NAME
        and not any(folder.endswith((".txt", ".ann", ".conf", ".json")) for folder in folders)
        and all(
            part == part.strip()
            and part[:1] not in ("", ".")
            and len(part.encode()) <= _LONGEST_NAME
            for part in (*folders, last)
        )
    )


def _key(stem: str) -> str:
    """What is one name to a file system that knows no case."""
    return unicodedata.normalize("NFC", stem).casefold()


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free in taken:
        free, number = f"{name}_{number}", number + 1
    return free
