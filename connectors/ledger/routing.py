"""What reads a text of the ledger: what it is decides, as far as a deployment reads some types alone.

What a text is stands in its facts, people's corrections laid over them. Once that is another than it
was read by, others may have to read it: then it owes its entities again (`connectors.ledger.debts`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence

from connectors.ledger.bodies import standing
from enricher.documents.facts import load_facts
from enricher.ledger.routes import Choices, Route, categories_of, read_routes, readers


def choices_in(facts: str | None, categories: Collection[str]) -> dict[str, str]:
    """What a text is by these categories, as its facts say."""
    values = load_facts(facts).values if facts and categories else {}
    return {name: values[name][0].value for name in categories if values.get(name)}


def choices_said(
    connection: sqlite3.Connection, document: str, routes: Sequence[Route]
) -> dict[str, str]:
    """What a text is by people's word, which goes before what models say of it."""
    categories = categories_of(routes)
    facts = facts_of(connection, document) if categories else None
    if facts is None:
        return {}
    corrected: set[str | None] = set()
    for one in standing(connection, document):
        corrected |= set(categories) if one.document else {one.said.category, one.said.instead_of}
    found = choices_in(facts, categories)
    return {name: found.get(name, "") for name in categories if name in corrected}


def readers_of(connection: sqlite3.Connection, document: str) -> list[str]:
    """The deployments that read a text by what it is now."""
    routes = _routes(connection, document)
    return readers(routes, choices_in(facts_of(connection, document), categories_of(routes)))


def are_read_alike(
    connection: sqlite3.Connection, document: str, before: Sequence[Route], now: Sequence[Route]
) -> bool:
    """Whether the same deployments read a text by two ways of serving it."""
    facts = facts_of(connection, document)
    choices = choices_in(facts, categories_of([*before, *now]))
    return readers(before, choices) == readers(now, choices)


def is_read_otherwise(
    connection: sqlite3.Connection, document: str, facts: str | None, said: Choices
) -> bool:
    """Whether others have to read a text now than did.

    Args:
        facts: what it was then, as far as people `said` nothing else.
    """
    routes = _routes(connection, document)
    categories = categories_of(routes)
    if not categories:
        return False
    then = readers(routes, choices_in(facts, categories) | dict(said))
    return then != readers(routes, choices_in(facts_of(connection, document), categories))


def facts_of(connection: sqlite3.Connection, document: str) -> str | None:
    row = connection.execute("SELECT facts FROM facts WHERE document = ?", (document,)).fetchone()
    return row[0] if row else None


def _routes(connection: sqlite3.Connection, document: str) -> tuple[Route, ...]:
    row = connection.execute(
        "SELECT top.served FROM documents AS text JOIN documents AS top ON top.id = text.top"
        " WHERE text.id = ?",
        (document,),
    ).fetchone()
    return read_routes(row[0]) if row else ()
