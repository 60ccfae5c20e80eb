"""Names that point to model versions: one small file, switched in one step.

    deployments.json   {"production": ["VERSION now", "the one before", …], "staging": […]}
    models/names.json  {"m1": ["VERSION trained last under this name", …]}

Whoever reads documents looks at the first now and then, so that a switch is noticed within seconds
and no document is read by half of each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from enricher.errors import InputError, ModelError, NotFoundError
from enricher.files.atomic import locked, write_whole

_REMEMBERED = 20  # former versions, to go back to
_JSON = TypeAdapter(dict[str, list[str] | str])

Pointers = Mapping[str, Sequence[str]]
"""Name -> versions, the present one first."""


def read_pointers(path: Path) -> dict[str, tuple[str, ...]]:
    """What the file says; a missing one says nothing.

    Raises:
        ModelError: it is damaged.
    """
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error.strerror}") from error
    try:
        said = _JSON.validate_json(text)
    except ValidationError as error:
        raise ModelError(f"{path} is damaged: {error.errors()[0]['msg']}; restore it") from error
    return {
        name: (versions,) if isinstance(versions, str) else tuple(versions)
        for name, versions in said.items()
        if versions
    }


def write_pointers(path: Path, pointers: Pointers) -> None:
    write_whole(path, json.dumps({name: list(one) for name, one in pointers.items()}, indent=2))


def change_pointers(path: Path, change: Callable[[Pointers], Pointers]) -> None:
    """Read, change and write a file while nobody else does: of two changes none is lost."""
    if not path.parent.exists():
        change({})  # what it refuses is refused before a folder is made
    with locked(path):
        write_pointers(path, change(read_pointers(path)))


def pointed(pointers: Pointers, name: str, version: str) -> dict[str, Sequence[str]]:
    """Let a name point to a version; what it pointed to is remembered."""
    before = pointers.get(name, ())
    if before and before[0] == version:
        return dict(pointers)
    return {**pointers, name: (version, *before)[: 1 + _REMEMBERED]}


def swapped(pointers: Pointers, first: str, second: str) -> dict[str, Sequence[str]]:
    """Exchange what two names point to.

    Raises:
        NotFoundError: one of them points to nothing.
    """
    for name in (first, second):
        _check_known(pointers, name)
    return pointed(pointed(pointers, first, pointers[second][0]), second, pointers[first][0])


def rolled_back(pointers: Pointers, name: str) -> dict[str, Sequence[str]]:
    """Let a name point to what it pointed to before.

    Raises:
        NotFoundError: it points to nothing.
        InputError: it never pointed to anything else.
    """
    _check_known(pointers, name)
    if len(pointers[name]) < 2:
        raise InputError(f"deployment {name} has no previous model to go back to")
    return {**pointers, name: pointers[name][1:]}


def _check_known(pointers: Pointers, name: str) -> None:
    if not pointers.get(name):
        known = ", ".join(pointers) or "none"
        raise NotFoundError(
            f"there is no deployment {name!r} of a trained model; there are: {known}"
        )
