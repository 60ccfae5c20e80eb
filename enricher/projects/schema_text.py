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
# type          how a value is understood: text, passage, party, person, address, date, money,
#               number, percent, duration, jurisdiction, identifier, boolean, choice
# cardinality   one: a document has one value, chosen from all that was found; many: it has several
# learned       a model finds it, once it was trained
# stated        files that name it themselves, such as an e-invoice, are taken at their word
# detectors     found without learning, checksums verified
# patterns      RE2 expressions; the first group, if there is one, is the entity
# words         literal names, matched as whole words without regard to case
# within        where detectors, patterns and words look: inside of passages of that category alone
# absent_from   document types that have none of it, where the file itself or a person says the type
# choices       what a document can be, of type choice; the model says which
# overlaps      false: its labels share no text with any other label; true, where it is left out:
#               they may with those of other categories
# derived       not found but computed from other categories: plus(fields.Signed, fields.Term)

[categories]
"""

_KEYS = (
    "learned",
    "stated",
    "description",
    "detectors",
    "patterns",
    "words",
    "within",
    "absent_from",
    "choices",
    "derived",
)


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


def replace_categories(schema: str, categories: Sequence[Category]) -> str:
    """The text of a schema file with these categories in this order, and no others.

    What people wrote beside a category that stays, its comments among it, stays too.
    """
    document = tomlkit.parse(schema)
    known: Any = document.get("categories", {})
    table = tomlkit.table(is_super_table=True)
    for category in categories:
        wanted = _as_table(category)
        entry = known.get(category.name)
        table[category.name] = wanted if entry is None else _changed(entry, wanted)
    document["categories"] = table
    return tomlkit.dumps(document)


def _changed(entry: Any, wanted: Table) -> Table:
    """A table whose keys say what is wanted; those that say so already are left alone."""
    said = entry.unwrap()
    new = [
        name
        for name, value in wanted.items()
        if name not in said and (name, value) != ("cardinality", "many")
    ]
    # A key that says what holds without it may stay: `learned = false`, an empty list.
    dropped = [name for name in said if name not in wanted and not _says_nothing(name, said[name])]
    if not new and not dropped and all(said[one] == wanted[one] for one in said if one in wanted):
        same: Table = entry
        return same
    table = tomlkit.table()
    body = list(entry.value.body)
    last = max((at for at, (key, _) in enumerate(body) if key is not None), default=-1)
    for at, (key, item) in enumerate(body):
        name = None if key is None else key.key
        if name is not None and name in wanted and said[name] != wanted[name]:
            entry[name] = wanted[name]  # keeps the comment behind it
            item = entry.item(name)
        if name not in dropped:
            table.append(key, item)
        if at == last:  # what follows is said of the next category
            for added in new:
                table.append(added, wanted[added])
    return table


def _as_table(category: Category) -> Table:
    table = tomlkit.table()
    table["type"] = category.type.name
    table["cardinality"] = category.cardinality
    for name in _KEYS:
        if value := getattr(category, name):
            table[name] = list(value) if isinstance(value, tuple) else value
    if category.threshold is not None:
        table["threshold"] = category.threshold
    if not category.overlaps:
        table["overlaps"] = False
    return table


def _says_nothing(name: str, value: Any) -> bool:
    """What holds as well where the key is not there."""
    return bool(value) if name == "overlaps" else not value and name != "threshold"
