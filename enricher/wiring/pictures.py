"""Pages as pictures, drawn in killable processes that start when the first is wanted."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enricher.errors import EnricherError, ExtractionError, StoppedError
from enricher.settings import Settings
from enricher.text.page_places import DrawnPage

if TYPE_CHECKING:
    from connectors.sandbox.pool import Sandbox

# Every page of an ordinary document takes well under a second; the rest is somebody's mischief.
PAGE_SECONDS = 10.0
_MEGABYTES = 1000
_RECYCLE = 500
_IDLE_SECONDS = 60.0
_FAILED_SECONDS = 60.0
_REMEMBERED = 200  # pages whose characters are kept: corrections change entities, not pages


class Pictures(AbstractContextManager["Pictures"]):
    """Draws pages of PDFs, and tells where their characters stand.

    Its methods wait while all processes are busy. `member` is the way to a PDF inside a mail or an
    archive, whose content is then the one that is named; "" where the PDF is the file itself.

    Args:
        settings: bound how members are unpacked.
        passwords: tells those that may open a file.

    Raises:
        ExtractionError: the page cannot be drawn, or not in time.
        NotFoundError: there is no such page.
        UnavailableError: it is closed.
    """

    def __init__(
        self,
        processes: int,
        seconds: float = PAGE_SECONDS,
        settings: Settings | None = None,
        passwords: Callable[[], tuple[str, ...]] = tuple,
    ) -> None:
        self._passwords = passwords
        self._settings = settings or Settings()
        self._processes = processes
        self._seconds = seconds
        self._lock = threading.Lock()
        self._sandbox: Sandbox[Any, Any] | None = None
        self._failed: dict[tuple[str, str, int], tuple[str, float]] = {}
        self.characters = lru_cache(_REMEMBERED)(self._characters)
        self.sizes = lru_cache(_REMEMBERED)(self._sizes)

    def __exit__(self, *_: object) -> None:
        self.close()

    def picture(self, path: Path, sha256: str, number: int, width: int, member: str = "") -> bytes:
        """A page as PNG.

        Args:
            number: of the page, from 1.
            width: in pixels; less where the page is so long that it would be too large.
        """
        drawn: bytes = self._look(path, sha256, member, "picture", number, width)
        return drawn

    def _characters(self, path: Path, sha256: str, number: int, member: str = "") -> DrawnPage:
        """The characters of a page, from 1, of a file of this content."""
        found: DrawnPage = self._look(path, sha256, member, "characters", number)
        return found

    def _sizes(self, path: Path, sha256: str, member: str = "") -> tuple[tuple[float, float], ...]:
        """Width and height of each page, in points."""
        found: tuple[tuple[float, float], ...] = self._look(path, sha256, member, "sizes")
        return found

    def close(self) -> None:
        with self._lock:
            if self._sandbox is not None:
                self._sandbox.close()
                self._sandbox = None

    def _look(
        self, path: Path, sha256: str, member: str, what: Any, number: int = 1, width: int = 0
    ) -> Any:
        """Ask a process; a page that hangs costs its time once, however often it is asked for."""
        key = sha256, what, number
        reason, until = self._failed.get(key, ("", 0.0))
        if time.monotonic() < until:
            raise ExtractionError(reason)
        try:
            return self._ask(path, self._place(member, sha256), what, number - 1, width)
        except ExtractionError as error:
            with self._lock:
                if len(self._failed) >= _REMEMBERED:
                    self._failed.clear()
                self._failed[key] = str(error), time.monotonic() + _FAILED_SECONDS
            raise

    def _place(self, member: str, sha256: str) -> Any:
        from connectors.files.members import MemberPlace
        from connectors.files.reader import Bounds

        if not member:
            return None
        at = self._settings
        bounds = Bounds(at.member_depth, at.member_count, at.member_megabytes)
        return MemberPlace(member, sha256, bounds, tuple(at.ignore), self._passwords())

    def _ask(self, path: Path, member: Any, what: Any, number: int, width: int) -> Any:
        from connectors.files.pdf_pages import Look

        look = Look(path, what, number, width, member, self._passwords())
        future: Future[Any] = self._open().submit(look)
        error = future.exception()
        if isinstance(error, StoppedError):  # the settings that it names are those for reading
            raise ExtractionError(f"the page cannot be shown: reading {error.what}") from error
        if isinstance(error, ExtractionError):
            raise ExtractionError(f"the page cannot be shown: {error}") from error
        if isinstance(error, EnricherError):
            raise error
        if error is not None:
            raise ExtractionError("the page cannot be shown: the renderer failed on it") from error
        return future.result()

    def _open(self) -> Sandbox[Any, Any]:
        from connectors.files.pdf_pages import start_drawing
        from connectors.sandbox.pool import Sandbox

        with self._lock:
            if self._sandbox is None:
                self._sandbox = Sandbox(
                    start_drawing,
                    self._processes,
                    self._seconds,
                    _MEGABYTES,
                    _RECYCLE,
                    _IDLE_SECONDS,
                )
            return self._sandbox
