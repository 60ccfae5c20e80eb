"""What is answered: each value as JSON, the same over HTTP, after `--json` and in the portal.

    a service's value --to_json(value, FindingBody)--> JSON
    `response_model=FindingBody` does the same, and describes it in OpenAPI

A body names what it takes from a value where the names differ, and says nothing else of it. A value
without a body of its own is written as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    AliasPath,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    TypeAdapter,
    WithJsonSchema,
)

from enricher.documents import display_path


class Body(BaseModel):
    """Read from the attributes of a value."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, frozen=True)

    @classmethod
    def of(cls, value: object, **more: Any) -> Self:
        """Make the body of a value, `more` being what the value itself does not know."""
        return cls.model_validate(_Joined(value, more) if more else value)


class _Joined:
    """A value with more attributes."""

    def __init__(self, value: object, more: Mapping[str, Any]) -> None:
        self._value, self._more = value, more

    def __getattr__(self, name: str) -> Any:
        return self._more[name] if name in self._more else getattr(self._value, name)


def attribute(path: str, **facts: Any) -> Any:
    """A member that is taken from another attribute than that of its name: `span.start`."""
    return Field(validation_alias=AliasPath(*path.split(".")), **facts)


@cache
def _adapter(body: Any) -> TypeAdapter[Any]:
    return TypeAdapter(body)


def to_json(value: object, body: Any = None, *, exclude_unset: bool = False) -> Any:
    """What JSON has of a value.

    Args:
        body: the type that says how, such as `FindingBody` or `list[FindingBody]`; left out, the
            value's own.
        exclude_unset: leaves out what the value lacks and the body has a default for.
    """
    shape: Any = type(value) if body is None else body
    adapter = _adapter(shape)
    read = adapter.validate_python(value, from_attributes=True)
    return adapter.dump_python(read, mode="json", by_alias=True, exclude_unset=exclude_unset)


Share = Annotated[float, PlainSerializer(lambda share: round(share, 4), return_type=float)]
"""A probability, a rate or a score: more digits say nothing."""

Moment = Annotated[
    datetime,
    PlainSerializer(lambda at: at.isoformat(timespec="seconds"), return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}, mode="serialization"),
]

TextOrNull = Annotated[str | None, BeforeValidator(lambda text: text or None)]
"""null for what a value has as an empty text."""

Count = Annotated[int, BeforeValidator(len)]
"""How many there are of what a value lists."""

Shown = Annotated[str, BeforeValidator(lambda value: value.display)]
"""A typed value as it is shown."""

ShownOrNull = Annotated[
    str | None, BeforeValidator(lambda value: None if value is None else value.display)
]
ShownPath = Annotated[str, BeforeValidator(display_path)]
