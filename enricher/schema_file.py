"""Writing schema files: what people wrote in them, comments and order, stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tomlkit
from tomlkit.items import Table

from enricher.schema import Category

NEW_SCHEMA = """\
# The categories of this project. Those that labels bring along are added below.
#
# type          how a value is understood: text, party, person, address, date, money, number,
#               percent, duration, jurisdiction, identifier, boolean
# cardinality   one: a document has one value, chosen from all that was found; many: it has several
# learned       a model finds it, once it was trained
# detectors     found without learning, checksums verified
# patterns      RE2 expressions; the first group, if there is one, is the entity
# words         literal names, matched as whole words without regard to case

[categories]
"""


def add_categories(schema: str, categories: Sequence[Category]) -> str:
    """The text of a schema file with more categories at its end.

    Args:
        schema: the text of a file that `enricher.schema` reads.
        categories: none of them in it.
    """
    document = tomlkit.parse(schema)
    if "categories" not in document:
        document["categories"] = tomlkit.table(is_super_table=True)
    table: Any = document["categories"]
    for category in categories:
        table[category.name] = _as_table(category)
    return tomlkit.dumps(document)


def write_categories(categories: Sequence[Category]) -> str:
    """The text of a schema file of its own."""
    return add_categories(NEW_SCHEMA, categories)


def _as_table(category: Category) -> Table:
    table = tomlkit.table()
    table["type"] = category.type.value
    table["cardinality"] = category.cardinality
    for name in ("learned", "description", "detectors", "patterns", "words"):
        if value := getattr(category, name):
            table[name] = list(value) if isinstance(value, tuple) else value
    if category.threshold is not None:
        table["threshold"] = category.threshold
    return table
