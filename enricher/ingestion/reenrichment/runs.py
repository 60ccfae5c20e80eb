"""Brings documents that another model read to the one that is deployed, from what is stored.

    outdated --owe--> owed --(pool: recognize, normalize)--> body --corrections--> index
             --try--> pool --> Difference                       (--dry-run: nothing is written)

No file is opened: the texts are in the ledger. Derived fields (`enricher.enrichment.derived_fields`) follow a change
of the schema without any model. What is owed is paid by whoever works on the home,
so that a run which was stopped goes on where it was, by itself or by a watcher.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future
from contextlib import nullcontext
from dataclasses import dataclass

from enricher.enrichment.records import Record, from_record, models_key
from enricher.errors import EnricherError, InputError, ModelError, SettingsError
from enricher.ingestion.backlog import OwedText
from enricher.ingestion.folders import Waiting
from enricher.ingestion.jobs import decide
from enricher.ingestion.reenrichment.derived import find_underived, rederive
from enricher.ingestion.worker import Pool
from enricher.models.differences import Difference, compare
from enricher.wiring.home import Home
from enricher.wiring.ingestion import reenriching
from enricher.wiring.readers import reading
from enricher.wiring.search import search

_MOST_HITS = 10_000  # what an index gives at a time
ROUNDS = 3  # of one run; who deploys again and again starts another

OnProgress = Callable[[int, int], None]
"""How many of how many are done."""


@dataclass(frozen=True, slots=True)
class Unread:
    """A document that the deployed models could not read, and why; it keeps what it had."""

    id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reenriched:
    """What a run did.

    Attributes:
        documents: that were outdated, members among them.
        left: that still are, since the run was stopped.
        derived: whose derived fields alone followed the schema.
    """

    documents: int
    left: int
    unread: tuple[Unread, ...]
    derived: int = 0

    @property
    def reenriched(self) -> int:
        return self.documents - self.left - len(self.unread)


@dataclass(frozen=True, slots=True)
class Tried:
    """A document as the deployed models would have it; `error` says why they cannot read it."""

    id: str
    path: str
    difference: Difference
    error: str = ""


def count_outdated(home: Home) -> int | None:
    """How many documents, members among them, have entities of other models than are deployed.

    Returns:
        None when that cannot be told: a deployment that serves a collection is gone, or damaged.
    """
    known = home.ledger.reenrichment.models()
    try:
        return sum(count for key, count in known.items() if _is_old(home, key))
    except EnricherError:
        return None


def find_outdated(home: Home, where: Sequence[str] = (), *, everything: bool = False) -> list[str]:
    """The ids of documents whose entities are of other models than are deployed.

    Args:
        where: filters, which all must hold.
        everything: of the deployed models as well.

    Raises:
        InputError: a filter cannot be read, or finds more than an index gives.
        EnricherError: a deployment that serves a collection is not there, or damaged.
    """
    among = _matching(home, where) if where else None
    keys = {key for key in home.ledger.reenrichment.models() if everything or _is_old(home, key)}
    return home.ledger.reenrichment.texts(keys, among)


def find_to_derive(home: Home, where: Sequence[str] = (), but: Collection[str] = ()) -> list[str]:
    """The ids of documents whose derived fields are to follow a change of the schema.

    Args:
        where: filters, which all must hold.
        but: documents that are read again, and derived with it.

    Raises what `find_outdated` raises.
    """
    without = set(but)
    found = [one for one in find_underived(home) if one not in without]
    among = _matching(home, where) if where and found else None
    return [one for one in found if among is None or one in among]


def _is_old(home: Home, key: tuple[str, str]) -> bool:
    served, models = key
    deployed = [home.registry.deployed(one) for one in served.split(",") if one]
    return models_key(deployed) != models


def _matching(home: Home, where: Sequence[str]) -> Collection[str]:
    page = search(home).page(where=where, size=_MOST_HITS)
    if page.total > len(page.hits):
        raise InputError(
            f"{page.total} documents match; --where takes {_MOST_HITS:,}, so narrow it, for"
            " example by a folder: --where 'path=/contracts/2014/'"
        )
    return {hit.id for hit in page.hits}


def reenrich(
    home: Home,
    documents: Sequence[str],
    derive: Sequence[str] = (),
    *,
    on_progress: OnProgress = lambda done, of: None,
    stop: threading.Event | None = None,
) -> Reenriched:
    """Read documents again from what is stored, and return when the index has it.

    Returns early when `stop` is set; what is left is still owed.

    Args:
        derive: documents of which only derived fields are to follow the schema.

    Raises:
        UnavailableError: the index did not answer for a minute; what was read is kept.
    """
    table = home.ledger.reenrichment
    table.owe(documents)
    derived = rederive(home, derive, stop)
    with reenriching(home) as run:
        waiting = Waiting(run)
        last_write: int | None = None
        rounds = 1

        def is_done() -> bool:
            nonlocal last_write, rounds
            waiting.check()
            left = table.owed()
            on_progress(max(0, len(documents) - left), len(documents))
            if stop is not None and stop.is_set():
                return True
            if left:
                return False
            if last_write is None:
                # A watcher may have read some in the second before it noticed a deployment.
                if rounds < ROUNDS and table.owe(find_left_out(home, documents)):
                    rounds += 1
                    return False
                last_write = home.ledger.documents.last_write()
            return home.ledger.documents.is_written(last_write)

        run.worker.run(is_done)
    of = set(documents)
    unread = tuple(
        Unread(identity, home.ledger.accounts.place_of(identity), reason)
        for identity, reason in table.unread().items()
        if identity in of
    )
    return Reenriched(len(documents), table.owed(), unread, derived)


def find_left_out(home: Home, documents: Collection[str]) -> list[str]:
    """Those that could be read, and not by what is deployed now."""
    unread = home.ledger.reenrichment.unread()
    of = set(documents)
    return [one for one in find_outdated(home) if one in of and one not in unread]


def try_out(home: Home, documents: Sequence[str], pool: Pool | None = None) -> Iterator[Tried]:
    """Read documents with the deployed models and tell what would change; nothing is written.

    Args:
        pool: that reads them; None opens one.
    """
    ahead = 2 * home.settings.worker_count
    with reading(home.path, home.settings) if pool is None else nullcontext(pool) as readers:
        running: deque[_Trial] = deque()
        for document in documents:
            trial = _start(home, readers, document)
            if trial is not None:
                running.append(trial)
            if len(running) >= ahead:
                yield _finish(home, running.popleft())
        while running:
            yield _finish(home, running.popleft())


def try_deriving(home: Home, documents: Sequence[str]) -> Iterator[Tried]:
    """Derive the fields of documents and tell what would change; nothing is written."""
    for document in documents:
        stored = home.ledger.reenrichment.stored(document)
        if stored is not None:
            task, now = stored
            yield _compared(home, document, now, home.ledger.derive(task.body)[0])


@dataclass(frozen=True, slots=True)
class _Trial:
    task: OwedText
    now: bytes
    future: Future[list[Record]]


def _start(home: Home, pool: Pool, document: str) -> _Trial | None:
    stored = home.ledger.reenrichment.stored(document)
    if stored is None:
        return None  # it went meanwhile
    task, now = stored
    return _Trial(task, now, pool.submit(task))


def _finish(home: Home, trial: _Trial) -> Tried:
    identity = trial.task.document
    path = home.ledger.accounts.place_of(identity)
    error = trial.future.exception()
    if error is not None:
        if not isinstance(error, Exception) or isinstance(error, (ModelError, SettingsError)):
            raise error
        return Tried(identity, path, Difference(), decide(error, 1, 1, 1).reason)
    (record,) = trial.future.result()
    return _compared(home, identity, trial.now, record)


def _compared(home: Home, identity: str, now: bytes, record: Record) -> Tried:
    """A text as it is against what it would be, with what people said laid over it."""
    corrections = home.ledger.corrections.standing(identity)
    corrected = home.ledger.correct(record.body, corrections).body if corrections else None
    after = from_record(corrected or record.body)
    path = home.ledger.accounts.place_of(identity)
    return Tried(identity, path, compare(from_record(now), after))
