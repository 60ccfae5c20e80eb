"""What became of findings, and when: what stands now, how it moved, who decided what.

finding_log  a line for each time a finding came or changed --> Step, moves by day
history      what people decided about it                   --> Decision
findings     as they are                                    --> Standing
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from enricher.policies.findings import Proof, State


@dataclass(frozen=True, slots=True)
class Standing:
    """How many findings of a policy are of one kind, severity, state and age.

    Attributes:
        age: which of the moments it was asked by it came, or came back, after: 0 is the first.
    """

    project: str
    policy: str
    severity: str
    kind: str
    state: State
    age: int
    count: int


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Of how many documents a policy could not say anything, for one reason."""

    project: str
    policy: str
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Step:
    """A finding as it was from a moment on, until its next step.

    Attributes:
        before: the state that it was in until then; None where it came.
        version: of the policy and its lists.
        sha256: of the content that it was found in.
        why: codes of what led to it; empty before this was kept. What changed: the `content` of the
            document, the `models` that read it, its `fields` by a correction or a merge; the
            `policy`, `list:NAME`, `standard:CATEGORY`, the `schema`, one of these (`version`), the
            `day`; a policy that is `new`, turned `off`, without its list (`idle`) or standard wording
            (`unset`), or `confirmed` to be gone; a document that is gone or cannot be read
            (`unread`); a value that is missing (`undecided`). Why an acceptance ended: other
            `facts`, a severity that was `raised`, `until`, a `person`.
    """

    finding: int
    at: datetime
    before: State | None
    state: State
    kind: str
    severity: str
    message: str
    proof: Proof
    version: str
    sha256: str
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about a finding.

    Attributes:
        until: the last day on which an acceptance stands; None is for good.
    """

    finding: int
    at: datetime
    act: Literal["accept", "reopen"]
    who: str
    reason: str = ""
    until: date | None = None
