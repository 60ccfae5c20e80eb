"""What a document states of a category although there is no value to search or to calculate with.

    entities, fields --ambiguous--> two readings, of which a person has to choose one
    derived fields   --derive-----> the same of what follows from it

It is not missing: something stands there. Where a value would be shown, counted or asked for, there
is `mark` instead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AMBIGUOUS = "ambiguous"
"""It can be read in several ways."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What stands in place of a value.

    Attributes:
        mark: `AMBIGUOUS`.
        readings: of each ambiguous text what it can mean, as values are shown.
    """

    mark: str
    readings: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """`2019-08-11 or 2019-11-08`; "" where there are no readings."""
        return "; ".join(" or ".join(one) for one in self.readings)

    @property
    def shown(self) -> str:
        """What cells of tables say: `ambiguous: 2019-08-11 or 2019-11-08`."""
        return f"{self.mark}: {self.words}" if self.readings else self.mark


def dump_stated(stated: Mapping[str, Stated]) -> dict[str, list[Any]]:
    """As the ledger keeps it."""
    return {name: [one.mark, *map(list, one.readings)] for name, one in stated.items()}


def load_stated(data: Mapping[str, Sequence[Any]]) -> dict[str, Stated]:
    """Read what `dump_stated` made."""
    return {
        name: Stated(mark, tuple(map(tuple, readings))) for name, (mark, *readings) in data.items()
    }
