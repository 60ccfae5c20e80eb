"""Reminds people beside reading and indexing, for as long as folders are watched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Self

from enricher.ingestion.repetition import Repeating
from enricher.wiring.home import Home

_PAUSE_SECONDS = 5.0
_LONGEST_PAUSE_SECONDS = 300.0


class ReminderThread(Repeating):
    """Begins only where the settings name somebody to remind."""

    def __init__(
        self, home: Home, clock: Callable[[], datetime], pause_seconds: float = _PAUSE_SECONDS
    ) -> None:
        super().__init__("reminders", "nobody is reminded", pause_seconds, _LONGEST_PAUSE_SECONDS)
        self._home = home
        self._clock = clock

    def __enter__(self) -> Self:
        settings = self._home.settings
        if settings.reminder_webhook or settings.reminder_mail_to:
            return super().__enter__()
        return self

    @contextmanager
    def begin(self, is_stopped: Callable[[], bool]) -> Iterator[Callable[[], object]]:
        from enricher.reminders.service import Reminding

        reminding = Reminding(self._home)
        yield lambda: reminding.run(self._clock, is_stopped)
