"""What people did: an act of somebody, when, and what it was about.

    an act --the same transaction--> its table (corrections, party_log, comments), or `history` where none keeps it
    all three --connectors.history--> Event --> enricher history, GET /api/history, portal

What a program does by itself (reading, indexing, trying again) is in the ledger's accounts and the
log, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Protocol

MOST_AT_ONCE = 10_000
"""Documents and findings that one act may be about."""


class Act(StrEnum):
    """What somebody did."""

    # A new one gets its words in `enricher.api.bodies.event_wording`.
    TAG = "tag"
    REJECT = "reject"
    SUPPRESS = "suppress"
    UNDO = "undo"
    NONE = "none"
    """There is none of a category in a document."""
    SET_CELL = "set-cell"
    """A cell of a table has another value than was read, or none."""
    REMOVE_ROW = "remove-row"
    """A row of a table is none."""
    ADD_ROW = "add-row"
    SET_FACT = "set-fact"
    """A table states another balance, currency or account than was read, or none."""
    ADD_TABLE = "add-table"
    ACCEPT = "accept"
    """A finding of a policy may stay."""
    REOPEN = "reopen"
    """An `ACCEPT` is undone."""
    ASSIGN = "assign"
    """A document or a finding is somebody's to deal with, or nobody's any more."""
    COMMENT = "comment"
    DELETE_COMMENT = "delete-comment"
    MERGE = "merge"
    SPLIT = "split"
    CREATE_PROJECT = "create-project"
    DELETE_PROJECT = "delete-project"
    SCHEMA = "schema"
    IMPORT = "import"
    """Labels came into a project, from a file, a register or corrections."""
    LABEL = "label"
    """Somebody tagged a document of a project."""
    ASSIGN_TAGGERS = "assign-taggers"
    """Documents are to be tagged by some people, each for themselves."""
    WITHDRAW_TAGGER = "withdraw-tagger"
    ADJUDICATE = "adjudicate"
    """What taggers said of a document, and was decided between them, became its labels."""
    UNDO_ADJUDICATION = "undo-adjudication"
    ADD_DOCUMENTS = "add-documents"
    REMOVE_DOCUMENT = "remove-document"
    DATASET = "dataset"
    """What documents of a project are for."""
    TRAIN = "train"
    CANCEL_TRAINING = "cancel-training"
    DEPLOY = "deploy"
    SWAP = "swap"
    ROLLBACK = "rollback"
    DELETE_MODEL = "delete-model"
    POLICY = "policy"
    """A file of a policy, or of a list, came, changed or went; it is told when that was seen."""
    CONFIRM_POLICY = "confirm-policy"
    """That a file of a policy or list is gone, or so short, is meant."""
    STANDARD = "standard"
    """The standard wording of a clause in the playbook of a project came, changed or went."""
    MAPPING = "mapping"
    """A file that says what stands where in files of records came, changed or went; told when that was seen."""
    COLLECTION = "collection"
    MOVE = "move"
    """An uploaded document is in another collection."""
    READ_AGAIN = "read-again"
    """The file of a document is to be read once more."""
    CONFIRM_REMOVED = "confirm-removed"
    DROP_REMINDER = "drop-reminder"
    """A message that was still to be sent is given up."""
    ALERT = "alert"
    """Reminders of new documents of a saved search were turned on or off."""
    ADD_PASSWORD = "add-password"
    """A password by which protected files are opened came; it is told by its number and its name."""
    REMOVE_PASSWORD = "remove-password"
    ADD_USER = "add-user"
    CHANGE_USER = "change-user"
    """Another role, a password, locked or unlocked."""
    REMOVE_USER = "remove-user"
    ADD_KEY = "add-key"
    """A key of a user's own; it is told by its number and what it is for."""
    REMOVE_KEY = "remove-key"
    SETTINGS = "settings"
    """Settings were chosen in the browser; they are told by their names."""


Kind = Literal[
    "document",
    "words",
    "party",
    "project",
    "collection",
    "folder",
    "place",
    "mapping",
    "password",
    "user",
    "search",
    "settings",
]
"""What an act is about; `words` are those that were suppressed in all documents."""


@dataclass(frozen=True, slots=True)
class Event:
    """An act of somebody.

    Attributes:
        at: of what is told as one (`Act.LABEL`), the last.
        subject: the id of a document, the name of anything else.
        details: what else there is to say, by `act`.
    """

    at: datetime
    who: str
    act: Act
    kind: Kind
    subject: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some of the events that were asked for, the latest first; `total` are there."""

    total: int
    events: tuple[Event, ...]


_NAMED = 100  # an import may bring tens of thousands


def some_documents(names: Sequence[str]) -> dict[str, Any]:
    """Details that name documents of a project: how many, and the first of them."""
    return {"count": len(names), "documents": list(names[:_NAMED])}


class Note(Protocol):
    """Keeps an act in the history."""

    def __call__(self, act: Act, /, **details: Any) -> None: ...


Noting = Callable[[], AbstractContextManager[Note]]
"""What is done within stands in the history together with it, or neither does."""


class History(Protocol):
    def noting(self, who: str, kind: Kind, subject: str) -> AbstractContextManager[Note]:
        """What is done within stands in the history together with it, or neither does."""


def unnoted() -> AbstractContextManager[Note]:
    """For what nobody asked for, or what is noted elsewhere."""
    return nullcontext(_forget)


def _forget(act: Act, /, **details: Any) -> None:
    return None
