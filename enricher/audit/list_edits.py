"""Lists of policies that people change over HTTP or in the browser.

    file ─► ListFile, its revision ─► ListChange ─► ListDraft: what comes and what goes ─► FileEdits

A list that policies use is not removed or cut in half unless somebody says that this is meant.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from enricher.audit.drafts import MAX_ID_CHARACTERS
from enricher.audit.file_edits import NO_REVISION, Events, FileEdits, FileLog, kept_text
from enricher.audit.guard import PolicyGuard
from enricher.audit.list_versions import ListVersion, list_version
from enricher.errors import ConflictError, InputError, NotFoundError, PolicyError
from enricher.files.atomic import write_whole
from enricher.policies.definition import ID
from enricher.policies.files import LIST_SUFFIXES, LISTS
from enricher.policies.holds import LEAST_LEFT
from enricher.policies.list_changes import ListChange, ListDraft, draft_list, is_of_laws
from enricher.policies.lists import NamedList, parse_names, read_list
from enricher.policies.policy import Policy
from enricher.policies.sets import PolicySet

_COMPARED = 30  # versions: those before are told without what changed


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as its file says it.

    Attributes:
        names: of the home's own file, else of the one that ships, else none.
        revision: another one where anything in the home's own file is another.
        file: the home's own, which need not exist.
        policies: that use it.
        of_laws: its names are governing laws.
        fault: why the file cannot be read; then it has no names here.
    """

    project: str
    name: str
    names: NamedList
    revision: str
    file: Path
    ships: bool
    policies: tuple[Policy, ...]
    of_laws: bool
    fault: str = ""

    @property
    def is_own(self) -> bool:
        return self.revision != NO_REVISION

    @property
    def exists(self) -> bool:
        return self.is_own or self.ships


class ListEdits:
    """Reads and saves the lists of policies."""

    def __init__(self, guard: PolicyGuard, files: FileLog, events: Events) -> None:
        self._guard = guard
        self._files = FileEdits(files, events)

    def all(self, project: str) -> list[ListFile]:
        """The lists of a project, and those that its policies ask for and nobody has written.

        Raises:
            NotFoundError: there is no such project.
        """
        policies = self._guard.policies(project)
        asked = {name for one in policies.policies.values() for name in one.condition.lists}
        return [self._read(project, one, policies) for one in sorted({*asked, *_there(policies)})]

    def read(self, project: str, name: str) -> ListFile:
        """A list, which need not exist yet.

        Raises:
            NotFoundError: there is no such project.
            InputError: no list can be called so.
        """
        return self._read(project, name, self._guard.policies(project))

    def draft(self, project: str, name: str, change: ListChange) -> ListDraft:
        """A list as a change would make it; nothing is changed.

        Raises:
            PolicyError: the list as it is cannot be read, and the change does not replace it.
            NotFoundError: a version that it names is not kept.
        """
        found = self.read(project, name)
        path, text = self._base(found, change)
        add = list(change.add)
        if change.table is not None and not change.replaces:
            add += [one.name for one in parse_names(Path(f"{name}.csv"), change.table).rows]
        return draft_list(path, text, found.names, add, change.remove, of_laws=found.of_laws)

    def save(
        self,
        project: str,
        name: str,
        change: ListChange,
        revision: str,
        who: str,
        why: str,
        *,
        confirmed: bool = False,
    ) -> ListFile:
        """Write the home's own file of a list; it takes effect at once.

        Args:
            revision: of what was edited; `*` is any.
            confirmed: that most of its names go is meant.

        Raises:
            OutdatedError: the file is not that one any more.
            PolicyError: a name cannot stand on it; with all that is wrong.
            ConflictError: most of its names would go, and nobody confirmed that.
        """

        def write() -> None:
            draft = self.draft(project, name, change)
            if draft.problems:
                told = "\n".join(f"line {one.line}: {one.message}" for one in draft.problems)
                raise PolicyError(told, draft.problems)
            if (question := to_confirm(draft)) and not confirmed:
                raise ConflictError(question)
            write_whole(draft.path, draft.text)
            for other in _own_files(draft.path.parent, name):
                if other != draft.path:
                    other.unlink()

        self._change(project, name, revision, who, why, write)
        if confirmed:
            self._confirm(project, name, who)
        return self.read(project, name)

    def remove(
        self, project: str, name: str, revision: str, who: str, why: str, *, confirmed: bool = False
    ) -> None:
        """Remove the home's own file of a list: what ships counts again, or there is none.

        Args:
            confirmed: that the policies which use it do without is meant.

        Raises:
            NotFoundError: the home has no file of it.
            OutdatedError: the file is not of that revision any more.
            ConflictError: a policy uses it, and nobody confirmed that, or it is the home's own.
        """
        found = self.read(project, name)
        if not found.is_own:
            raise NotFoundError(f"project {project} has no file of its own for list {name}")
        folder = self._guard.folders(project)[0]
        users = [one for one in found.policies if one.enabled]
        needing = [one.id for one in users if one.files[0].parent == folder]
        if needing and not found.ships:
            raise ConflictError(
                f"policy {' and '.join(needing)} uses the list {name}: remove the list from the"
                " policy, or turn the policy off"
            )
        if users and not confirmed:
            asking = " and ".join(one.id for one in users)
            then = "then uses the shipped list" if found.ships else "is then skipped"
            raise ConflictError(f"policy {asking} uses the list {name} and {then}; confirm it")

        def write() -> None:
            for one in _own_files(folder / LISTS, name):
                one.unlink()

        self._change(project, name, revision, who, why, write)
        self._confirm(project, name, who)

    def versions(self, project: str, name: str) -> list[ListVersion]:
        """What the home's own file of a list was, the latest first."""
        folder = self._guard.folders(project)[0]
        edits = self._files.edits(project, _names_of_files(name))
        return [
            list_version(one, folder, is_compared=at < _COMPARED) for at, one in enumerate(edits)
        ]

    def version_text(self, project: str, name: str, sha256: str) -> str:
        """What a version said.

        Raises:
            NotFoundError: it is not kept.
        """
        return self._kept(self.read(project, name), sha256)[1]

    def _read(self, project: str, name: str, policies: PolicySet) -> ListFile:
        folders = self._guard.folders(project)
        if name not in _there(policies):
            _check_name(name)
        own, shipped = (_own_files(folder / LISTS, name) for folder in folders)
        users = tuple(one for one in policies.policies.values() if name in one.condition.lists)
        revision = NO_REVISION
        if own:
            content = b"\0".join(one.name.encode() + one.read_bytes() for one in own)
            revision = hashlib.sha256(content).hexdigest()
        file = (own or shipped or [folders[0] / LISTS / f"{name}.txt"])[0]
        names, fault = NamedList(name, ()), ""
        try:
            if len(own) > 1:
                fault = f"the list is in {own[0].name} and in {own[1].name}; keep one of them"
            elif own or shipped:
                names = read_list(file)
        except PolicyError as error:
            fault = str(error)
        return ListFile(
            project,
            name,
            names,
            revision,
            folders[0] / LISTS / file.name,
            bool(shipped),
            users,
            is_of_laws(policies, name),
            fault,
        )

    def _base(self, found: ListFile, change: ListChange) -> tuple[Path, str]:
        """The text that a change begins with, and the file that it is or will be."""
        if change.version:
            file, text = self._kept(found, change.version)
            return found.file.with_name(file), text
        if change.table is not None and change.replaces:
            return found.file.with_suffix(".csv"), change.table
        if found.fault:
            raise PolicyError(found.fault)
        if not found.exists:
            return found.file, ""
        path = found.names.path or found.file
        return found.file, path.read_text("utf-8-sig")

    def _kept(self, found: ListFile, sha256: str) -> tuple[str, str]:
        folder = self._guard.folders(found.project)[0]
        for file in _names_of_files(found.name):
            text = kept_text(folder, file, sha256)
            if text is not None:
                return Path(file).name, text.removeprefix("\ufeff")
        raise NotFoundError(f"no version {sha256[:8]} of list {found.name} is kept")

    def _change(
        self,
        project: str,
        name: str,
        revision: str,
        who: str,
        why: str,
        write: Callable[[], object],
    ) -> None:
        self._files.change(
            project,
            self._guard.folders(project),
            _names_of_files(name),
            partial(self.read, project, name),
            revision,
            write,
            f"list {name}",
            who,
            why,
        )

    def _confirm(self, project: str, name: str, who: str) -> None:
        held = {one.name for one in self._guard.held([project]) if not one.needed}
        if f"{LISTS}/{name}" in held:
            self._guard.confirm(project, f"{LISTS}/{name}", who)


def to_confirm(draft: ListDraft) -> str:
    """What somebody has to confirm of a change, "" where it is none of that kind."""
    if not draft.before or draft.names >= LEAST_LEFT * draft.before:
        return ""
    has = f"{draft.names:,} name{'' if draft.names == 1 else 's'}" if draft.names else "no name"
    return f"the list would have {has} instead of {draft.before:,}; confirm that this is meant"


def _there(policies: PolicySet) -> set[str]:
    """Names of lists that have a file, though it may be none that can be read."""
    wrong = [Path(one.file) for one in policies.problems]
    return {*policies.lists, *(one.stem for one in wrong if one.parent.name == LISTS)}


def _check_name(name: str) -> None:
    if not ID.fullmatch(name) or len(name) > MAX_ID_CHARACTERS:
        raise InputError(
            f"{name[:MAX_ID_CHARACTERS]!r} is not a valid name of a list: use lower-case letters,"
            f" digits and hyphens, {MAX_ID_CHARACTERS} at most"
        )


def _names_of_files(name: str) -> list[str]:
    return [f"{LISTS}/{name}{suffix}" for suffix in LIST_SUFFIXES]


def _own_files(folder: Path, name: str) -> list[Path]:
    paths = [folder / f"{name}{suffix}" for suffix in LIST_SUFFIXES]
    return [one for one in paths if one.is_file()]
