"""A search that people keep under a name.

One kind serves the search page and audit queries (`enricher.audit.queries`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search.

    Attributes:
        address: what stands behind `?` in the address of the search's page; an audit query has a
            `where` for each condition that was typed.
        title: the question in words, "" where nobody gave any.
    """

    id: int
    name: str
    address: str
    made_at: datetime
    title: str = ""

    @property
    def conditions(self) -> list[str]:
        """Those that were typed, which the search page has no boxes for."""
        return [value for name, value in parse_qsl(self.address) if name == "where"]
