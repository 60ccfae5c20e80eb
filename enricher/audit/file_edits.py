"""Files of policies and lists that people change: with a revision, a reason, and every version kept.

    change ─ locked, of the revision that was edited ─► file
                                                      ├─► versions/FILE/SHA256, for good
                                                      └─► history: who, when, why

The file stays the truth: who edits it by hand and who saves it here are told of each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from enricher.errors import InputError, OutdatedError
from enricher.files.atomic import locked
from enricher.ledger.events import Act, Event, EventPage
from enricher.policies.files import file_contents, keep_version, version_path

NO_REVISION = "none"
"""Of a policy or list of which the home has no file of its own."""
_MOST_REASON = 1_000  # characters
_ALL = 100_000  # events
_SHA256 = re.compile("[0-9a-f]{64}")


class FileLog(Protocol):
    def edit(
        self,
        project: str,
        contents: Callable[[], Mapping[str, str | None]],
        change: Callable[[], object],
        who: str,
        why: str,
    ) -> None:
        """Let somebody change files, and tell the history."""


class Events(Protocol):
    def read(self, about: Sequence[str] | None, *, act: Act | None, size: int) -> EventPage:
        """What was done, the latest first."""


class Read(Protocol):
    """What a file says now."""

    @property
    def revision(self) -> str: ...


class FileEdits:
    """Changes files of policies and lists, and tells of their versions."""

    def __init__(self, files: FileLog, events: Events) -> None:
        self._files = files
        self._events = events

    def change(
        self,
        project: str,
        folders: Sequence[Path],
        files: Sequence[str],
        read: Callable[[], Read],
        revision: str,
        write: Callable[[], object],
        what: str,
        who: str,
        why: str,
    ) -> None:
        """Change files of the home's own.

        Args:
            folders: of the policies of the project, the home's own first.
            files: by their names below that folder, all that `write` may change.
            read: what they say.
            revision: of what was edited; `*` is any.
            what: they are, as a sentence begins.

        Raises:
            OutdatedError: they do not say any more what was edited.
        """
        why = " ".join(why.split())
        if len(why) > _MOST_REASON:
            raise InputError(f"the reason has more than {_MOST_REASON:,} characters")

        def change() -> None:
            with locked(folders[0] / files[0]):
                now = read()
                if revision not in ("*", now.revision):
                    message = f"{what} has changed since you opened it"
                    raise OutdatedError(message, now, now.revision)
                for file in files:
                    keep_version(folders[0], file)
                write()
                for file in files:
                    keep_version(folders[0], file)

        self._files.edit(project, partial(file_contents, folders), change, who, why)

    def edits(self, project: str, files: Collection[str]) -> list[Event]:
        """What people made of some files of the home's own, the latest first."""
        page = self._events.read([project], act=Act.POLICY, size=_ALL)
        return [
            one
            for one in page.events
            if one.details["file"] in files and not one.details["shipped"]
        ]


def kept_text(folder: Path, file: str, sha256: str | None) -> str | None:
    """What a version of a file said; None where it is not kept."""
    if sha256 is None or not _SHA256.fullmatch(sha256):
        return None
    path = version_path(folder, file, sha256)
    return path.read_text("utf-8", errors="replace") if path.exists() else None
