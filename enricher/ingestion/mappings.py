"""Has documents read again once the mapping that is for them is another."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from enricher.ledger.mappings import MappingChange, SeenMapping

logger = logging.getLogger(__name__)

_LOOK_SECONDS = 1.0


class MappingTable(Protocol):
    """Which mappings there were."""

    def see(self, seen: Sequence[SeenMapping]) -> list[MappingChange]: ...


@dataclass(slots=True)
class FollowedMappings:
    """The mappings of a home, and what the ledger makes of their changes.

    Attributes:
        read: those that there are now.
    """

    table: MappingTable
    read: Callable[[], Sequence[SeenMapping]]
    _next_look: float = 0.0

    def follow(self) -> list[MappingChange]:
        """Compare what is there with what was; says what changed."""
        changes = self.table.see(self.read())
        for one in changes:
            logger.info("mapping changed name=%s documents=%d", one.name, one.documents)
        return changes

    def step(self) -> None:
        """As `follow`, every other moment."""
        now = time.monotonic()
        if now >= self._next_look:
            self._next_look = now + _LOOK_SECONDS
            self.follow()
