"""Mappings of a home: files that say what stands where in JSON and CSV of some program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

FOLDER = "mappings"
"""Of a home: `mappings/NAME.yaml`."""


@dataclass(frozen=True, slots=True)
class SeenMapping:
    """A mapping as it is now.

    Attributes:
        name: of its file.
        digest: of its file.
        files: patterns; with a slash in them of the end of a path, else of a name.
        problem: why it cannot be used, "" where it can; it follows from the file.
    """

    name: str
    digest: str
    files: tuple[str, ...]
    problem: str = field(default="", compare=False)

    def covers(self, path: PurePath | str, name: str) -> bool:
        """Whether it is for a file, without regard to case.

        Args:
            name: what a person calls it; of a member of an archive its own name.
        """
        return is_covered(self.files, path, name)


def is_covered(patterns: Sequence[str], path: PurePath | str, name: str) -> bool:
    """As `SeenMapping.covers`."""
    whole, own = PurePath(str(path).casefold()), PurePath(name.casefold())
    return any((whole if "/" in one else own).match(one.casefold()) for one in patterns)


@dataclass(frozen=True, slots=True)
class MappingChange:
    """A mapping that came, changed or went.

    Attributes:
        documents: how many are read again for it.
    """

    name: str
    was_there: bool
    is_there: bool
    documents: int

    def sentence(self) -> str:
        what = "was changed" if self.is_there else "is gone"
        what = what if self.was_there else "is new"
        again = "1 document is" if self.documents == 1 else f"{self.documents:,} documents are"
        return f"mapping {self.name} {what}: {again} read again"
