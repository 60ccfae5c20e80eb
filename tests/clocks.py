"""How long work may take: by the processor's clock, or by the wall's with a wide margin.

Tests run two at a time on machines that others use as well. What is judged is the kind of growth, or
a wait that does not end: a limit is several times what was measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def processor_at_most(seconds: float) -> Iterator[None]:
    """What this process computes meanwhile; what others do counts nothing."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


@contextmanager
def wall_at_most(seconds: float) -> Iterator[None]:
    """For what waits: give a limit that only a failure exceeds."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds
