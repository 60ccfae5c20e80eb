"""What a Tika adapter makes of one file, whichever Tika it asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

ENCRYPTED = "encrypted"
SCAN = "scan"
UNSUPPORTED = "unsupported"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Reading:
    """The part of `enricher.documents.ExtractedText` that comes from the file's content."""

    media_type: str
    text: str = ""
    title: str = ""
    pages: tuple[int, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    characters_unreadable: int = 0
    warnings: tuple[str, ...] = ()
    error: str | None = None
    error_kind: str = ""


class StreamReader(Protocol):
    """Reads one stream of bytes; mails and archives are opened before it."""

    def read(self, path: Path, name: str) -> Reading:
        """Read the file at `path`.

        A file that cannot be read gives a `Reading` with its error.

        Args:
            path: where the bytes lie; may hold surrogate escapes.
            name: what a person calls the file; its suffix is a hint to its kind.

        Raises:
            UnavailableError: an outside reader did not answer.
        """
