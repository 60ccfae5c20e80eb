"""Policies that people write over HTTP or in the browser: checked, saved, and returned to.

file ─► PolicyText, its revision ─► edited elsewhere ─► checked ─► FileEdits
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from functools import partial
from pathlib import Path

from enricher.audit.drafts import Draft, check_draft, check_id, refused
from enricher.audit.file_edits import NO_REVISION, Events, FileEdits, FileLog, kept_text
from enricher.audit.guard import PolicyGuard
from enricher.errors import NotFoundError
from enricher.files.atomic import write_whole
from enricher.ledger.events import Event
from enricher.policies.files import SUFFIX
from enricher.policies.form import PolicyForm, read_form, write_form

_MOST_DIFF = 400  # lines


@dataclass(frozen=True, slots=True)
class PolicyText:
    """A policy as its file says it.

    Attributes:
        text: of the home's own file, else of the one that ships, else "".
        revision: another one where anything in the home's own file is another.
        file: the home's own, which need not exist.
    """

    project: str
    id: str
    text: str
    revision: str
    file: Path
    ships: bool

    @property
    def is_own(self) -> bool:
        return self.revision != NO_REVISION


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """What somebody made of the home's own file of a policy.

    Attributes:
        sha256: of what it said from then on; None where it was removed.
        why: what they said of it; None where an edit of the file was merely seen.
        is_kept: whether it can be read and returned to.
        changes: lines of a unified diff; () where one of the two texts is not kept.
    """

    at: datetime
    who: str
    sha256: str | None
    why: str | None
    is_kept: bool
    changes: tuple[str, ...] = ()


class PolicyEdits:
    """Reads and saves the files of policies."""

    def __init__(self, guard: PolicyGuard, files: FileLog, events: Events) -> None:
        self._guard = guard
        self._files = FileEdits(files, events)

    def read(self, project: str, id: str) -> PolicyText:
        """A policy, which need not exist yet.

        Raises:
            NotFoundError: there is no such project.
            InputError: no policy can be called so.
        """
        check_id(id)
        own, shipped = (folder / f"{id}{SUFFIX}" for folder in self._guard.folders(project))
        ships = shipped.exists()
        content = own.read_bytes() if own.exists() else None
        revision = NO_REVISION if content is None else hashlib.sha256(content).hexdigest()
        if content is None:
            content = shipped.read_bytes() if ships else b""
        text = content.decode("utf-8", errors="replace")
        return PolicyText(project, id, text, revision, own, ships)

    def check(self, project: str, id: str, text: str) -> Draft:
        """What is wrong with a draft, and what is worth a word; nothing is changed.

        Raises:
            NotFoundError: there is no such project.
            InputError: no policy can be called so.
        """
        policies = self._guard.policies(project)
        return check_draft(policies, id, text, self._guard.folders(project))

    def form(self, project: str, id: str, text: str) -> PolicyForm | None:
        """What a form says of a draft; None of one that is not YAML with keys."""
        return read_form(text, self._shipped(project, id), self._guard.policies(project).schema)

    def fill(self, project: str, id: str, text: str, form: PolicyForm) -> str:
        """A draft that says what a form says, and all else as it does.

        Raises:
            InputError: a condition is not complete, or the draft cannot be changed by a form.
        """
        schema = self._guard.policies(project).schema
        return write_form(form, text, self._shipped(project, id), schema)

    def save(
        self, project: str, id: str, text: str, revision: str, who: str, why: str
    ) -> PolicyText:
        """Write the home's own file of a policy; it takes effect at once.

        Args:
            revision: of what was edited; `*` is any.

        Raises:
            OutdatedError: the file is not that one any more.
            PolicyError: it cannot be read; with all that is wrong.
        """
        text = text.replace("\r\n", "\n").rstrip() + "\n"
        draft = self.check(project, id, text)
        if draft.policy is None:
            raise refused(draft.problems)
        return self._change(project, id, revision, who, why, partial(_write, text))

    def remove(self, project: str, id: str, revision: str, who: str, why: str) -> None:
        """Remove the home's own file of a policy: what ships counts again, or findings are resolved.

        Raises:
            NotFoundError: the home has no file of it.
            OutdatedError: the file is not of that revision any more.
        """
        if not self.read(project, id).is_own:
            raise NotFoundError(f"project {project} has no file of its own for policy {id}")
        self._change(project, id, revision, who, why, Path.unlink)
        if id in {one.name for one in self._guard.held([project])}:
            self._guard.confirm(project, id, who)

    def versions(self, project: str, id: str) -> list[PolicyVersion]:
        """What the home's own file of a policy was, the latest first."""
        folder, file = self._guard.folders(project)[0], f"{id}{SUFFIX}"
        return [_version(one, folder, file) for one in self._files.edits(project, [file])]

    def version_text(self, project: str, id: str, sha256: str) -> str:
        """What a version said.

        Raises:
            NotFoundError: it is not kept.
        """
        check_id(id)
        text = kept_text(self._guard.folders(project)[0], f"{id}{SUFFIX}", sha256)
        if text is None:
            raise NotFoundError(f"no version {sha256[:8]} of policy {id} is kept")
        return text

    def _shipped(self, project: str, id: str) -> str:
        check_id(id)
        path = self._guard.folders(project)[1] / f"{id}{SUFFIX}"
        return path.read_text("utf-8") if path.exists() else ""

    def _change(
        self,
        project: str,
        id: str,
        revision: str,
        who: str,
        why: str,
        write: Callable[[Path], object],
    ) -> PolicyText:
        folders, file = self._guard.folders(project), f"{id}{SUFFIX}"
        self._files.change(
            project,
            folders,
            [file],
            partial(self.read, project, id),
            revision,
            partial(write, folders[0] / file),
            f"policy {id}",
            who,
            why,
        )
        return self.read(project, id)


def _write(text: str, path: Path) -> None:
    write_whole(path, text)


def _version(event: Event, folder: Path, file: str) -> PolicyVersion:
    said = event.details
    after = kept_text(folder, file, said["after"])
    before = "" if said["before"] is None else kept_text(folder, file, said["before"])
    changes: list[str] = []
    if before is not None and (after is not None or said["after"] is None):
        lines = unified_diff(before.splitlines(), (after or "").splitlines(), n=2, lineterm="")
        changes = list(lines)[2:]  # the names of the files
    if len(changes) > _MOST_DIFF:
        changes = [*changes[:_MOST_DIFF], "…"]
    return PolicyVersion(
        event.at, event.who, said["after"], said.get("why"), after is not None, tuple(changes)
    )
