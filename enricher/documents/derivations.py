"""Where the value of a derived field comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass

from enricher.entities import FieldValue, Value
from enricher.values.marks import Stated

_SUM = re.compile(r"(plus|minus)\(\s*fields\.(\w+)\s*,\s*fields\.(\w+)\s*\)")
_SIGNS = {"plus": "+", "minus": "-"}
_SHOWN = 8  # inputs of a sentence


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entity that says a value stands, in characters of the text."""

    start: int
    end: int
    page: int | None = None

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Input:
    """A value that another one comes from.

    Attributes:
        value: as it is shown.
        places: of the entities that say it; () where it is derived itself.
    """

    category: str
    value: str
    confidence: float
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """A value of a derived field and what it comes from, or why there is none.

    Attributes:
        found: None where there is no value; its confidence is that of the weakest input.
        reason: why there is none: `Term is missing`.
        notes: what people should know of the value, such as what a total leaves out.
        stated: what stands in place of a value: two readings, or that the day never comes.
        readings: what it can be, where what it comes from is ambiguous.
    """

    category: str
    expression: str
    found: FieldValue | None
    inputs: tuple[Input, ...]
    reason: str = ""
    notes: tuple[str, ...] = ()
    stated: Stated | None = None
    readings: tuple[Value, ...] = ()

    @property
    def value(self) -> str | None:
        """As it is shown."""
        return self.found.value.display if self.found else None

    @property
    def confidence(self) -> float | None:
        return self.found.confidence if self.found else None

    def sentence(self) -> str:
        """`2016-05-20 = 2014-05-20 (EffectiveDate) + 2 years (Term)`, or why there is no value."""
        if self.found is None:
            return self.reason
        return f"{self.found.value.display} = {self._origin()}"

    def _origin(self) -> str:
        shown = [f"{one.value} ({one.category})" for one in self.inputs]
        if (form := _SUM.fullmatch(self.expression)) and [one.category for one in self.inputs] == [
            form[2],
            form[3],
        ]:
            return f" {_SIGNS[form[1]]} ".join(shown)
        more = [f"{len(shown) - _SHOWN} more"] if len(shown) > _SHOWN else []
        return f"{self.expression}, with {', '.join([*shown[:_SHOWN], *more])}"
