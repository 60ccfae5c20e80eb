"""Ways into JSON, in the part of JSONPath that leads to places: names, numbers and `[*]`.

    $.account.iban    data.rows[*]    entries[0]['booked on']

Source: RFC 9535, sections 2.3.1 to 2.3.3; the `$` may be left out, as people do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

_STEP = re.compile(
    r"\.?(?:(?P<name>[^.\[\]'\"\s][^.\[\]'\"]*)|\[\s*(?:(?P<all>\*)|(?P<number>-?\d{1,6})"
    r"|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\")\s*\])"
)
_LONGEST_NUMBER = 40  # digits that are written out


@dataclass(frozen=True, slots=True)
class JsonPath:
    """A way through objects and lists.

    Attributes:
        steps: a name, a place in a list, or None for all that an object or list holds.
    """

    text: str
    steps: tuple[str | int | None, ...]

    def __str__(self) -> str:
        return self.text

    def select(self, value: Any) -> list[Any]:
        """What lies there, () where nothing does."""
        found = [value]
        for step in self.steps:
            found = [inner for one in found for inner in _inside(one, step)]
        return found


def parse_path(text: str) -> JsonPath:
    """Read a path.

    Raises:
        ValueError: it is none; the message names the part that is not understood.
    """
    rest = text.strip().removeprefix("$")
    steps: list[str | int | None] = []
    while rest:
        found = _STEP.match(rest)
        if found is None or (rest.startswith("..")):
            raise ValueError(
                f"{text!r} cannot be read from {rest!r} on; write names with dots between them,"
                " [*] for all of a list, [0] for its first, ['a name'] for a name with a dot in it"
            )
        rest = rest[found.end() :]
        if found["number"]:
            steps.append(int(found["number"]))
        elif found["all"] or found["name"] == "*":
            steps.append(None)
        else:
            name = next(one for one in found.group("name", "single", "double") if one is not None)
            steps.append(name.strip() if found["name"] else name)
    return JsonPath(text, tuple(steps))


def _inside(value: Any, step: str | int | None) -> list[Any]:
    if step is None:
        return list(value.values()) if isinstance(value, dict) else _list(value)
    if isinstance(step, int):
        held = _list(value)
        return [held[step]] if -len(held) <= step < len(held) else []
    return [value[step]] if isinstance(value, dict) and step in value else []


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """The texts, numbers and truths in a value, each with the names that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    elif (text := shown(value)) != "":
        yield name, text


def shown(value: Any) -> str:
    """A value of JSON as text, "" for null and for what holds others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        is_short = value.is_finite() and abs(value.adjusted()) < _LONGEST_NUMBER
        return f"{value:f}" if is_short else str(value)
    return value if isinstance(value, str) else ""
