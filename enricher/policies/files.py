"""The files of policies and lists: which there are, and by which of them policies were last asked.

<folder>/ID.yaml             a policy
<folder>/lists/NAME.txt      a list, or NAME.csv
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from enricher.files.atomic import write_whole
from enricher.policies.standards import standards_folder

SUFFIX = ".yaml"
LISTS = "lists"
LIST_SUFFIXES = (".txt", ".csv")
VERSIONS = "versions"
SHIPPED = "shipped/"
"""Begins the name of a file that comes with enricher."""


@dataclass(frozen=True, slots=True)
class SourceOfAnswers:
    """A file of a home's own, of a policy or a list, as policies were last asked by it.

    Attributes:
        file: its place below the folder of policies.
        names: of a list, how many it had; None of a policy, and where nobody counted.
    """

    kind: Literal["policy", "list"]
    name: str
    file: str
    names: int | None = None


def policy_files(folder: Path) -> list[Path]:
    """The files of policies and lists of a folder, which need not exist."""
    paths = (*folder.glob("*"), *(folder / LISTS).glob("*"))
    suffixes = (SUFFIX, *LIST_SUFFIXES)
    return sorted(
        one
        for one in paths
        if one.suffix in suffixes and one.is_file() and not one.name.startswith(".")
    )


def signature(folders: Iterable[Path]) -> str:
    """Another one where a file of some policies, their lists or their playbook is another."""
    seen = []
    for folder in folders:
        standards = standards_folder(folder)
        for path in sorted((*folder.glob("*"), *(folder / LISTS).glob("*"), *standards.glob("*"))):
            try:
                stat = path.stat()
            except OSError:  # it went meanwhile, or is a link to nothing
                continue
            seen.append((str(path), stat.st_mtime_ns, stat.st_size))
    return json.dumps(seen)


@dataclass(frozen=True, slots=True)
class Following:
    """By which files policies are asked from now on, and what a person confirmed by that.

    Attributes:
        confirmed: what the history tells of it; None where nobody was asked.
        resolves: the policy whose findings are resolved by it, "" where none are.
    """

    sources: Sequence[SourceOfAnswers]
    confirmed: Mapping[str, Any] | None = None
    resolves: str = ""


def file_contents(folders: Sequence[Path]) -> dict[str, str | None]:
    """The sha256 of each file by its name below its folder, None where it cannot be read.

    Args:
        folders: that of a home and the one that ships.
    """
    own, shipped = folders
    return {
        prefix + str(path.relative_to(folder)): _sha256(path)
        for folder, prefix in ((shipped, SHIPPED), (own, ""))
        for path in policy_files(folder)
    }


def keep_version(folder: Path, file: str) -> None:
    """Keep what a file says now, so that it can be read when it says something else.

    Args:
        file: its name below the folder; one that is not there has nothing to keep.
    """
    path = folder / file
    if (sha256 := _sha256(path)) is None:
        return
    kept = version_path(folder, file, sha256)
    if not kept.exists():
        write_whole(kept, path.read_bytes())


def version_path(folder: Path, file: str, sha256: str) -> Path:
    """Where a version of a file is kept, if it is."""
    return folder / VERSIONS / file / sha256


def _sha256(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
