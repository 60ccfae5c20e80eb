"""Which fields of somebody else's documents are read, and which are added to them.

An update names the revision that was read (`if_seq_no`, `if_primary_term`): the server refuses it
for a document that changed meanwhile, so that nobody's change is lost.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from connectors.elasticsearch.bulk import Item
from connectors.elasticsearch.document import build_addition, to_json
from connectors.elasticsearch.extension import COLUMNS
from enricher.query.foreign_index import ForeignDocument, Update


@dataclass(frozen=True, slots=True)
class ForeignFields:
    """Where the text of a document stands, and where what is found goes.

    Attributes:
        content: the field that holds the text; dots lead into objects.
        prefix: of the fields that are added.
    """

    content: str
    prefix: str

    @property
    def names(self) -> list[str]:
        """Of all that is read."""
        own = ("model", "digest", "error", *COLUMNS)
        return [self.content, *(f"{self.prefix}.{name}" for name in own)]

    def read(self, hit: dict[str, Any]) -> ForeignDocument:
        source = hit.get("_source", {})
        return ForeignDocument(
            index=hit["_index"],
            id=hit["_id"],
            revision=(hit["_seq_no"], hit["_primary_term"]),
            content=_text(source, self.content),
            routing=hit.get("_routing"),
            models=tuple(map(str, _values(source, f"{self.prefix}.model"))),
            digest="".join(map(str, _values(source, f"{self.prefix}.digest"))),
            error="".join(map(str, _values(source, f"{self.prefix}.error"))),
            holds=frozenset(
                f"{column}.{name}"
                for column in COLUMNS
                for held in _values(source, f"{self.prefix}.{column}")
                if isinstance(held, dict)
                for name in held
            ),
        )

    def update(self, update: Update) -> Item:
        """The lines that change a document, as long as it is at the revision that was read."""
        document = update.document
        seq_no, primary_term = document.revision
        target: dict[str, Any] = {
            "_index": document.index,
            "_id": document.id,
            "if_seq_no": seq_no,
            "if_primary_term": primary_term,
        }
        if document.routing is not None:
            target["routing"] = document.routing
        added: dict[str, Any] = _addition(update)
        for name in reversed(self.prefix.split(".")):
            added = {name: added}
        lines = json.dumps({"update": target}).encode() + b"\n" + to_json({"doc": added}) + b"\n"
        return Item(document.key, lines)


def _values(source: Any, name: str) -> list[Any]:
    """What stands at a dotted name, whichever dots are in keys and whichever between objects."""
    if isinstance(source, list):
        return [value for one in source for value in _values(one, name)]
    if not name:
        return [] if source is None else [source]
    if not isinstance(source, dict):
        return []
    parts = name.split(".")
    found = []
    for count in range(1, len(parts) + 1):
        key = ".".join(parts[:count])
        if key in source:
            found += _values(source[key], ".".join(parts[count:]))
    return found


def _text(source: Any, field: str) -> str | None:
    """The texts of a field; several stand apart by an empty line."""
    texts = [one if isinstance(one, str) else json.dumps(one) for one in _values(source, field)]
    return "\n\n".join(texts) if texts else None


def _addition(update: Update) -> dict[str, Any]:
    """What the server is to merge into a document, with null for what it takes out."""
    added = build_addition(
        update.enriched, update.models, update.digest, datetime.now(UTC), with_text=update.with_text
    )
    if update.document.error:
        added.setdefault("error", None)
    # The server merges objects: what an earlier reading found has to be taken out by name.
    for held in update.document.holds:
        column, _, name = held.partition(".")
        added.setdefault(column, {}).setdefault(name, None)
    return added
