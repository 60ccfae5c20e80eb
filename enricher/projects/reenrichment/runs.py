"""Brings documents that another model read to the one that is deployed, from what is stored.

    outdated --owe--> owed --(pool: recognize, normalize)--> body --corrections--> index
             --try--> pool --> Difference                       (--dry-run: nothing is written)

No file is opened: the texts are in the ledger. Derived fields (`enricher.enrichment.derived_fields`) follow a change
of the schema without any model. What is owed is paid by whoever works on the home,
so that a run which was stopped goes on where it was, by itself or by a watcher.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from enricher.documents.records import models_key
from enricher.errors import EnricherError, InputError
from enricher.ingestion.derivations import Derivations
from enricher.ingestion.progress import Ingestion, Waiting
from enricher.ledger.backlog import IndexBacklog
from enricher.models.registry import Registry
from enricher.search.service import Search

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


class TextTable(Protocol):
    """The texts by the models that read them."""

    def models(self) -> Mapping[tuple[str, str], int]: ...

    def texts(
        self, keys: Collection[tuple[str, str]], among: Collection[str] | None = None
    ) -> list[str]: ...

    def unread(self) -> Mapping[str, str]: ...


class OwedTable(Protocol):
    """The texts that owe their entities."""

    def owe(self, documents: Iterable[str]) -> int: ...

    def owed(self) -> int: ...

    def unread(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Outdated:
    """Finds documents that are read otherwise than they would be now."""

    table: TextTable
    registry: Registry
    search: Search
    derivations: Derivations

    def count(self) -> int | None:
        """How many documents, members among them, have entities of other models than are deployed.

        Returns:
            None when that cannot be told: a deployment that serves a collection is gone, or damaged.
        """
        known = self.table.models()
        try:
            return sum(count for key, count in known.items() if self._is_old(key))
        except EnricherError:
            return None

    def find(self, where: Sequence[str] = (), *, everything: bool = False) -> list[str]:
        """The ids of documents whose entities are of other models than are deployed.

        Args:
            where: filters, which all must hold.
            everything: of the deployed models as well.

        Raises:
            InputError: a filter cannot be read, or finds more than an index gives.
            EnricherError: a deployment that serves a collection is not there, or damaged.
        """
        among = self._matching(where) if where else None
        keys = {key for key in self.table.models() if everything or self._is_old(key)}
        return self.table.texts(keys, among)

    def to_derive(self, where: Sequence[str] = (), but: Collection[str] = ()) -> list[str]:
        """The ids of documents whose derived fields are to follow a change of the schema.

        Args:
            where: filters, which all must hold.
            but: documents that are read again, and derived with it.

        Raises what `find` raises.
        """
        without = set(but)
        found = [one for one in self.derivations.find() if one not in without]
        among = self._matching(where) if where and found else None
        return [one for one in found if among is None or one in among]

    def left_out(self, documents: Collection[str]) -> list[str]:
        """Those that could be read, and not by what is deployed now."""
        unread = self.table.unread()
        of = set(documents)
        return [one for one in self.find() if one in of and one not in unread]

    def _is_old(self, key: tuple[str, str]) -> bool:
        served, models = key
        deployed = [self.registry.deployed(one) for one in served.split(",") if one]
        return models_key(deployed) != models

    def _matching(self, where: Sequence[str]) -> Collection[str]:
        page = self.search.page(where=where, size=_MOST_HITS)
        if page.total > len(page.hits):
            raise InputError(
                f"{page.total} documents match; --where takes {_MOST_HITS:,}, so narrow it, for"
                " example by a folder: --where 'path=/contracts/2014/'"
            )
        return {hit.id for hit in page.hits}


@dataclass(frozen=True, slots=True)
class Runs:
    """Lets documents be read again, and waits for it.

    Attributes:
        start: reading texts that owe entities, and nothing else.
    """

    outdated: Outdated
    table: OwedTable
    backlog: IndexBacklog
    place_of: Callable[[str], str]
    start: Callable[[], AbstractContextManager[Ingestion]]

    def run(
        self,
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
        table = self.table
        table.owe(documents)
        derived = self.outdated.derivations.derive(derive, stop)
        with self.start() as run:
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
                    if rounds < ROUNDS and table.owe(self.outdated.left_out(documents)):
                        rounds += 1
                        return False
                    last_write = self.backlog.last_write()
                return self.backlog.is_written(last_write)

            run.worker.run(is_done)
        of = set(documents)
        unread = tuple(
            Unread(identity, self.place_of(identity), reason)
            for identity, reason in table.unread().items()
            if identity in of
        )
        return Reenriched(len(documents), table.owed(), unread, derived)
