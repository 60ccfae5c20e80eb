"""Audits beside reading and indexing, for as long as folders are watched."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from enricher.errors import EnricherError
from enricher.wiring.stores import Store

logger = logging.getLogger(__name__)

_PAUSE_SECONDS = 1.0
_LONGEST_PAUSE_SECONDS = 60.0
_LAST_SECONDS = 20.0  # for the batch in hand, once told to stop


class AuditThread:
    """Audits for as long as it is open; whatever stops it is told in the log, and it tries again."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="audit", daemon=True)

    def __enter__(self) -> AuditThread:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(_LAST_SECONDS)

    def _run(self) -> None:
        from enricher.auditing import Auditing  # who watches begins before that is loaded

        pause = _PAUSE_SECONDS
        with Auditing(self._store) as auditing:
            while not self._stop.wait(pause):
                try:
                    auditing.run(self._clock(), self._stop.is_set)
                    pause = _PAUSE_SECONDS
                    continue
                except EnricherError as error:
                    logger.warning("nothing is audited at present reason=%s", error)
                except Exception:  # reading and indexing go on without audits
                    logger.exception("an audit failed")
                pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
