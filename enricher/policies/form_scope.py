"""The scope of a policy as a form has it: types of documents, collections, and a search beside them.

FormScope ──write_scope──► a query ──read_scope──► the same; what it cannot tell apart is the search
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

TYPE = "DocumentType"
_COLLECTION = "collection="
_WORD = re.compile(r"[\w-]+")
_VALUE = r'(?:"[^"\\]*"|[\w-]+)'


@dataclass(frozen=True, slots=True)
class FormScope:
    """The documents that a policy looks at: of any of the types, in any of the collections.

    Attributes:
        search: a query that they have to meet as well.
    """

    types: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    search: str = ""


def write_scope(scope: FormScope) -> str:
    """The query; "" where all documents are meant."""
    types, collections = _any(f"{TYPE}:", scope.types), _any(_COLLECTION, scope.collections)
    search = " ".join(scope.search.split())
    if (types or collections) and re.search(r"\bOR\b", search):
        search = f"({search})"
    return " ".join(one for one in (types, collections, search) if one)


def read_scope(query: str) -> FormScope:
    """What a form says of a query."""
    query = " ".join(query.split())
    rest = query
    types, rest = _taken(f"{TYPE}:", rest)
    collections, rest = _taken(_COLLECTION, rest)
    for search in (rest, rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest):
        scope = FormScope(types, collections, search)
        if search != query and write_scope(scope) == query:
            return scope
    return FormScope(search=query)


def _any(key: str, values: Sequence[str]) -> str:
    written = [key + (one if _WORD.fullmatch(one) else _quoted(one)) for one in values]
    return f"({' OR '.join(written)})" if len(written) > 1 else "".join(written)


def _quoted(value: str) -> str:
    return '"' + value.replace('"', "") + '"'


def _taken(key: str, query: str) -> tuple[tuple[str, ...], str]:
    """The values of a key that a query begins with, and the rest of it."""
    one = rf"{re.escape(key)}{_VALUE}"
    match = re.match(rf"(?P<all>{one}|\({one}(?: OR {one})+\))(?: (?P<rest>.*)|$)", query)
    if match is None:
        return (), query
    values = re.findall(rf"{re.escape(key)}({_VALUE})", match["all"])
    return tuple(value.strip('"') for value in values), match["rest"] or ""
