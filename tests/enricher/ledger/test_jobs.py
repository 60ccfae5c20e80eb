from __future__ import annotations

import pytest

from enricher.errors import (
    DiskFullError,
    EncryptedError,
    ExtractionError,
    ScanError,
    UnavailableError,
)
from enricher.ledger.jobs import (
    LONGEST_WAIT_SECONDS,
    NEXT_STEPS,
    Failure,
    Retry,
    decide,
    failure,
    wait_seconds,
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


def test_tries_are_further_and_further_apart_up_to_the_longest() -> None:
    waits = [wait_seconds(failures, 30, 3600) for failures in (1, 2, 3, 8, 10_000)]
    assert waits == [30, 60, 120, 3600, 3600]


def test_a_disk_that_stays_full_is_waited_for_however_long() -> None:
    outcome = decide(DiskFullError("no room"), attempt=10_000, attempts=4, retry_seconds=5)
    assert outcome == Retry(LONGEST_WAIT_SECONDS, "no room")


def test_last_attempt_fails_with_the_number_of_tries() -> None:
    outcome = decide(UnavailableError("no answer"), 4, attempts=4, retry_seconds=5)
    assert outcome == failure("unavailable", "no answer (tried 4 times)")


def test_unknown_kind_is_a_plain_failure() -> None:
    assert failure("surprise", "why").kind == "failed"
