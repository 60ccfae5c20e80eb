"""Audits beside reading and indexing, for as long as folders are watched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from enricher.ingestion.repetition import Repeating
from enricher.wiring.home import Home

logger = logging.getLogger(__name__)

_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0


class AuditThread(Repeating):
    def __init__(self, home: Home, clock: Callable[[], datetime]) -> None:
        super().__init__("audit", "nothing is audited", _PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS)
        self._home = home
        self._clock = clock

    @contextmanager
    def begin(self, is_stopped: Callable[[], bool]) -> Iterator[Callable[[], object]]:
        from enricher.audit.run import Auditing  # who watches begins before that is loaded

        told: tuple[str, ...] = ()
        with Auditing(self._home) as auditing:

            def step() -> object:
                nonlocal told
                run = auditing.run(self._clock(), is_stopped)
                for problem in run.problems if run.problems != told else ():
                    logger.warning("policies not asked problem=%r", problem)
                told = run.problems
                return run

            yield step
