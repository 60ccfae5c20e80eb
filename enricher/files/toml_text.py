"""TOML that people wrote or sent, read within bounds."""

from __future__ import annotations

import tomllib
from typing import Any

_DEEPEST = 20  # tables or lists inside each other; a schema has four


def read_toml(text: str) -> dict[str, Any]:
    """Read what is also safe to walk through, to print and to write again.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML, its values lie too deep inside each other, or a
            number has thousands of digits.
    """
    try:
        data = tomllib.loads(text)
    except RecursionError as error:
        raise _too_deep() from error
    except tomllib.TOMLDecodeError:
        raise
    except ValueError as error:
        raise tomllib.TOMLDecodeError("a number in it is too long") from error
    layer: list[Any] = [data]
    for _ in range(_DEEPEST + 1):
        layer = [one for value in layer for one in _inside(value)]
        if not layer:
            return data
    raise _too_deep()


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _too_deep() -> tomllib.TOMLDecodeError:
    return tomllib.TOMLDecodeError(f"its values are nested more than {_DEEPEST} levels deep")
