"""Numbers as expressions have them: what is shown, without its percent sign, as a double."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from enricher.values.value_type import Unreadable

HIGH_LOW = ("highest first", "lowest first")
LONGEST_NUMBER = 40  # digits; longer ones are no amounts


def to_double(display: str) -> float:
    if len(display) > LONGEST_NUMBER:
        raise Unreadable("too long for a number")
    try:
        return float(Decimal(display.removesuffix("%")))
    except InvalidOperation as error:
        raise Unreadable(f"no number: {display}") from error


def from_double(made: object) -> Decimal | None:
    """Without what binary fractions add: 0.1 + 0.2 is 0.3; None for what is no number."""
    if isinstance(made, bool) or not isinstance(made, int | float):
        return None
    if made != made or abs(made) > 1e30:
        raise Unreadable("no number")
    return Decimal(repr(round(made, 9))) if isinstance(made, float) else Decimal(made)
