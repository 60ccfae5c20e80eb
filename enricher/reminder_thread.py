"""Reminds people beside reading and indexing, for as long as folders are watched."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from enricher.errors import EnricherError
from enricher.wiring.stores import Store

logger = logging.getLogger(__name__)

_PAUSE_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 300.0
_LAST_SECONDS = 20.0  # for the message in hand, once told to stop: longer than a place may take


class ReminderThread:
    """Reminds for as long as it is open; whatever stops it is told in the log, and it tries again."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime], pause_seconds: float = _PAUSE_SECONDS
    ) -> None:
        self._store = store
        self._pause_seconds = pause_seconds
        self._clock = clock
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reminders", daemon=True)

    def __enter__(self) -> ReminderThread:
        settings = self._store.settings
        if settings.reminder_webhook or settings.reminder_mail_to:
            self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_LAST_SECONDS)

    def _run(self) -> None:
        from enricher.reminding import Reminding

        pause = self._pause_seconds
        reminding: Reminding | None = None
        while not self._stop.wait(pause):
            try:
                reminding = reminding or Reminding(self._store)
                reminding.run(self._clock, self._stop.is_set)
                pause = self._pause_seconds
                continue
            except EnricherError as error:
                logger.warning("nobody is reminded at present reason=%s", error)
            except Exception:  # reading and indexing go on without reminders
                logger.exception("reminding failed")
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
