"""What the ledger tells people: the account of every file, and the collections there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from enricher.documents.document_type import DOCUMENT_TYPE, FINANCIAL_TYPES
from enricher.ledger.routes import Route, deployments_of

CONTRACTS = "contracts/production"
CLAUSES = "clauses/production"
FINANCIAL = "financial/production"
DEFAULT_ROUTES = (
    Route(CONTRACTS),
    Route(CLAUSES),
    *(Route(FINANCIAL, DOCUMENT_TYPE, one) for one in FINANCIAL_TYPES),
)
"""What reads a collection for which nobody said otherwise."""
DEFAULT_DEPLOYMENTS = tuple(deployments_of(DEFAULT_ROUTES))


def reading_order(deployment: str) -> tuple[int, str]:
    """Sorts deployments: those that ship first, fields before clauses, then by name."""
    is_shipped = deployment in DEFAULT_DEPLOYMENTS
    place = DEFAULT_DEPLOYMENTS.index(deployment) if is_shipped else len(DEFAULT_DEPLOYMENTS)
    return place, deployment


DEFAULT_COLLECTION = "default"
FOLDER_KIND = "folder"
"""Of what failed: a folder of whose files not all are known."""

_KINDS = {
    "encrypted": ("encrypted", "encrypted"),
    "scan": ("scan needs OCR", "scans need OCR"),
    "illegible": ("illegible scan", "illegible scans"),
    "unsupported": ("without text", "without text"),
    "unreadable": ("unreadable", "unreadable"),
    FOLDER_KIND: ("folder not read", "folders not read"),
}


@dataclass(frozen=True, slots=True)
class Status:
    """Files on the disk: seen = indexed + failed + ignored + pending.

    Attributes:
        kinds: the failed ones by kind.
        missing: files that vanished and whose documents are still searchable.
        documents: that can be searched: what a search without words or filters finds. Files of the
            same content are one document, and members of mails and archives are documents too.
        members: of the documents, those that lie inside of mails and archives.
        backlog_seconds: for how long the oldest pending file has been waiting.
        held: why nothing is removed from a folder, one sentence each.
        folders: which folders cannot be read and why, one sentence each, some of them where they
            are many; what was read from below them stays.
        growing: some of the pending files that do not stand still, by their paths.
        embedded: documents whose passages have vectors; a meaning finds these alone.
        unembedded: those whose passages still are to get theirs.
        unembeddable: those whose passages could not get theirs.
    """

    seen: int
    indexed: int
    failed: int
    ignored: int
    pending: int
    kinds: dict[str, int]
    missing: int
    documents: int
    members: int
    members_failed: int
    backlog_seconds: float
    held: tuple[str, ...] = field(default=())
    folders: tuple[str, ...] = field(default=())
    growing: tuple[str, ...] = field(default=())
    embedded: int = 0
    unembedded: int = 0
    unembeddable: int = 0

    def semantic(self) -> str:
        """How far semantic search is, "" when it is ready: `1,200 of 1,500 documents ready`."""
        if not self.unembedded and not self.unembeddable:
            return ""
        count = self.embedded + self.unembedded + self.unembeddable
        ready = f"{self.embedded:,} of {count:,} document{'' if count == 1 else 's'} ready"
        return f"{ready}, {self.unembeddable:,} failed" if self.unembeddable else ready

    def searchable(self) -> str:
        """The documents that can be searched: `46 documents, 5 of them inside mails and archives`."""
        documents = f"{self.documents:,} document{'' if self.documents == 1 else 's'}"
        if not self.members:
            return documents
        return f"{documents}, {self.members:,} of them inside mails and archives"

    def sentence(self) -> str:
        """The accounting line: `44 files: 41 indexed, 1 encrypted, 1 scan needs OCR, 1 ignored`."""
        parts = [f"{self.indexed} indexed"]
        for kind, (one, many) in _KINDS.items():
            if count := self.kinds.get(kind):
                parts.append(f"{count} {one if count == 1 else many}")
        rest = sum(count for kind, count in self.kinds.items() if kind not in _KINDS)
        parts += [f"{rest} failed"] if rest else []
        parts += [f"{self.ignored} ignored"] if self.ignored else []
        parts += [f"{self.pending} pending"] if self.pending else []
        return f"{self.seen} file{'' if self.seen == 1 else 's'}: " + ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Account:
    """One file or member that is not in the index, and what to do about it."""

    id: str
    path: str
    state: str
    kind: str
    reason: str
    next_step: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Collection:
    """A name for what lies below some folders.

    Attributes:
        rows: the rows of its documents' tables are searched as well.
    """

    name: str
    roots: tuple[Path, ...]
    serve: tuple[Route, ...]
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Root:
    """`held` says why nothing is removed from it at present, "" when nothing is held."""

    path: Path
    collection: str
    held: str = ""
