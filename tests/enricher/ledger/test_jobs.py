from __future__ import annotations

import pytest

from enricher.errors import EncryptedError, ExtractionError, ScanError, UnavailableError
from enricher.ledger.jobs import (
    LONGEST_WAIT_SECONDS,
    NEXT_STEPS,
    Failure,
    Retry,
    decide,
    failure,
)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (EncryptedError("locked"), "encrypted"),
        (ScanError("a picture"), "scan"),
        (ExtractionError("took too long"), "failed"),
        (PermissionError(13, "Permission denied", "a.pdf"), "unreadable"),
        (ZeroDivisionError("oops"), "failed"),
    ],
)
def test_document_that_will_never_work_fails_at_once(error: Exception, kind: str) -> None:
    outcome = decide(error, attempt=1, attempts=4, retry_seconds=5)
    assert isinstance(outcome, Failure)
    assert (outcome.kind, outcome.next_step) == (kind, NEXT_STEPS[kind])


def test_system_that_is_down_is_tried_again_ever_later() -> None:
    waits = []
    for attempt in range(1, 12):
        outcome = decide(UnavailableError("no answer"), attempt, attempts=12, retry_seconds=5)
        assert isinstance(outcome, Retry)
        waits.append(outcome.wait_seconds)
    assert waits[:3] == [5, 10, 20]
    assert waits[-1] == LONGEST_WAIT_SECONDS


def test_last_attempt_fails_with_the_number_of_tries() -> None:
    outcome = decide(UnavailableError("no answer"), 4, attempts=4, retry_seconds=5)
    assert outcome == failure("unavailable", "no answer (tried 4 times)")


def test_unknown_kind_is_a_plain_failure() -> None:
    assert failure("surprise", "why").kind == "failed"
