"""The files of policies and lists: which there are, and by which of them policies were last asked.

<folder>/ID.yaml             a policy
<folder>/lists/NAME.txt      a list, or NAME.csv
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

SUFFIX = ".yaml"
LISTS = "lists"
LIST_SUFFIXES = (".txt", ".csv")


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
    """Another one where a file of some policies, or of their lists, is another."""
    seen = []
    for folder in folders:
        for path in sorted((*folder.glob("*"), *(folder / LISTS).glob("*"))):
            try:
                stat = path.stat()
            except OSError:  # it went meanwhile, or is a link to nothing
                continue
            seen.append((str(path), stat.st_mtime_ns, stat.st_size))
    return json.dumps(seen)
