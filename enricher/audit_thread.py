"""Audits beside reading and indexing, for as long as folders are watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from enricher.repeating import Repeating
from enricher.wiring.stores import Store

_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


class AuditThread(Repeating):
    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        super().__init__("audit", "nothing is audited", _PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS)
        self._store = store
        self._clock = clock

    @contextmanager
    def begin(self, is_stopped: Callable[[], bool]) -> Iterator[Callable[[], object]]:
        from enricher.auditing import Auditing  # who watches begins before that is loaded

        with Auditing(self._store) as auditing:
            yield lambda: auditing.run(self._clock(), is_stopped)
