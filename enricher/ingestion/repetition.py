"""Work that goes on beside reading and indexing, for as long as folders are watched."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Self

from enricher.errors import EnricherError

logger = logging.getLogger(__name__)

_LAST_SECONDS = 20.0  # for the step in hand, once told to stop

Begin = Callable[[Callable[[], bool]], AbstractContextManager[Callable[[], object]]]
"""Opens what steps need, told how to see that they are to end; what it gives is the step."""


class Repetition:
    """A thread that repeats a step; what stops it is told in the log, and it tries again later.

    Args:
        idle: what does not happen meanwhile, for the log.
        begin: called once, in the thread.
        pause_seconds: between two steps; doubled after each that fails, up to the longest.
    """

    def __init__(
        self, name: str, idle: str, begin: Begin, pause_seconds: float, longest_pause_seconds: float
    ) -> None:
        self._idle = idle
        self._begin = begin
        self._pause_seconds = pause_seconds
        self._longest_pause_seconds = longest_pause_seconds
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join(_LAST_SECONDS)

    def _run(self) -> None:
        pause = self._pause_seconds
        step: Callable[[], object] | None = None
        with ExitStack() as opened:
            while not self._stop.wait(pause):
                try:
                    step = step or opened.enter_context(self._begin(self._stop.is_set))
                    step()
                    pause = self._pause_seconds
                    continue
                except EnricherError as error:
                    logger.warning("%s at present reason=%s", self._idle, error)
                except Exception:  # reading and indexing go on without it
                    logger.exception("%s after a failure", self._idle)
                pause = min(2 * pause, self._longest_pause_seconds)
