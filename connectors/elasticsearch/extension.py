"""What the mapping of somebody else's index gains: fields below a prefix, and nothing else.

    enriched.fields.<Category>  .dates.<Category>  .numbers.<Category>  .currencies.<Category>
    enriched.model  .error  .warnings  .coverage  .language  .enriched_at  .digest
    enriched.content            the text, where it came from a file
    enriched.entities           kept, not indexed

Every field is named, and the object takes no others: a mapping that is strict stays strict. An
update goes through the server's stored document, so that an index which does not store all of it
cannot be enriched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from elasticsearch import Elasticsearch

from connectors.search.field_names import encode_name
from connectors.search.terms import clean
from enricher.schema import EntitySchema
from enricher.values import ValueType

_USUAL_FIELDS = 1_000  # the server's default of index.mapping.total_fields.limit
_KEYWORD = {"type": "keyword"}
_SENTENCE = {"type": "keyword", "ignore_above": 1_024}
_COLUMNS: dict[str, dict[str, Any]] = {
    "fields": _KEYWORD,
    "dates": {"type": "date", "format": "strict_date"},
    "numbers": {"type": "double"},
    "currencies": _KEYWORD,
}
COLUMNS = tuple(_COLUMNS)
_FIXED: dict[str, dict[str, Any]] = {
    "model": _KEYWORD,
    "error": _SENTENCE,
    "warnings": _SENTENCE,
    "coverage": {"type": "float"},
    "language": _KEYWORD,
    "enriched_at": {"type": "date"},
    "digest": _KEYWORD,
    "content": {"type": "text", "index_options": "offsets"},
    "entities": {"type": "object", "enabled": False},
}


@dataclass(frozen=True, slots=True)
class Extension:
    """What one index would gain.

    Attributes:
        properties: to be put into its mapping, {} when all is there.
        added: the new fields by their whole names, with their types.
        obstacles: why it cannot be.
    """

    index: str
    properties: dict[str, Any]
    added: dict[str, str]
    obstacles: tuple[str, ...]


def plan_extensions(
    client: Elasticsearch, index: str, prefix: str, schema: EntitySchema
) -> list[Extension]:
    """Compare what is wanted with each index behind a name; may raise the client's errors."""
    found = client.indices.get_mapping(index=index, allow_no_indices=False).body
    settings = client.indices.get_settings(
        index=index, name="index.mapping.*", flat_settings=True, allow_no_indices=False
    ).body
    extensions = []
    for name in sorted(found):
        limit = settings.get(name, {}).get("settings", {})
        fields = int(limit.get("index.mapping.total_fields.limit", _USUAL_FIELDS))
        extensions.append(_plan(name, found[name]["mappings"], prefix, schema, fields))
    return extensions


def wanted_fields(schema: EntitySchema) -> dict[str, dict[str, Any]]:
    """Every field below the prefix, by its name, with its mapping."""
    wanted = dict(_FIXED)
    for category in schema.categories:
        name = encode_name(clean(category.name))
        for column in _columns_of(category.type):
            wanted[f"{column}.{name}"] = _COLUMNS[column]
    return wanted


def _columns_of(type: ValueType) -> Iterator[str]:
    yield "fields"
    if type.order == "day":
        yield "dates"
    if type.is_numeric:
        yield "numbers"
    if type.has_currency:
        yield "currencies"


def _plan(
    index: str, mapping: dict[str, Any], prefix: str, schema: EntitySchema, limit: int
) -> Extension:
    obstacles = list(_source_obstacles(index, mapping.get("_source", {})))
    wanted = {f"{prefix}.{name}": one for name, one in wanted_fields(schema).items()}
    there = dict(_flatten(mapping.get("properties", {})))
    added = {}
    for name, field in wanted.items():
        known = there.get(name)
        above = next((one for one in _above(name) if there.get(one, "object") != "object"), None)
        if above:
            obstacles.append(
                f"{index}: {above} is {there[above]}, so that {name} cannot be; choose a --prefix"
            )
        elif known is None:
            added[name] = str(field["type"])
        elif known != field["type"]:
            obstacles.append(
                f"{index}: {name} is {known} and should be {field['type']}; choose a --prefix"
            )
    objects = {one for name in added for one in _above(name)} - there.keys()
    if added and len(there) + len(added) + len(objects) > limit:
        obstacles.append(
            f"{index}: it has {len(there)} fields, {len(added) + len(objects)} more are over its"
            f" limit of {limit}; raise index.mapping.total_fields.limit"
        )
    properties = _nest(prefix, {name: wanted[name] for name in added}, there) if added else {}
    return Extension(index, properties, added, tuple(dict.fromkeys(obstacles)))


def _source_obstacles(index: str, source: dict[str, Any]) -> Iterator[str]:
    """An update writes anew what the server has stored, so all of it must be stored."""
    if source.get("enabled") is False:
        yield f"{index}: it stores no _source, so that its documents cannot be updated"
    for rule in ("excludes", "includes"):
        if source.get(rule):
            yield (
                f"{index}: its _source {rule} {', '.join(source[rule])}, so that an update"
                " would lose what it leaves out"
            )


def _flatten(properties: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every field, object and subfield by its whole name, with its type."""
    for name, field in properties.items():
        whole = f"{above}{name}"
        inside = field.get("properties", {})
        yield whole, field.get("type", "object")
        yield from _flatten(inside, f"{whole}.")
        yield from _flatten(field.get("fields", {}), f"{whole}.")


def _above(name: str) -> list[str]:
    """`a.b.c` -> `a`, `a.b`."""
    parts = name.split(".")[:-1]
    return [".".join(parts[: n + 1]) for n in range(len(parts))]


def _nest(prefix: str, fields: dict[str, dict[str, Any]], there: dict[str, str]) -> dict[str, Any]:
    """Flat names as the objects that a mapping is made of."""
    properties: dict[str, Any] = {}
    for name, field in fields.items():
        here = properties
        for above in _above(name):
            is_ours = above == prefix or above.startswith(f"{prefix}.")
            made: dict[str, Any] = {"type": "object", "properties": {}}
            if is_ours and above not in there:
                made["dynamic"] = False
            here = here.setdefault(above.rsplit(".", 1)[-1], made)["properties"]
        here[name.rsplit(".", 1)[-1]] = field
    return properties
