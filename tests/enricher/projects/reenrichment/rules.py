"""A home that rules read: other rules are deployed, and all that its index and ledger have is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from enricher.api.bodies import to_json
from enricher.api.bodies.documents import EnrichedBody
from enricher.wiring.home import Home
from enricher.wiring.search import search
from tests.enricher.homes import (
    SCHEMA,
)

ANOTHER = (
    SCHEMA.replace("(?:Inc\\.|LLC)", "LLC").replace("as of ([A-Z]", "(?:as of|Dated) ([A-Z]")
    + '\n[categories.Fee]\ntype = "money"\ncardinality = "one"\npatterns = [\'fee (?:is|of Vega LLC is) (\\$[0-9,.]+[0-9])\']\n'
)


def deploy(home: Path, schema: str = ANOTHER) -> None:
    (home / "projects" / "contracts" / "schema.toml").write_text(schema)


def snapshot(opened: Home) -> dict[str, Any]:
    """What users see of every document."""
    found = {}
    for hit in search(opened).page(size=1000).hits:
        document = opened.ledger.documents.read(hit.id)
        assert document is not None
        found[hit.id] = (to_json(document, EnrichedBody), dict(hit.fields), hit.warnings)
    return found
