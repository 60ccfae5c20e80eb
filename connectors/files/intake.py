"""Takes files that stand still, hashes them, and says which documents they are."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.files.walk import stat_file
from connectors.ledger.files import FileTable, SeenFile
from enricher.files.content import hash_file
from enricher.ingestion.jobs import failure


class FileIntake:
    """Satisfies `enricher.ingestion.backlog.Intake` over the files of the ledger."""

    def __init__(self, files: FileTable, ignore: Sequence[str]) -> None:
        self._files = files
        self._ignore = ignore

    def step(self, limit: int) -> int:
        """Hash up to `limit` files; one that is still being written is put off."""
        taken = self._files.take(limit)
        for file in taken:
            self._hash(file)
        return len(taken)

    def _hash(self, file: SeenFile) -> None:
        try:
            before = stat_file(file.stat.path, self._ignore)
            if before != file.stat:
                self._files.postpone(file, before)
                return
            sha256, _ = hash_file(file.stat.path)
            after = stat_file(file.stat.path, self._ignore)
        except FileNotFoundError:
            self._files.postpone(file, None)
            return
        except OSError as error:
            why = failure("unreadable", f"it cannot be read: {error.strerror or error}")
            self._files.fail(file, why.kind, why.reason)
            return
        if after != file.stat:
            self._files.postpone(file, after)
        else:
            self._files.attach(file, sha256)
