"""Brings derived fields of indexed documents to the expressions that their schemas have now.

    schema.toml changed -> texts that are derived otherwise -> derived anew -> corrections over it -> index

Nothing is read and no model is loaded. Whoever works on the home does it on the way (`ingest`,
`watch`, `serve`), and `enricher reenrich` at once.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from enricher.errors import EnricherError

TOGETHER = 20  # documents a transaction; a long one takes 50 ms, and readers wait to write
_LOOK_SECONDS = 5.0


class DerivationTable(Protocol):
    """Which texts have derived fields by which expressions."""

    def known(self) -> Mapping[tuple[str, str], int]: ...

    def texts(self, such: Collection[tuple[str, str]]) -> list[str]: ...

    def derive(self, documents: Sequence[str]) -> int: ...


@dataclass(frozen=True, slots=True)
class Derivations:
    """Derives fields anew.

    Attributes:
        key_of: names the expressions that the schemas of models have now.
    """

    table: DerivationTable
    key_of: Callable[[str], str]

    def find(self) -> list[str]:
        """The ids of documents whose derived fields come from other expressions than they would now.

        Raises:
            SettingsError: a schema is wrong.
        """
        such = {
            (models, derived_by)
            for models, derived_by in self.table.known()
            if self.key_of(models) != derived_by
        }
        return self.table.texts(such) if such else []

    def derive(self, documents: Sequence[str], stop: threading.Event | None = None) -> int:
        """Derive the fields of documents anew; the index is told of those that are others now.

        Returns:
            How many were derived before `stop` was set.
        """
        for first in range(0, len(documents), TOGETHER):
            if stop is not None and stop.is_set():
                return first
            self.table.derive(documents[first : first + TOGETHER])
        return len(documents)


class Rederiving:
    """Does a little at a time, beside other work."""

    def __init__(self, derivations: Derivations) -> None:
        self._derivations = derivations
        self._waiting: list[str] = []
        self._next_look = 0.0

    @property
    def is_done(self) -> bool:
        return not self._waiting

    def step(self) -> None:
        now = time.monotonic()
        try:
            if not self._waiting and now >= self._next_look:
                self._waiting = self._derivations.find()
                # Counting a large ledger takes its time: it may cost a twentieth of it, no more.
                self._next_look = now + max(_LOOK_SECONDS, 20 * (time.monotonic() - now))
            some, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            if some:
                self._derivations.derive(some)
        except (
            EnricherError
        ):  # a schema that is being edited; who reads documents says what is wrong
            self._waiting = []
