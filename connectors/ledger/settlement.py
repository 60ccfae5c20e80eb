"""What whoever writes to bodies does before the transaction ends: what follows from them is made anew."""

from __future__ import annotations

import sqlite3

from connectors.ledger.families import settle_families
from connectors.ledger.parties import settle_parties


def settle(connection: sqlite3.Connection) -> None:
    """Choose the names that are shown for parties, and look for relatives, where that may have changed."""
    settle_parties(connection)
    settle_families(connection)
