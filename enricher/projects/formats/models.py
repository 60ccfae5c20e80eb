"""What pydantic found wrong with a piece of a file, in the words of the other problems."""

from __future__ import annotations

from pydantic import ValidationError

from enricher.projects.formats.problems import Place, Problems

_EXPECTED = {
    "int_type": "expected a whole number",
    "string_type": "expected a text",
    "list_type": "expected a list",
    "dict_type": "expected an object",
    "model_type": "expected an object",
    "model_attributes_type": "expected an object",
    "tuple_type": "expected a list",
    "missing": "is missing",
    "string_too_short": "is empty",
}


def add_faults(error: ValidationError, problems: Problems, place: Place) -> None:
    """Turn each fault into a problem at its own place, which it names as well."""
    for fault in error.errors(include_url=False):
        where = fault["loc"]
        expected = _EXPECTED.get(fault["type"], fault["msg"][:1].lower() + fault["msg"][1:])
        if fault["type"] not in ("missing", "string_too_short"):
            expected += f", not {_shown(fault['input'])}"
        name = ".".join(str(step) for step in where) or "the value"
        problems.add(f"{name}: {expected}", place.at(*where), "InvalidRequest")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
