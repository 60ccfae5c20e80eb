"""What draws parts of pages: a process that can be killed, since what it opens may be hostile."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from enricher.ports import PartOfPage

if TYPE_CHECKING:
    from connectors.sandbox import Sandbox

_SECONDS = 15.0
_MEGABYTES = 1_000
_RECYCLE = 500
_IDLE_SECONDS = 120.0


class KillableDrawing:
    """Satisfies `enricher.ports.Drawing`; its process is started when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sandbox: Sandbox[PartOfPage, bytes | None] | None = None

    def part(self, part: PartOfPage) -> bytes | None:
        future: Future[bytes | None] = self._opened().submit(part)
        return future.result()

    def _opened(self) -> Sandbox[PartOfPage, bytes | None]:
        from connectors.page_parts import start_drawing
        from connectors.sandbox import Sandbox

        with self._lock:
            if self._sandbox is None:
                self._sandbox = Sandbox(
                    start_drawing, 1, _SECONDS, _MEGABYTES, _RECYCLE, _IDLE_SECONDS
                )
            return self._sandbox

    def close(self) -> None:
        with self._lock:
            if self._sandbox is not None:
                self._sandbox.close()
                self._sandbox = None
