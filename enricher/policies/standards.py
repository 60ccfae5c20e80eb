"""The standard wordings of clauses that a project holds for its own: its playbook.

<home>/projects/NAME/playbook/CATEGORY.txt --read_standards--> Standard --held--> state of a document

A text in square brackets, or `___`, stands for any words: `[Party] may end it on [30] days'
notice`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from enricher.errors import InputError
from enricher.schema import EntitySchema
from enricher.text.nearest import Held, State, hold, nearest_first
from enricher.text.wordings import Stretch, Wording, differences, nearness, read_wording

PLAYBOOK = "playbook"
SUFFIX = ".txt"


@dataclass(frozen=True)
class Standard:
    """The wording of a clause that a project holds for its own."""

    project: str
    category: str
    text: str

    @cached_property
    def wording(self) -> Wording:
        return read_wording(self.text, has_blanks=True)

    @property
    def digest(self) -> str:
        """Another one where the wording is another."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]

    def state_of(self, wording: Wording | None) -> State:
        return State.MISSING if wording is None else State(nearness(self.wording, wording))

    def differences_from(self, wording: Wording) -> list[Stretch]:
        return differences(self.wording, wording)

    def nearest_first(self, wordings: Sequence[Wording]) -> list[int]:
        """The places of wordings in their order, the nearest one's first."""
        return nearest_first(wordings, self.wording)

    def held(self, passages: Sequence[str], parties: Sequence[str]) -> Held:
        """Compare the passages of a document.

        Args:
            parties: names of which it is of no account which they are.
        """
        return hold([read_wording(one, parties) for one in passages], self.wording)


def standards_folder(policies: Path) -> Path:
    """Where a project has its standards, from where the home has its policies."""
    return policies.parent / PLAYBOOK


def read_standards(folder: Path, project: str, schema: EntitySchema) -> Iterator[Standard]:
    """The standards in a folder, in the order of the schema.

    A file that no category of passages is called by is passed over.

    Raises:
        InputError: a file is not UTF-8 text.
    """
    for name in passages_of(schema):
        if standard := read_standard(folder, project, name):
            yield standard


def read_standard(folder: Path, project: str, category: str) -> Standard | None:
    """The standard of one category; None where there is none.

    Raises:
        InputError: its file is not UTF-8 text.
    """
    path = standard_path(folder, category)
    return Standard(project, category, _read(path)) if path.is_file() else None


def standard_path(folder: Path, category: str) -> Path:
    return folder / f"{category}{SUFFIX}"


def passages_of(schema: EntitySchema) -> list[str]:
    """The categories that can have a standard."""
    return [one.name for one in schema.categories if one.type.is_passage]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the standard wording {path} is not UTF-8 text") from error
