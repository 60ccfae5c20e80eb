"""Entities for the documents of an index that somebody else fills.

    index.read (a point in time) -> content -> pool (extract, recognize, normalize)
        -> index.write (for the revision that was read)
             |-- changed meanwhile: read again, and recognize anew if it says something else
             |-- gone meanwhile: counted
             '-- refused, with the server's reason: reported

What a document carries says whether it is done, so that a run that was killed goes on where it
was, several may work at once, and nothing is done twice.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import asdict, dataclass, replace
from math import inf

from enricher.documents import EnrichedText, ExtractedText
from enricher.documents.document import in_the_versions_of
from enricher.entities import Notice
from enricher.errors import InputError, ModelError, SettingsError, UnavailableError
from enricher.ingestion.foreign.content import Content, Material
from enricher.ingestion.worker import Pool
from enricher.ledger.jobs import Failure, decide
from enricher.query.foreign_index import ForeignDocument, ForeignIndex, Update

logger = logging.getLogger(__name__)

_WRITTEN_TOGETHER = 200
_WRITTEN_CHARACTERS = 4_000_000
_WRITTEN_SECONDS = 2.0  # what is ready waits no longer for others
_TRIES = 5  # on a document that changes whenever it has been read; the next run tries again
PATIENCE_SECONDS = 60.0  # how long a server may be away
_PAUSE_SECONDS = 2.0
_NOT_ITS_FAULT = (UnavailableError, ModelError, SettingsError)  # says nothing about a document


@dataclass(slots=True)
class Account:
    """What became of the documents that were looked at.

    Attributes:
        enriched: have their entities now.
        unchanged: had them, of the same content and model.
        empty: hold nothing in the field; left alone.
        failed: could not be read (which their `error` says), or were refused by the server.
        gone: were deleted meanwhile.
        changing: changed whenever they had been read; left for the next run.
    """

    enriched: int = 0
    unchanged: int = 0
    empty: int = 0
    failed: int = 0
    gone: int = 0
    changing: int = 0

    @property
    def settled(self) -> int:
        return sum(self.as_json().values())

    def as_json(self) -> dict[str, int]:
        return asdict(self)

    def __add__(self, other: Account) -> Account:
        mine, theirs = self.as_json(), other.as_json()
        return Account(**{name: mine[name] + theirs[name] for name in mine})

    def sentence(self) -> str:
        """`12 enriched, 3 empty`."""
        counts = {name: count for name, count in self.as_json().items() if count}
        return ", ".join(f"{count} {name}" for name, count in counts.items()) or "nothing to do"


@dataclass(frozen=True, slots=True)
class Tried:
    """What was found in one document, with nothing written."""

    key: str
    fields: Mapping[str, list[str]]
    error: str | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Some documents as they would be enriched; `per_hour` is None where none could be read."""

    found: tuple[Tried, ...]
    per_hour: float | None


OnFailure = Callable[[ForeignDocument, str], None]
OnProgress = Callable[[Account], None]


class InPlace:
    """Enriches one index.

    Args:
        models: what each document is to be read by (`project/name/version`).
        ahead: how many documents the pool may have at a time.
        on_trouble: is told why the server cannot be worked with at present.
    """

    def __init__(
        self,
        index: ForeignIndex,
        content: Content,
        pool: Pool[EnrichedText],
        models: Sequence[str],
        ahead: int,
        *,
        on_failure: OnFailure,
        on_progress: OnProgress,
        on_trouble: Callable[[str], None],
    ) -> None:
        self._index = index
        self.content = content
        self._pool = pool
        self._models = tuple(models)
        self._ahead = ahead
        self._on_failure = on_failure
        self._on_progress = on_progress
        self._on_trouble = on_trouble
        self._account = Account()
        self._running: dict[Future[list[EnrichedText]], tuple[ForeignDocument, Material]] = {}
        self._ready: dict[str, Update] = {}
        self._ready_since = 0.0
        self._tries: dict[str, int] = {}
        # Nothing in these says that they were looked at; a later look at the same is not counted.
        self._set_aside: dict[str, tuple[int, int]] = {}

    def run(
        self, stop: threading.Event, *, again: bool = False, patience: float = PATIENCE_SECONDS
    ) -> Account:
        """Look at every document that waits, once.

        Args:
            stop: when it is set, what has been begun is finished.
            again: documents that the models have read are looked at as well, and read again when
                they failed or hold something else now.
            patience: how many seconds the server may be away.

        Raises:
            UnavailableError: it is away for longer.
            InputError: it does not take the query.
        """
        self._account = Account()
        well_at = time.monotonic()
        while True:
            settled = self._account.settled
            try:
                self._look(stop, again)
                return self._account
            except UnavailableError as error:
                if self._account.settled > settled:
                    well_at = time.monotonic()
                if stop.is_set() or time.monotonic() - well_at > patience:
                    raise
                self._on_trouble(str(error))
                self._account.unchanged = 0  # they are met again
                stop.wait(_PAUSE_SECONDS)

    def follow(
        self, stop: threading.Event, seconds: float, before: Callable[[], object]
    ) -> Account:
        """Look again and again, with pauses of so many seconds, until `stop` is set.

        Args:
            before: is called before each look; a new index may have come behind an alias.

        Returns:
            All that was done since `run`, its part included.
        """
        total = self._account
        while not stop.wait(seconds):
            try:
                before()
                total += self.run(stop, patience=inf)
            except UnavailableError as error:
                self._on_trouble(str(error))
        return total

    def _look(self, stop: threading.Event, again: bool) -> None:
        for document in self._index.read(self._models, again=again):
            if stop.is_set():
                break
            if not self._is_in_hand(document):
                self._begin(document)
            self._settle(self._ahead)
        while self._running or self._ready:
            self._settle(0)
            self._write()

    def _is_in_hand(self, document: ForeignDocument) -> bool:
        key = document.key
        return (
            key in self._ready
            or self._set_aside.get(key) == document.revision
            or any(key == running.key for running, _ in self._running.values())
        )

    def _begin(self, document: ForeignDocument) -> None:
        if document.content is None or not document.content.strip():
            self._account.empty += 1
            self._set_aside[document.key] = document.revision
            return
        try:
            material = self.content.prepare(document)
        except InputError as error:
            self._put_by(document, _unreadable(str(error)), "", with_text=False)
            return
        if self._is_done(document, material.digest, failed=False):
            material.discard()
            self._account.unchanged += 1
            return
        self._running[self._pool.submit(material.task)] = (document, material)

    def _is_done(self, document: ForeignDocument, digest: str, *, failed: bool) -> bool:
        """Whether a document says itself that these models have read this, or could not."""
        return (
            document.models == self._models
            and document.digest == digest
            and bool(document.error) == failed
        )

    def _settle(self, most: int) -> None:
        """Wait until no more than so many are being read, and write what has waited enough."""
        while len(self._running) > most:
            done, _ = wait(self._running, return_when=FIRST_COMPLETED)
            for future in done:
                document, material = self._running.pop(future)
                material.discard()
                enriched = _outcome(future)
                self._put_by(document, enriched, material.digest, with_text=material.is_file)
            if self._is_due():
                self._write()

    def _put_by(
        self, document: ForeignDocument, enriched: EnrichedText, digest: str, *, with_text: bool
    ) -> None:
        if not self._ready:
            self._ready_since = time.monotonic()
        models = in_the_versions_of(enriched.models, self._models)
        self._ready[document.key] = Update(document, enriched, models, digest, with_text)

    def _is_due(self) -> bool:
        characters = sum(len(one.enriched.extracted.text) for one in self._ready.values())
        return bool(self._ready) and (
            len(self._ready) >= _WRITTEN_TOGETHER
            or characters >= _WRITTEN_CHARACTERS
            or time.monotonic() - self._ready_since >= _WRITTEN_SECONDS
        )

    def _write(self) -> None:
        """Write what is ready; it stays ready when the server is away."""
        unwritten = self._index.write(list(self._ready.values()))
        updates, self._ready = self._ready, {}
        changed: list[Update] = []
        for key, update in updates.items():
            fault = unwritten.get(key)
            if fault is None:
                self._note(update)
            elif fault.why == "changed":
                changed.append(update)
            elif fault.why == "gone":
                self._account.gone += 1
            else:
                self._fail(update.document, fault.reason)
        if changed:
            self._look_again(changed)
        self._on_progress(self._account)

    def _note(self, update: Update) -> None:
        self._tries.pop(update.document.key, None)
        if update.failed:
            self._account.failed += 1
            self._on_failure(update.document, update.enriched.extracted.error or "")
        else:
            self._account.enriched += 1

    def _fail(self, document: ForeignDocument, reason: str) -> None:
        self._set_aside[document.key] = document.revision
        self._account.failed += 1
        self._on_failure(document, reason)

    def _look_again(self, changed: Sequence[Update]) -> None:
        """Documents that are not what was read: somebody wrote to them, perhaps we ourselves."""
        found = {one.key: one for one in self._index.read_again([one.document for one in changed])}
        for update in changed:
            document = found.get(update.document.key)
            if document is None:
                self._account.gone += 1
            elif self._is_done(document, update.digest, failed=update.failed):
                self._note(update)  # an answer that was lost, or another run
            elif self._tries.get(document.key, 0) >= _TRIES:
                self._account.changing += 1
            else:
                self._tries[document.key] = self._tries.get(document.key, 0) + 1
                if document.content == update.document.content:
                    self._ready[document.key] = replace(update, document=document)
                else:
                    self._begin(document)


def try_out(
    index: ForeignIndex,
    content: Content,
    pool: Pool[EnrichedText],
    models: Sequence[str],
    sample: int,
) -> Trial:
    """Read some documents that wait, and write nothing.

    Args:
        sample: how many are timed; one more goes before them, while the readers start.
    """
    documents = list(index.read(models, sample=sample + 1))
    found = _try(documents[:1], content, pool)
    started = time.monotonic()
    found += _try(documents[1:], content, pool)
    seconds = time.monotonic() - started
    timed = len(documents) - 1
    return Trial(tuple(found), timed / seconds * 3600 if timed > 0 else None)


def _try(
    documents: Sequence[ForeignDocument], content: Content, pool: Pool[EnrichedText]
) -> list[Tried]:
    begun: list[tuple[ForeignDocument, Material | None, Future[list[EnrichedText]] | str]] = []
    for document in documents:
        try:
            material = content.prepare(document)
            begun.append((document, material, pool.submit(material.task)))
        except InputError as error:
            begun.append((document, None, str(error)))
    found = []
    for document, made, result in begun:
        enriched = _unreadable(result) if isinstance(result, str) else _outcome(result)
        if made is not None:
            made.discard()
        fields = {
            category: [one.value.display for one in values]
            for category, values in enriched.fields.items()
        }
        found.append(Tried(document.key, fields, enriched.extracted.error))
    return found


def _outcome(future: Future[list[EnrichedText]]) -> EnrichedText:
    error = future.exception()
    if error is not None:
        if not isinstance(error, Exception) or isinstance(error, _NOT_ITS_FAULT):
            raise error
        outcome = decide(error, attempt=1, attempts=1, retry_seconds=1)
        return _unreadable(
            outcome.reason, outcome.kind if isinstance(outcome, Failure) else "unavailable"
        )
    own, *members = future.result()
    return without_members(own, len(members))


def without_members(enriched: EnrichedText, count: int) -> EnrichedText:
    """A document by itself; a warning tells of the members that it holds."""
    if not count:
        return enriched
    warning = Notice("members_unread", {"count": count})
    return replace(enriched, warnings=(*enriched.warnings, warning))


def _unreadable(reason: str, kind: str = "failed") -> EnrichedText:
    extracted = ExtractedText(
        member="", sha256="", size_bytes=0, media_type="", failure=Notice(kind, {"why": reason})
    )
    return EnrichedText(extracted, language="")
