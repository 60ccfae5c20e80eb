"""The families of the ledger: what tells a document's relatives, and who they are.

    record --note_kinship, note_days--> kinships --.
    note_parties, settle_parties ------------------+--> kinship_changes
                     settle_families: kinship_changes --> kinship_keys --> relations --triggers--> outbox

Relatives find each other by keys: a master offers its days, and its title with each two of its parties;
what names a master asks for such a key. So it is found whichever of the two comes first, and the link
goes when one of them goes, or says something else.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from connectors.ledger.rows import shown_path
from enricher.documents.families import (
    SHARED,
    Family,
    Keys,
    Kinship,
    Member,
    Relative,
    are_copies,
    choose_master,
    keys_of,
    shared_parties,
)
from enricher.documents.records import dump_kinship, load_kinship
from enricher.documents.references import Kind

_COPY = "copy"
_MOST_COPIES = 20  # of a document: each that comes has those before it written anew
_MOST_COMPARED = (
    200  # of those with a key of it; more have a form and parties in common, and no more
)


def note_kinship(
    connection: sqlite3.Connection, document: str, kinship: Kinship, days: tuple[str, ...]
) -> None:
    """Say by what a text's relatives are found, instead of what was said before."""
    connection.execute(
        "INSERT INTO kinships (document, kinship, days, sketch) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (document) DO UPDATE SET kinship = excluded.kinship, days = excluded.days,"
        " sketch = excluded.sketch",
        (document, dump_kinship(kinship), json.dumps(days), kinship.sketch),
    )
    note_change(connection, document)


def note_days(connection: sqlite3.Connection, document: str, days: tuple[str, ...]) -> None:
    connection.execute(
        "UPDATE kinships SET days = ? WHERE document = ?", (json.dumps(days), document)
    )
    note_change(connection, document)


def note_change(connection: sqlite3.Connection, document: str) -> None:
    """What a document's relatives depend on may be another than before."""
    connection.execute("INSERT OR IGNORE INTO kinship_changes VALUES (?)", (document,))


def settle_families(connection: sqlite3.Connection) -> None:
    """Look anew for the relatives of what changed, and of what asks for it."""
    while changed := _take_changes(connection):
        members = _members(connection, changed)
        asking: dict[str, Member] = {}
        for member in members:
            was_known = _has_keys(connection, member.id)
            asking |= _askers(connection, member, all_of_them=was_known)
            _write_keys(connection, member.id, keys_of(member))
            asking |= _askers(connection, member, all_of_them=was_known)
        for member in (asking | {one.id: one for one in members}).values():
            _relate_to_master(connection, member)
        for member in members:
            _relate_to_copies(connection, member)


def _take_changes(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT document FROM kinship_changes").fetchall()
    if rows:
        connection.execute("DELETE FROM kinship_changes")
    return [document for (document,) in rows]


def _has_keys(connection: sqlite3.Connection, document: str) -> bool:
    (has,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM kinship_keys WHERE document = ?)", (document,)
    ).fetchone()
    return bool(has)


def _askers(
    connection: sqlite3.Connection, member: Member, *, all_of_them: bool
) -> dict[str, Member]:
    """The documents that ask for a key that a member offers.

    Args:
        all_of_them: also those that have too few parties in common with it, as it is now.
    """
    rows = connection.execute(
        "SELECT DISTINCT asked.document FROM kinship_keys AS offered JOIN kinship_keys AS asked"
        " ON asked.key = offered.key AND asked.role = 'asked'"
        " WHERE offered.document = ? AND offered.role = 'offered'",
        (member.id,),
    ).fetchall()
    return {
        one.id: one
        for one in _members(connection, [one for (one,) in rows])
        if all_of_them or shared_parties(one, member.parties) >= SHARED
    }


def _write_keys(connection: sqlite3.Connection, document: str, keys: Keys) -> None:
    roles = (("offered", keys.offered), ("asked", keys.asked), ("shared", keys.shared))
    wanted = {(key, role) for role, some in roles for key in some}
    known = set(
        connection.execute(
            "SELECT key, role FROM kinship_keys WHERE document = ?", (document,)
        ).fetchall()
    )
    connection.executemany(
        "DELETE FROM kinship_keys WHERE key = ? AND role = ? AND document = ?",
        [(*one, document) for one in known - wanted],
    )
    connection.executemany(
        "INSERT INTO kinship_keys (key, role, document) VALUES (?, ?, ?)",
        [(*one, document) for one in wanted - known],
    )


def _relate_to_master(connection: sqlite3.Connection, member: Member) -> None:
    reference = member.kinship.reference
    master = None
    if reference is not None:
        master = choose_master(member, _members(connection, _candidates(connection, member)))
    wanted = {master.id: (reference.kind.value, 1.0)} if master and reference else {}
    _write_relations(connection, member.id, wanted, of_copies=False)


def _candidates(connection: sqlite3.Connection, member: Member) -> list[str]:
    """What offers a key that a member asks for, and has parties in common: on some days many begin."""
    rows = connection.execute(
        "SELECT offered.document, party_names.key, shown"
        " FROM kinship_keys AS asked JOIN kinship_keys AS offered"
        " ON offered.key = asked.key AND offered.role = 'offered'"
        " JOIN party_mentions ON party_mentions.document = offered.document"
        " JOIN party_names USING (name) JOIN parties ON parties.key = party_names.key"
        " WHERE asked.document = ? AND asked.role = 'asked'",
        (member.id,),
    )
    parties: dict[str, dict[str, str]] = {}
    for document, key, shown in rows:
        parties.setdefault(document, {})[key] = shown
    return [one for one, named in parties.items() if shared_parties(member, named) >= SHARED]


def _relate_to_copies(connection: sqlite3.Connection, member: Member) -> None:
    rows = connection.execute(
        "SELECT other.document, count(*) FROM kinship_keys AS own JOIN kinship_keys AS other"
        " ON other.key = own.key AND other.role = 'shared'"
        " WHERE own.document = ? AND own.role = 'shared' AND other.document != own.document"
        " GROUP BY 1 ORDER BY 2 DESC LIMIT ?",
        (member.id, _MOST_COMPARED),
    ).fetchall()
    alike = {
        other.id: share
        for other in _members(connection, [one for one, _ in rows])
        if (share := are_copies(member, other)) is not None
    }
    nearest = sorted(alike, key=lambda one: (-alike[one], one))[:_MOST_COPIES]
    wanted = {one: (_COPY, alike[one]) for one in nearest}
    _write_relations(connection, member.id, wanted, of_copies=True)


def _write_relations(
    connection: sqlite3.Connection,
    document: str,
    wanted: dict[str, tuple[str, float]],
    *,
    of_copies: bool,
) -> None:
    """Replace what differs; a relation of copies stands in both directions."""
    known = {
        other: (kind, likeness)
        for other, kind, likeness in connection.execute(
            "SELECT other, kind, likeness FROM relations WHERE document = ? AND (kind = ?) = ?",
            (document, _COPY, of_copies),
        )
    }
    for other in known.keys() | wanted.keys():
        if known.get(other) == wanted.get(other):
            continue
        pairs = [(document, other), *([(other, document)] if of_copies else [])]
        connection.executemany(
            "DELETE FROM relations WHERE document = ? AND other = ? AND (kind = ?) = ?",
            [(*pair, _COPY, of_copies) for pair in pairs],
        )
        if relation := wanted.get(other):
            connection.executemany(
                "INSERT INTO relations (document, other, kind, likeness) VALUES (?, ?, ?, ?)",
                [(*pair, *relation) for pair in pairs],
            )


def _members(connection: sqlite3.Connection, documents: Iterable[str]) -> list[Member]:
    return [one for one in (_member(connection, each) for each in documents) if one is not None]


def _member(connection: sqlite3.Connection, document: str) -> Member | None:
    row = connection.execute(
        "SELECT sequence, kinship, sketch, days FROM kinships JOIN documents ON id = document"
        " WHERE document = ?",
        (document,),
    ).fetchone()
    if row is None:
        return None
    sequence, kinship, sketch, days = row
    parties = connection.execute(
        "SELECT DISTINCT key, shown FROM party_mentions JOIN party_names USING (name)"
        " JOIN parties USING (key) WHERE document = ?",
        (document,),
    )
    known = load_kinship(kinship, sketch)
    return Member(document, sequence, known, tuple(json.loads(days)), dict(parties.fetchall()))


def read_family(connection: sqlite3.Connection, document: str) -> Family:
    """The relatives of a document that are among the documents of the home."""
    row = connection.execute(
        "SELECT kinship FROM kinships WHERE document = ?", (document,)
    ).fetchone()
    if row is None:
        return Family()
    own = load_kinship(row[0], b"")
    to = _relatives(connection, "relations.document", "relations.other", document)
    of = _relatives(connection, "relations.other", "relations.document", document)
    return Family(
        own.reference,
        masters=tuple(one for one in to if one.kind),
        changes=tuple(one for one in of if one.kind),
        copies=tuple(one for one in to if not one.kind),
        stage=own.stage,
    )


def _relatives(
    connection: sqlite3.Connection, own: str, other: str, document: str
) -> list[Relative]:
    rows = connection.execute(
        f"SELECT documents.id, relations.kind, likeness, kinship, member,"
        " (SELECT min(path) FROM files WHERE document = documents.top)"
        f" FROM relations JOIN documents ON documents.id = {other}"
        " JOIN kinships ON kinships.document = documents.id"
        f" WHERE {own} = ? ORDER BY likeness DESC, documents.sequence",
        (document,),
    ).fetchall()
    found = []
    for identity, kind, likeness, kinship, member, path in rows:
        if path is None:  # its file is gone, and it is about to be forgotten
            continue
        known = load_kinship(kinship, b"")
        name = shown_path(path, member).rsplit("/", 1)[-1]
        title = name if kind == _COPY else known.heading or name  # copies have one heading
        found.append(
            Relative(identity, title, None if kind == _COPY else Kind(kind), likeness, known.stage)
        )
    return found
