"""When documents came in, by the versions that the ledger keeps of each."""

from __future__ import annotations

from datetime import datetime

from connectors.ledger.database import Database
from connectors.ledger.rows import moment, shown_path
from enricher.ledger.arrivals import Arrival, Arrivals

_ARRIVED = """
    WITH arrived AS (
        SELECT document, MIN(seen_at) AS first, MAX(seen_at) AS last FROM versions
        WHERE document IN (SELECT document FROM versions WHERE seen_at >= :since)
        GROUP BY document
    )
    SELECT arrived.document, text.member, text.top, last, first >= :since,
        SUM(first >= :since) OVER (), COUNT(*) OVER ()
    FROM arrived JOIN documents AS text ON text.id = arrived.document
        JOIN documents AS top ON top.id = text.top
    WHERE text.state IN ('enriched', 'indexed') AND top.orphaned IS NULL
    ORDER BY last DESC, text.sequence
    LIMIT :size
"""
_PLACE = "SELECT path FROM files WHERE document = ? ORDER BY path LIMIT 1"


class ArrivalTable:
    """Satisfies `enricher.ledger.arrivals.ArrivalLog`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(self, since: datetime, size: int) -> Arrivals:
        connection = self._database.connection
        given = {"since": since.timestamp(), "size": size}
        rows = connection.execute(_ARRIVED, given).fetchall()
        latest = []
        for document, member, top, at, is_new, *_ in rows:
            place = connection.execute(_PLACE, (top,)).fetchone()
            path = "" if place is None else shown_path(place[0], member)
            latest.append(Arrival(document, path, moment(at), bool(is_new)))
        new, total = rows[0][5:] if rows else (0, 0)
        return Arrivals(new, total - new, tuple(latest))
