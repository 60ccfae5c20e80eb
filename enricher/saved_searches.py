"""A search that people keep under a name, for everybody who may search."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """`address` is what stands behind `?` in the address of the search's page."""

    id: int
    name: str
    address: str
    made_at: datetime
