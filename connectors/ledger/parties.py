"""The names of parties in the ledger: which documents use them, and which name is shown.

    record --note_parties--> party_mentions --triggers--> counts, party_changes
                                                  settle_parties --> parties, outbox, kinship_changes

    party_names     every writing, its key, and how many documents use it
    parties         a row per key: the name that is shown for it, merged or not
    party_changes   keys to be settled; empty again at the end of each transaction

Whoever writes to bodies settles before the transaction ends. Then only documents whose party is
shown under another name than before are written to the index anew.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping

from connectors.ledger.database import Database
from connectors.ledger.families import note_change, settle_families
from enricher.values.names.identities import Party, PartyName, choose_name

logger = logging.getLogger(__name__)


def note_parties(connection: sqlite3.Connection, document: str, names: Mapping[str, str]) -> None:
    """Say which names of parties (with their keys) a document has, instead of those it had."""
    forget_parties(connection, document)
    add_names(connection, names)
    connection.executemany(
        "INSERT INTO party_mentions (document, name) VALUES (?, ?)",
        [(document, name) for name in names],
    )


def forget_parties(connection: sqlite3.Connection, document: str) -> None:
    note_change(connection, document)
    connection.execute("DELETE FROM party_mentions WHERE document = ?", (document,))


def add_names(connection: sqlite3.Connection, names: Mapping[str, str]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO party_names (name, key) VALUES (?, ?)", list(names.items())
    )


def settle_parties(connection: sqlite3.Connection) -> None:
    """Choose again which name is shown where that may have changed, and tell the index."""
    for (key,) in connection.execute("SELECT key FROM party_changes").fetchall():
        _settle(connection, key)
    connection.execute("DELETE FROM party_changes")


def _settle(connection: sqlite3.Connection, key: str) -> None:
    # A name that a decision is about stays, so that the decision holds when the name comes again.
    connection.execute(
        "DELETE FROM party_names WHERE key = ? AND documents = 0"
        " AND NOT EXISTS (SELECT 1 FROM party_members WHERE party_members.name = party_names.name)"
        " AND NOT EXISTS (SELECT 1 FROM party_merges WHERE shown = party_names.name)"
        " AND NOT EXISTS (SELECT 1 FROM party_apart WHERE one = party_names.name)"
        " AND NOT EXISTS (SELECT 1 FROM party_apart WHERE other = party_names.name)",
        (key,),
    )
    shown = _choose(connection, key)
    former = shown_for(connection, key)
    if shown == former:
        return
    if shown is None:
        connection.execute("DELETE FROM parties WHERE key = ?", (key,))
        return
    connection.execute(
        "INSERT INTO parties (key, shown) VALUES (?, ?)"
        " ON CONFLICT (key) DO UPDATE SET shown = excluded.shown",
        (key, shown),
    )
    documents = (
        "SELECT DISTINCT document FROM party_mentions JOIN party_names USING (name) WHERE key = ?"
    )
    # A row of its own even where one waits: what is being written just now has the former name.
    connection.execute(f"INSERT OR REPLACE INTO outbox (document) {documents}", (key,))
    connection.execute(f"INSERT OR IGNORE INTO kinship_changes {documents}", (key,))


def _choose(connection: sqlite3.Connection, key: str) -> str | None:
    merge = merge_of(connection, key)
    if merge is not None:
        return merge[1]
    names = dict(
        connection.execute("SELECT name, documents FROM party_names WHERE key = ?", (key,))
    )
    used = {name: documents for name, documents in names.items() if documents}
    return choose_name(used or names) if names else None


def merge_of(connection: sqlite3.Connection, key: str) -> tuple[int, str] | None:
    """The merge that a key is in, the outermost one, and the name it is shown under."""
    row: tuple[int, str] | None = connection.execute(
        "WITH RECURSIVE above (id, shown, within) AS ("
        " SELECT party_merges.id, shown, within FROM party_names JOIN party_members USING (name)"
        "  JOIN party_merges ON party_merges.id = party_members.merge WHERE key = ?"
        " UNION SELECT party_merges.id, party_merges.shown, party_merges.within FROM party_merges"
        "  JOIN above ON party_merges.id = above.within)"
        " SELECT id, shown FROM above WHERE within IS NULL ORDER BY id LIMIT 1",
        (key,),
    ).fetchone()
    return row


def shown_for(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT shown FROM parties WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def shown_in(connection: sqlite3.Connection, document: str) -> dict[str, str]:
    """The names of parties that a document has, each with the one that is shown for it."""
    return dict(
        connection.execute(
            "SELECT party_names.name, parties.shown FROM party_mentions"
            " JOIN party_names USING (name) JOIN parties USING (key) WHERE document = ?",
            (document,),
        )
    )


class PartyTable:
    def __init__(self, database: Database) -> None:
        self._database = database

    def shown(self, key: str) -> str | None:
        """The name that is shown for a key, None for one that nobody has."""
        return shown_for(self._database.connection, key)

    def beginning(self, key: str, limit: int) -> list[str]:
        """The names of parties whose key is this one, or begins with its words; nearest first."""
        if not key:
            return []
        rows = self._database.connection.execute(
            "SELECT shown, min(key) FROM party_names JOIN parties USING (key) WHERE documents > 0"
            " AND (key = ? OR (key > ? AND key < ?)) GROUP BY shown"
            " ORDER BY min(key) != ?, sum(documents) DESC, shown LIMIT ?",
            (key, key + " ", key + "!", key, limit),  # "!" follows the blank
        )
        return [shown for shown, _ in rows]

    def starting(self, letters: str, limit: int) -> list[str]:
        """The names of parties whose key starts with some letters; those of most documents first."""
        if not letters:
            return []
        rows = self._database.connection.execute(
            "SELECT shown FROM party_names JOIN parties USING (key) WHERE documents > 0"
            " AND key >= ? AND key < ? GROUP BY shown ORDER BY sum(documents) DESC, shown LIMIT ?",
            (letters, letters + "\U0010ffff", limit),
        )
        return [shown for (shown,) in rows]

    def with_word_starting(self, letters: str, limit: int) -> list[tuple[str, str]]:
        """Keys with a word behind the first that starts so, and the names shown; those of most documents first."""
        rows = self._database.connection.execute(
            "SELECT key, shown FROM party_names JOIN parties USING (key) WHERE documents > 0"
            " AND instr(key, ?) > 0 GROUP BY key ORDER BY sum(documents) DESC, shown LIMIT ?",
            (f" {letters}", limit),
        )
        return rows.fetchall()

    def having(self, word: str, limit: int) -> list[str]:
        """The names of parties whose key has a word behind its first one; those of most documents first."""
        rows = self._database.connection.execute(
            "SELECT shown FROM party_names JOIN parties USING (key) WHERE documents > 0"
            " AND instr(key || ' ', ?) > 0 GROUP BY shown ORDER BY sum(documents) DESC, shown LIMIT ?",
            (f" {word} ", limit),
        )
        return [shown for (shown,) in rows]

    def all(self) -> list[Party]:
        """Every party, those of most documents first, then by name."""
        connection = self._database.connection
        documents = dict(
            connection.execute(
                "SELECT shown, count(DISTINCT document) FROM party_mentions"
                " JOIN party_names USING (name) JOIN parties USING (key) GROUP BY shown"
            )
        )
        names: dict[str, list[PartyName]] = {}
        for shown, name, count in connection.execute(
            "SELECT shown, name, documents FROM party_names JOIN parties USING (key)"
            " ORDER BY documents DESC, name"
        ):
            names.setdefault(shown, []).append(PartyName(name, count))
        merged = self._merged()
        found = [
            Party(shown, documents.get(shown, 0), tuple(writings), shown in merged)
            for shown, writings in names.items()
            if shown in documents or shown in merged
        ]
        return sorted(found, key=lambda party: (-party.documents, party.name))

    def named(self, shown: str) -> Party:
        """The party that is shown under a name."""
        connection = self._database.connection
        names = connection.execute(
            "SELECT name, documents FROM party_names JOIN parties USING (key) WHERE shown = ?"
            " ORDER BY documents DESC, name",
            (shown,),
        )
        (documents,) = connection.execute(
            "SELECT count(DISTINCT document) FROM party_mentions JOIN party_names USING (name)"
            " JOIN parties USING (key) WHERE shown = ?",
            (shown,),
        ).fetchone()
        (merged,) = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM party_merges WHERE within IS NULL AND shown = ?)",
            (shown,),
        ).fetchone()
        return Party(shown, documents, tuple(PartyName(*row) for row in names), bool(merged))

    def keys(self) -> dict[str, str]:
        """Every key that documents have, with the name that is shown for it."""
        return dict(
            self._database.connection.execute(
                "SELECT DISTINCT key, shown FROM party_names JOIN parties USING (key)"
                " WHERE documents > 0"
            )
        )

    def follow_rule(self, rule: str, make_key: Callable[[str], str]) -> None:
        """Make every key anew when it is another rule than before that makes them.

        Args:
            rule: names it.
            make_key: the key of a name.
        """
        if self._rule() == rule:
            return
        with self._database.transaction() as connection:
            if self._rule() == rule:
                return
            changed = 0
            for name, key in connection.execute("SELECT name, key FROM party_names").fetchall():
                new = make_key(name)
                if new != key:
                    changed += 1
                    connection.execute("UPDATE party_names SET key = ? WHERE name = ?", (new, name))
                    connection.execute(
                        "INSERT OR IGNORE INTO party_changes VALUES (?), (?)", (key, new)
                    )
            settle_parties(connection)
            settle_families(connection)
            connection.execute(
                "INSERT INTO meta (key, value) VALUES ('party_rule', ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (rule,),
            )
        logger.info("names of parties are compared by another rule, changed=%d", changed)

    def _rule(self) -> str | None:
        row = self._database.connection.execute(
            "SELECT value FROM meta WHERE key = 'party_rule'"
        ).fetchone()
        return str(row[0]) if row else None

    def _merged(self) -> set[str]:
        rows = self._database.connection.execute(
            "SELECT shown FROM party_merges WHERE within IS NULL"
        )
        return {shown for (shown,) in rows}
