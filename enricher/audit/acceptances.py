"""What people decide about findings: that they can live with one, or no longer.

number, reason, until --accept--> ledger (who, when) --write_out--> index: policy, severity
"""

from __future__ import annotations

from datetime import date

from enricher.audit.findings import Acceptance, Finding
from enricher.errors import InputError
from enricher.history.days import local_time
from enricher.ingestion.indexer import write_out
from enricher.wiring.home import Home

_MOST_CHARACTERS = 2_000


def accept(home: Home, number: int, reason: str, who: str, until: date | None = None) -> Finding:
    """Say that a finding is to stay, and why; it counts as open no more.

    It stands until its facts change, its condition does, or the day is over; a new version of the
    document with the same values makes no difference. Accepting again replaces reason and day.

    Args:
        until: the last day on which that holds; None is for good.

    Raises:
        NotFoundError: there is no such finding.
        ConflictError: it is resolved.
        InputError: there is no reason, it is very long, or the day is over.
        UnavailableError: the index does not answer; it is kept all the same.
    """
    said = " ".join(reason.split())
    now = local_time()
    if not said:
        raise InputError(f"finding {number}: say why it is accepted; the reason is empty")
    if len(said) > _MOST_CHARACTERS:
        raise InputError(
            f"finding {number}: the reason has {len(said):,} characters; {_MOST_CHARACTERS:,} are"
            " the most"
        )
    if until is not None and until < now.date():
        raise InputError(f"finding {number}: {until} is over; name a day that is still to come")
    finding = home.ledger.findings.accept(number, Acceptance(said, who, now, until))
    write_out(home.ledger.documents, home.index)
    return finding


def reopen(home: Home, number: int, who: str) -> Finding:
    """Take an acceptance back; the finding is open again.

    Raises:
        NotFoundError: there is no such finding.
        ConflictError: it is not accepted.
        UnavailableError: the index does not answer; it is open all the same.
    """
    finding = home.ledger.findings.reopen(number, who, local_time())
    write_out(home.ledger.documents, home.index)
    return finding
