"""How bad what a policy finds is."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a finding is, the worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 is the worst."""
        return list(Severity).index(self)


def is_raised(before: str, now: str) -> bool:
    """Whether a severity is worse than one before."""
    return Severity(now).rank < Severity(before).rank
