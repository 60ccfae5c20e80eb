"""What people decided about names of parties: merges, names that are apart, and the log of both.

    party_merges    a party by a person's word, and the name it is shown under
    party_members   the names in it; each brings every writing that shares its key
    party_apart     pairs of names that a person said are two parties; never proposed again
    party_log       who decided what, and when; only ever added to

A merge of merges holds them whole (`within`), so that splitting it gives them back as they were.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Mapping
from itertools import combinations, product

from connectors.ledger.database import Database
from connectors.ledger.parties import add_names, merge_of, shown_for
from connectors.ledger.rows import moment
from connectors.ledger.settlement import settle
from enricher.errors import InputError
from enricher.values.names.identities import Decision

_BELOW = (
    "WITH RECURSIVE below (id) AS (SELECT ? UNION"
    " SELECT party_merges.id FROM party_merges JOIN below ON within = below.id)"
)


class PartyDecisions:
    """Every `names` maps known names to their keys."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def merge(self, names: Mapping[str, str], shown: str | None, who: str) -> str:
        """Make one party of those that have these names.

        Args:
            shown: which of the names the party is shown under; None: as that of the parties is
                shown that most documents have, the first of equals.

        Returns:
            The name that the party is shown under.
        """
        with self._database.transaction() as connection:
            add_names(connection, names)
            _touch(connection, names.values())
            parts: dict[str, int | None] = {}
            for key in names.values():
                merge, name = merge_of(connection, key) or (None, shown_for(connection, key))
                if name is not None:
                    parts.setdefault(name, merge)
            chosen = shown or max(parts, key=lambda name: _documents(connection, name))
            if list(parts) != [chosen]:
                _join(connection, parts, chosen)
                _log(connection, who, "merge", parts, chosen)
            settle(connection)
            return chosen

    def split(self, names: Mapping[str, str], who: str) -> list[str]:
        """Say that names are parties of their own.

        One name: the one that a merge is shown under takes the merge apart; another leaves it.
        Several names: they are different parties; those in one merge leave it, but for the one it
        is shown under.

        Returns:
            The names that the parties concerned are shown under afterwards.

        Raises:
            InputError: there is nothing to part.
        """
        keys = list(dict.fromkeys(names.values()))
        with self._database.transaction() as connection:
            add_names(connection, names)
            merges = {key: merge_of(connection, key) for key in keys}
            if len(keys) == 1 and merges[keys[0]] is None:
                raise InputError(
                    f"{shown_for(connection, keys[0])} is not merged with another name; to say"
                    " that two names are different parties, give both"
                )
            concerned = dict.fromkeys(keys)
            for merge in dict.fromkeys(one for one in merges.values() if one is not None):
                members = _members(connection, merge[0])
                head = _key_of(connection, merge[1])
                inside = [key for key in keys if key in members.values()]
                if keys == [head]:
                    _take_apart(connection, merge[0])
                elif len(keys) == 1 or len(inside) > 1:
                    for key in inside:
                        if key != head:
                            _leave(connection, merge[0], key)
                else:
                    continue
                concerned |= dict.fromkeys(members.values())
            _set_apart(connection, combinations([_name_of(connection, key) for key in keys], 2))
            _log(connection, who, "split", names, "")
            _touch(connection, concerned)
            settle(connection)
            shown = (shown_for(connection, key) for key in concerned)
            return list(dict.fromkeys(name for name in shown if name is not None))

    def apart(self) -> list[tuple[str, str]]:
        """Pairs of keys that people said are different parties."""
        return self._database.connection.execute(
            "SELECT a.key, b.key FROM party_apart JOIN party_names AS a ON a.name = one"
            " JOIN party_names AS b ON b.name = other ORDER BY 1, 2"
        ).fetchall()

    def log(self) -> list[Decision]:
        """Every decision, the latest first."""
        rows = self._database.connection.execute(
            "SELECT at, who, act, names, shown FROM party_log ORDER BY sequence DESC"
        )
        return [
            Decision(moment(at), who, act, tuple(json.loads(names)), shown)
            for at, who, act, names, shown in rows
        ]


def _join(connection: sqlite3.Connection, parts: Mapping[str, int | None], shown: str) -> None:
    """Make one merge of names that stand alone (None) and of merges, whatever was said before."""
    (first,) = (None,) if len(parts) > 1 else parts.values()
    if first is None:
        (whole,) = connection.execute(
            "INSERT INTO party_merges (shown) VALUES (?) RETURNING id", (shown,)
        ).fetchone()
    else:  # the same merge, under another of its names
        whole = first
        connection.execute("UPDATE party_merges SET shown = ? WHERE id = ?", (shown, whole))
    for name, merge in parts.items():
        if merge is None:
            connection.execute(
                "INSERT INTO party_members (name, merge) VALUES (?, ?)", (name, whole)
            )
        elif merge != whole:
            connection.execute("UPDATE party_merges SET within = ? WHERE id = ?", (whole, merge))
    members = _members(connection, whole)
    keys = json.dumps(sorted(set(members.values())))
    same = "SELECT name FROM party_names WHERE key IN (SELECT value FROM json_each(?))"
    connection.execute(
        f"DELETE FROM party_apart WHERE one IN ({same}) AND other IN ({same})", (keys, keys)
    )
    _touch(connection, members.values())


def _take_apart(connection: sqlite3.Connection, merge: int) -> None:
    """Undo a merge: what it was made of stands alone again."""
    parts = [
        _members(connection, part)
        for (part,) in connection.execute("SELECT id FROM party_merges WHERE within = ?", (merge,))
    ]
    alone = connection.execute(
        "SELECT DISTINCT key FROM party_members JOIN party_names USING (name) WHERE merge = ?",
        (merge,),
    )
    parts += [{_name_of(connection, key): key} for (key,) in alone.fetchall()]
    _remove(connection, merge)
    for one, other in combinations(parts, 2):
        _set_apart(connection, product(one, other))


def _leave(connection: sqlite3.Connection, merge: int, key: str) -> None:
    """A name leaves a merge; a merge that is left with one part, at any depth, is none any more."""
    members = _members(connection, merge)
    connection.executemany(
        "DELETE FROM party_members WHERE name = ?",
        [(name,) for name, own in members.items() if own == key],
    )
    others = [name for name, own in members.items() if own != key]
    _set_apart(connection, product([_name_of(connection, key)], others))
    below = connection.execute(
        f"{_BELOW} SELECT below.id, shown FROM below JOIN party_merges USING (id) ORDER BY below.id",
        (merge,),
    ).fetchall()
    for inner, shown in below:  # what holds another is younger: this goes outwards
        (parts,) = connection.execute(
            "SELECT (SELECT count(DISTINCT key) FROM party_members JOIN party_names USING (name)"
            "  WHERE merge = ?) + (SELECT count(*) FROM party_merges WHERE within = ?)",
            (inner, inner),
        ).fetchone()
        if parts < 2:
            _remove(connection, inner)
        elif _key_of(connection, shown) == key:
            (name, *_) = _members(connection, inner)
            connection.execute("UPDATE party_merges SET shown = ? WHERE id = ?", (name, inner))


def _remove(connection: sqlite3.Connection, merge: int) -> None:
    """What a merge holds passes to the one that holds it, or stands alone."""
    (within,) = connection.execute(
        "SELECT within FROM party_merges WHERE id = ?", (merge,)
    ).fetchone()
    connection.execute("UPDATE party_merges SET within = ? WHERE within = ?", (within, merge))
    if within is not None:
        connection.execute("UPDATE party_members SET merge = ? WHERE merge = ?", (within, merge))
    connection.execute("DELETE FROM party_merges WHERE id = ?", (merge,))


def _members(connection: sqlite3.Connection, merge: int) -> dict[str, str]:
    """The names that a merge holds at any depth, each with its key."""
    return dict(
        connection.execute(
            f"{_BELOW} SELECT name, key FROM below JOIN party_members ON merge = below.id"
            " JOIN party_names USING (name) ORDER BY name",
            (merge,),
        )
    )


def _set_apart(connection: sqlite3.Connection, pairs: Iterable[tuple[str, str]]) -> None:
    """These names are two parties each; names that are one by their form stay one."""
    connection.executemany(
        "INSERT OR IGNORE INTO party_apart (one, other) VALUES (?, ?)",
        [(min(pair), max(pair)) for pair in pairs],
    )


def _name_of(connection: sqlite3.Connection, key: str) -> str:
    """A name that stands for a key in a decision."""
    (name,) = connection.execute(
        "SELECT name FROM party_names WHERE key = ? ORDER BY documents DESC, name LIMIT 1", (key,)
    ).fetchone()
    return str(name)


def _key_of(connection: sqlite3.Connection, name: str) -> str:
    (key,) = connection.execute("SELECT key FROM party_names WHERE name = ?", (name,)).fetchone()
    return str(key)


def _touch(connection: sqlite3.Connection, keys: Iterable[str]) -> None:
    connection.executemany(
        "INSERT OR IGNORE INTO party_changes VALUES (?)", [(key,) for key in keys]
    )


def _documents(connection: sqlite3.Connection, shown: str) -> int:
    (documents,) = connection.execute(
        "SELECT count(DISTINCT document) FROM party_mentions JOIN party_names USING (name)"
        " JOIN parties USING (key) WHERE shown = ?",
        (shown,),
    ).fetchone()
    return int(documents)


def _log(
    connection: sqlite3.Connection, who: str, act: str, names: Iterable[str], shown: str
) -> None:
    connection.execute(
        "INSERT INTO party_log (at, who, act, names, shown) VALUES (?, ?, ?, ?, ?)",
        (time.time(), who, act, json.dumps(list(names), ensure_ascii=False), shown),
    )
