"""What a Tika adapter makes of one file, whichever Tika it asks."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from enricher.documents import Reading

__all__ = ["Reading", "StreamReader"]


class StreamReader(Protocol):
    """Reads one stream of bytes; mails and archives are opened before it."""

    def read(self, path: Path, name: str) -> Reading:
        """Read the file at `path`.

        A file that cannot be read gives a `Reading` with its failure.

        Args:
            path: where the bytes lie; may hold surrogate escapes.
            name: what a person calls the file; its suffix is a hint to its kind.

        Raises:
            UnavailableError: an outside reader did not answer.
        """
