"""Texts as PDF files, set in a killable process that starts when the first is wanted."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from connectors.sandbox.pool import Sandbox
from connectors.typesetter.sheets import Sheet, Typeset, start_typesetting
from enricher.errors import InputError, StoppedError

SECONDS = 60.0
MEGABYTES = 2000
_RECYCLE = 20
_IDLE_SECONDS = 60.0
_KEPT_SECONDS = 300.0  # somebody who asks again wants the same file, or what was found since
_KEPT_FILES = 8
_KEPT_BYTES = 32_000_000


@dataclass(frozen=True, slots=True)
class _Kept:
    file: Typeset
    until: float


class Typesetter(AbstractContextManager["Typesetter"]):
    """Sets one file at a time, and keeps the last ones by what they show.

    The library keeps what it once set in memory, some 300 MB for a report: here that ends with the
    process.
    """

    def __init__(self, seconds: float = SECONDS, megabytes: int = MEGABYTES) -> None:
        self._seconds = seconds
        self._megabytes = megabytes
        self._lock = threading.Lock()
        self._sandbox: Sandbox[Sheet, Typeset] | None = None
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            if self._sandbox is not None:
                self._sandbox.close()
                self._sandbox = None

    def typeset(self, template: str, texts: Mapping[str, Any], made: datetime) -> Typeset:
        """As `connectors.typesetter.sheets.typeset`; a file that shows the same but was made just before does.

        Args:
            texts: `made` among them is when the file is made, and makes no other file.

        Raises:
            InputError: it takes too much time or memory.
            UnavailableError: this was closed meanwhile.
        """
        key = _key(template, texts)
        with self._lock:
            kept = self._kept.get(key)
        if kept is not None and time.monotonic() < kept.until:
            return kept.file
        try:
            file = self._open().submit(Sheet(template, texts, made)).result()
        except StoppedError as error:
            raise InputError(
                f"the PDF file could not be made: it {error.what}; choose a shorter"
                " period, or open the report as a page"
            ) from error
        with self._lock:
            self._kept[key] = _Kept(file, time.monotonic() + _KEPT_SECONDS)
            self._kept.move_to_end(key)
            while len(self._kept) > _KEPT_FILES or self._kept_bytes() > _KEPT_BYTES:
                self._kept.popitem(last=False)
        return file

    def _kept_bytes(self) -> int:
        return sum(len(one.file.content) for one in self._kept.values())

    def _open(self) -> Sandbox[Sheet, Typeset]:
        with self._lock:
            if self._sandbox is None:
                self._sandbox = Sandbox(
                    start_typesetting, 1, self._seconds, self._megabytes, _RECYCLE, _IDLE_SECONDS
                )
            return self._sandbox


def _key(template: str, texts: Mapping[str, Any]) -> str:
    shown = {name: text for name, text in texts.items() if name != "made"}
    return hashlib.sha256((template + json.dumps(shown, sort_keys=True)).encode()).hexdigest()
