"""The documents of a home: found by id, by the start of one, or by path, with all that is known."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from enricher.documents import MEMBER_MARK, EnrichedText, IndexedDocument
from enricher.errors import InputError, NotFoundError
from enricher.ledger.jobs import NEXT_STEPS


class Accounts(Protocol):
    """What became of each document."""

    def ids_from(self, start: str) -> list[str]: ...

    def id_at(self, path: Path, member: str = "") -> str | None: ...

    def explain(self, identity: str) -> dict[str, Any] | None: ...

    def place_of(self, identity: str) -> str: ...


class Texts(Protocol):
    """The documents as they were read."""

    def read(self, identity: str) -> IndexedDocument | None: ...


def absence(place: str) -> str:
    """Why there is no file of a document, in words.

    Args:
        place: where it was; "" of a document that is not known.
    """
    return f"{place} is gone" if place else "there is no such document"


@dataclass(frozen=True, slots=True)
class Version:
    """A content that a document had, and since when."""

    sha256: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """All that is known of a document.

    Attributes:
        state: `pending`, `enriched` (read, not yet searchable), `searchable` (its entities are
            still being looked for), `indexed` or `failed`.
        indexed: what was found in it; None while nothing was.
        versions: oldest first; the last is the present one.
        readers: the deployments that read it, by what it is.
    """

    id: str
    sha256: str
    state: str
    kind: str
    reason: str
    paths: tuple[str, ...]
    versions: tuple[Version, ...]
    members: tuple[str, ...]
    parents: tuple[str, ...]
    indexed: IndexedDocument | None
    readers: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        if self.indexed is not None:
            return self.indexed.title
        return self.paths[0].rsplit("/", 1)[-1] if self.paths else self.id

    @property
    def enriched(self) -> EnrichedText | None:
        return None if self.indexed is None else self.indexed.enriched

    @property
    def next_step(self) -> str:
        return NEXT_STEPS.get(self.kind, "") if self.state == "failed" else ""

    @property
    def since(self) -> str:
        return f"{self.versions[-1].seen_at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Catalog:
    accounts: Accounts
    texts: Texts

    def show(self, identity: str) -> Document:
        """Look a document up by its id, or the start of it.

        Raises:
            NotFoundError: there is none.
            InputError: several ids start so.
        """
        whole = self.complete(identity)
        known = self.accounts.explain(whole)
        if known is None:
            raise NotFoundError(f"there is no document {identity}")
        return Document(
            id=known["id"],
            sha256=known["sha256"],
            state=known["state"],
            kind=known["kind"],
            reason=known["reason"],
            paths=tuple(known["paths"]),
            versions=tuple(
                Version(one["sha256"], datetime.fromtimestamp(one["seen_at"], UTC))
                for one in known["versions"]
            ),
            members=tuple(known["members"]),
            parents=tuple(known["parents"]),
            indexed=self.texts.read(whole),
            readers=tuple(known["readers"]),
        )

    def complete(self, start: str) -> str:
        """Complete the start of an id.

        Raises:
            NotFoundError: no id starts so.
            InputError: several do.
        """
        ids = self.accounts.ids_from(start) if start else []
        if not ids:
            raise NotFoundError(
                f"there is no document {start}; `enricher search` lists the documents"
            )
        if len(ids) > 1 and start not in ids:
            raise InputError(
                f"{len(ids)} or more ids start with {start}; give more of its characters"
            )
        return start if start in ids else ids[0]

    def find(self, named: str) -> str:
        """The id of the document at a path (`archive.zip!/member.pdf` for members), or of that id.

        Raises:
            NotFoundError: there is none.
            InputError: several ids start so.
        """
        file, _, member = named.partition(MEMBER_MARK)
        is_path = "\0" not in file  # which no system has in one, and Python refuses to look for
        at = self.accounts.id_at(Path(os.path.realpath(file)), member) if is_path else None
        return at or self.complete(named)

    def read(self, named: str) -> IndexedDocument | None:
        """A document by its id, the start of it, or a path; None where it was not read.

        Raises what `find` raises.
        """
        return self.texts.read(self.find(named))

    def place_of(self, identity: str) -> str:
        """A path of it, through what it is a member of; "" where it is gone."""
        return self.accounts.place_of(identity)
