"""What is told of a password that is kept; the password itself is told to what opens files alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """A password by which protected files are opened.

    Attributes:
        number: by which it is removed; none is given twice.
        name: what people call it, "" where nobody gave it a name.
    """

    number: int
    name: str
    added_at: datetime
    added_by: str
