"""Enricher's values as CEL has them, and what an expression makes as a value again.

date          timestamp at midnight UTC; of a partial one there is none, with the reason
money         {amount: double, currency, text}; currency is "" where the text names none
duration      {years, months, days: double, text, open_ended: bool}: the whole length in that
              unit, so that `fields.Term.years > 5.0` is right for 72 months, too; infinite for a
              perpetual term, and absent for one until it is terminated
percent, number   double
boolean       bool
the others    what is shown
"""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import Any

from enricher.entities import Value
from enricher.values import ValueType, normalize_text
from enricher.values.value_type import Unreadable

LENGTHS = frozenset({"years", "months", "days"})
"""What a duration lacks that lasts until it is terminated."""


@lru_cache(maxsize=8192)
def to_cel(display: str, type: ValueType) -> Any:
    """What CEL gets for a display form; callers share it and do not change it.

    Raises:
        Unreadable: there is nothing to calculate with.
    """
    return type.to_cel(display)


def to_value(made: Any, type: ValueType) -> Value:
    """The value that an expression made, for a field of a type.

    Args:
        made: what `Expression.evaluate` gave.

    Raises:
        Unreadable: it is of another type; the message ends "... makes".
    """
    value = None
    if type.from_cel is not None:
        value = type.from_cel(made)
    elif isinstance(made, str):
        value = normalize_text(type, made).value
    if value is None:
        raise Unreadable(f"not the {type.name} that the field has, but {_named(made)}")
    return value


def _named(made: Any) -> str:
    names = {bool: "a truth", int: "a number", float: "a number", str: "a text", list: "a list"}
    if isinstance(made, dict):
        return "an amount of money" if "currency" in made else "a length of time"
    return "a date" if isinstance(made, datetime) else names.get(type(made), "nothing")
