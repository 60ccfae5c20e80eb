"""Ctrl-C and SIGTERM: the first asks to stop, the second stops."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import click

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass
class Interruption:
    """`stop` is set by the first signal, whose number is `signal` then."""

    stop: threading.Event = field(default_factory=threading.Event)
    signal: int | None = None

    @property
    def exit_code(self) -> int:
        """What shells expect of a program that a signal ended, 0 when none did."""
        return 128 + self.signal if self.signal else 0

    def handle(self, number: int, _frame: FrameType | None) -> None:
        if self.signal is not None:
            signal.signal(number, signal.SIG_DFL)
            os.kill(os.getpid(), number)
            return
        self.signal = number
        self.stop.set()
        click.echo(
            "stopping after the current document; press Ctrl-C again to stop at once", err=True
        )


@contextmanager
def interruptible() -> Iterator[Interruption]:
    """Within, the first signal sets `stop`, and the second ends the process."""
    interruption = Interruption()
    before = {one: signal.signal(one, interruption.handle) for one in _SIGNALS}
    try:
        yield interruption
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
