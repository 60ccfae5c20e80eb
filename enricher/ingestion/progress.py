"""An ingestion at work, and what happens between two steps of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from enricher.errors import UnavailableError
from enricher.files.disk import full_words
from enricher.ingestion.derivations import Rederiving
from enricher.ingestion.indexer import Indexer
from enricher.ingestion.mappings import FollowedMappings
from enricher.ingestion.worker import Worker
from enricher.ledger.accounts import Status

_HAND_BACK_SECONDS = 5.0
_PATIENCE_SECONDS = 60.0  # how long `ingest` waits for an index that does not answer


class Accounts(Protocol):
    """How far the documents are."""

    @property
    def growing_seconds(self) -> float: ...

    def status(self, below: Sequence[bytes] = ()) -> Status: ...

    def is_settled(self, below: Sequence[bytes] = (), *, but_growing: bool = False) -> bool: ...


@dataclass(frozen=True, slots=True)
class Ingestion:
    """A worker and an indexer at work on one home.

    Attributes:
        home: whose disk may be full.
        hand_back_of_the_dead: frees what processes had taken that are no more.
    """

    home: Path
    accounts: Accounts
    worker: Worker
    indexer: Indexer
    rederiving: Rederiving
    mappings: FollowedMappings
    hand_back_of_the_dead: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person who waits wants to see; `trouble` says why nothing new gets in."""

    status: Status
    trouble: str = ""


OnProgress = Callable[[Progress], None]


class Waiting:
    """What happens between two steps of the worker.

    Progress, jobs of the dead, an index that is down, fields that are to be derived anew.
    """

    def __init__(
        self,
        ingestion: Ingestion,
        on_progress: OnProgress | None = None,
        below: Sequence[bytes] = (),
        *,
        patient: bool = False,
    ) -> None:
        self._ingestion = ingestion
        self._on_progress = on_progress
        self._below = below
        self._patient = patient
        self._next_hand_back = time.monotonic() + _HAND_BACK_SECONDS
        self._next_progress = 0.0
        self._well_at = time.monotonic()

    @property
    def is_derived(self) -> bool:
        """Whether derived fields come from the expressions of now, as far as was seen."""
        return self._ingestion.rederiving.is_done

    def check(self) -> None:
        indexer = self._ingestion.indexer
        if indexer.crash is not None:
            raise indexer.crash
        self._ingestion.rederiving.step()
        self._ingestion.mappings.step()
        now = time.monotonic()
        if now >= self._next_hand_back:
            self._ingestion.hand_back_of_the_dead()
            self._next_hand_back = now + _HAND_BACK_SECONDS
        full = full_words(self._ingestion.home)
        trouble = full or indexer.trouble
        if not trouble or (indexer.is_written_elsewhere and not full):
            self._well_at = now
        elif not self._patient and now - self._well_at > _PATIENCE_SECONDS:
            raise UnavailableError(
                f"{trouble}; everything read so far is kept; run the same command again later"
            )
        if self._on_progress is not None and now >= self._next_progress:
            status = self._ingestion.accounts.status(self._below)
            self._on_progress(Progress(status, trouble))
            # Counting a large ledger takes its time: it may cost a twentieth of it, no more.
            self._next_progress = time.monotonic() + max(0.25, 20 * (time.monotonic() - now))
