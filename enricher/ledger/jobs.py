"""What becomes of a job that failed, and how long until something is tried again: pure decisions."""

from __future__ import annotations

from dataclasses import dataclass

from enricher.errors import (
    DocumentError,
    EncryptedError,
    ScanError,
    UnavailableError,
    UnsupportedFormatError,
)
from enricher.files.disk import is_full
from enricher.ledger.accounts import FOLDER_KIND

LONGEST_WAIT_SECONDS = 600.0
_MOST_DOUBLINGS = 60  # no wait is longer, and a float ends at 1,024


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document is not in the index, and what a person can do."""

    kind: str
    reason: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Try again after so many seconds."""

    wait_seconds: float
    reason: str


NEXT_STEPS = {
    "encrypted": "add its password with `enricher passwords add`, or save it without one; it is"
    " then read again automatically",
    "scan": "install Tesseract (`enricher doctor` shows how), then `enricher retry --all`",
    "illegible": (
        "scan it sharper and larger, or install Tesseract's data for its language"
        " (`enricher doctor` lists those installed), then `enricher retry`"
    ),
    "unsupported": "nothing, unless you expected text in it",
    "unreadable": "allow this user to read it, then `enricher retry`",
    FOLDER_KIND: (
        "allow this user to list and enter it (`chmod u+rx`), or reconnect its drive; it is checked"
        " again automatically, and documents read from it stay"
    ),
    "unavailable": "restore the external system, then `enricher retry --all`",
    "refused": "the index refused it for the reason given; fix that, then `enricher retry`",
    "failed": "open it in the program that made it and save it again, then `enricher retry`",
}


def failure(kind: str, reason: str) -> Failure:
    kind = kind if kind in NEXT_STEPS else "failed"
    return Failure(kind, reason, NEXT_STEPS[kind])


def wait_seconds(failures: int, first_seconds: float, longest_seconds: float) -> float:
    """The wait after so many failures in a row: twice as long after each, up to the longest."""
    # Not by stamina, which waits inside a call: what waits here is a row of the ledger, which survives
    # a restart, or a thread that must end at once when it is told to.
    return min(first_seconds * 2.0 ** min(failures - 1, _MOST_DOUBLINGS), longest_seconds)


def decide(error: Exception, attempt: int, attempts: int, retry_seconds: float) -> Failure | Retry:
    """Retry or fail a job whose `attempt`-th try (from 1) ended with `error`."""
    if isinstance(error, UnavailableError) or is_full(error):
        if attempt < attempts or is_full(error):  # which no document is to blame for
            wait = wait_seconds(attempt, retry_seconds, LONGEST_WAIT_SECONDS)
            return Retry(wait, str(error))
        return failure("unavailable", f"{error} (tried {attempt} times)")
    if isinstance(error, PermissionError):
        return failure("unreadable", f"permission denied: {error.filename or error}")
    kinds = {EncryptedError: "encrypted", ScanError: "scan", UnsupportedFormatError: "unsupported"}
    if isinstance(error, DocumentError):
        return failure(kinds.get(type(error), "failed"), str(error))
    return failure("failed", f"{type(error).__name__}: {error}")
