"""A log that strangers cannot fill: what they can cause as often as they like is said once a minute."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

_SECONDS = 60.0
_MOST_KINDS = 1000

_Kind = tuple[object, ...]


@dataclass(slots=True)
class _Said:
    at: float
    record: logging.LogRecord
    more: int = 0


class OncePerMinute(logging.Filter):
    """Lets one record of a kind through a minute, and says how many more there were.

    Two records are of one kind if the same line of code made them and, where they tell of an
    exception, it has one type and was raised at one place.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._lock = threading.Lock()
        self._said: dict[_Kind, _Said] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        kind, now = _kind(record), self._clock()
        with self._lock:
            said = self._said.get(kind)
            if said is not None and now < said.at + _SECONDS:
                said.more += 1
                return False
            if said is None and len(self._said) >= _MOST_KINDS:
                self._said.pop(next(iter(self._said)))
            self._said[kind] = _Said(now, record)
        if said is not None:
            _tell_more(said)
        return True

    def flush(self, *, all_of_them: bool = False) -> None:
        """Tell of what was kept back for a minute."""
        now = self._clock()
        with self._lock:
            due = [
                kind
                for kind, said in self._said.items()
                if all_of_them or now >= said.at + _SECONDS
            ]
            ended = [self._said.pop(kind) for kind in due]
        for said in ended:
            _tell_more(said)


@contextmanager
def limited(names: Sequence[str]) -> Iterator[OncePerMinute]:
    """Limit what the loggers of these names say."""
    limit = OncePerMinute()
    loggers = [logging.getLogger(name) for name in names]
    for one in loggers:
        one.addFilter(limit)
    try:
        yield limit
    finally:
        for one in loggers:
            one.removeFilter(limit)
        limit.flush(all_of_them=True)


def _kind(record: logging.LogRecord) -> _Kind:
    made_by = record.name, record.levelno, record.pathname, record.lineno
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return made_by
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ()
    return (*made_by, type(error), *place)


def _tell_more(said: _Said) -> None:
    """Past the filters of the logger, which would keep this back as well."""
    if not said.more:
        return
    first = said.record
    message = first.getMessage().splitlines()[0]
    record = logging.LogRecord(
        first.name,
        first.levelno,
        first.pathname,
        first.lineno,
        "%s (%d more in a minute)",
        (message, said.more),
        None,
    )
    logging.getLogger(first.name).callHandlers(record)
