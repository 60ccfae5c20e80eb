"""The ledger: every file, document and pending write of one home, in SQLite.

Files and documents are apart because a document is a content with a history:

    files        one row per path ever seen and still owned to: what stat said, which document it is
    documents    one row per content, and one per member of an archive or mail
    bodies       what was found in a document, as `enricher.enrichment.records` keeps it, and beside it the same
                 with what people said laid over it
    outbox       documents whose entry in the index is to be written or removed
    versions     the contents a document had
    owed         texts that are to be searchable before their entities are found, or while another
                 model looks for them
    corrections  what people said about entities; they stay when their document goes
    party_…      which names documents use for parties, and which of them people merged
    trainings    of projects, in line, running and over
    searches     that people saved
    sessions     of browsers that are signed in: a digest of each, never what opens it
    facts        of each text what there is to review, so that it need not be opened for that
    findings     what policies found in documents, and what people decided about it; `finding_log` has
                 every state they were in, `undecided` what could not be said, and why
    audited      the version of each policy that all documents were asked by, and on which day
    audit_owed   documents that policies are to be asked about: all that the index heard of since
    history      what people did that no other table keeps
    deadlines    dates of documents that came so near that people are to be reminded
    index_log    what the index said of each document, and from when on; `party_shown_log` the same of
                 the names of parties, `audit_log` of audits and what these could not say
    policy_files files of policies and lists as they were last seen; `policy_sources` those of the home's
                 own by which policies were last asked, with how many names each list had
    reminder_…   how far each place that is reminded knows the deadlines and `finding_log`, and the
                 messages that were made of them

A file's state follows from its document's, so that a copy can never say something else than its
original. `connectors.ledger.files` writes files, `connectors.ledger.owed` what is owed, `connectors.ledger.bodies`
bodies, `connectors.ledger.corrections` corrections, `connectors.ledger.parties` and `connectors.ledger.party_decisions`
parties, `connectors.ledger.trainings` trainings, `connectors.ledger.saved_searches` searches, `connectors.ledger.sessions` sessions, `connectors.ledger.facts`
facts, `connectors.ledger.findings` findings, `connectors.ledger.audits` what is audited and owed,
`connectors.ledger.index_log` what the index said, `connectors.ledger.audit_log` audits, `connectors.ledger.policy_files`
files of policies, `connectors.ledger.reminders` reminders, `connectors.ledger.deadlines` deadlines, `connectors.ledger.history` the history, `connectors.ledger.documents` the rest.
"""

from __future__ import annotations

import os
from pathlib import Path

import psutil

from connectors.ledger.database import Database
from enricher.documents import MEMBER_MARK, display_path

MIGRATIONS = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE collections (name TEXT PRIMARY KEY, serve TEXT NOT NULL);
    CREATE TABLE roots (
        path BLOB PRIMARY KEY, collection TEXT NOT NULL, device INTEGER, held TEXT
    );
    CREATE TABLE documents (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        sha256 TEXT NOT NULL,
        top TEXT NOT NULL,
        parents TEXT NOT NULL DEFAULT '[]',
        member TEXT NOT NULL DEFAULT '',
        state TEXT NOT NULL DEFAULT 'pending'
            CHECK (state IN ('pending', 'enriched', 'indexed', 'failed')),
        kind TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        served TEXT NOT NULL DEFAULT '',
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before REAL NOT NULL DEFAULT 0,
        taken_by TEXT,
        orphaned INTEGER
    );
    CREATE INDEX documents_state ON documents (state, not_before);
    CREATE INDEX documents_sha256 ON documents (sha256);
    CREATE INDEX documents_top ON documents (top);
    CREATE INDEX documents_orphaned ON documents (orphaned) WHERE orphaned IS NOT NULL;
    CREATE TABLE files (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        path BLOB NOT NULL UNIQUE,
        folder BLOB NOT NULL,
        root BLOB NOT NULL,
        collection TEXT NOT NULL,
        device INTEGER NOT NULL,
        inode INTEGER NOT NULL,
        size INTEGER NOT NULL,
        mtime_ns INTEGER NOT NULL,
        ctime_ns INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('new', 'known', 'ignored', 'failed')),
        document TEXT REFERENCES documents (id),
        kind TEXT NOT NULL DEFAULT '',
        reason TEXT NOT NULL DEFAULT '',
        noticed_at REAL NOT NULL,
        not_before REAL NOT NULL DEFAULT 0,
        taken_by TEXT,
        missing_since REAL
    );
    CREATE INDEX files_folder ON files (folder);
    CREATE INDEX files_inode ON files (inode, device);
    CREATE INDEX files_document ON files (document);
    CREATE INDEX files_state ON files (state, not_before);
    CREATE INDEX files_missing ON files (root) WHERE missing_since IS NOT NULL;
    CREATE TABLE bodies (
        document TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, body BLOB NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE versions (
        document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
        sha256 TEXT NOT NULL, seen_at REAL NOT NULL
    );
    CREATE INDEX versions_document ON versions (document);
    CREATE TABLE outbox (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL UNIQUE
    )
    """,
    """
    CREATE TABLE owed (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
        top TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before REAL NOT NULL DEFAULT 0,
        taken_by TEXT
    );
    CREATE INDEX owed_top ON owed (top);
    CREATE INDEX owed_waiting ON owed (not_before, number) WHERE taken_by IS NULL
    """,
    """
    CREATE TABLE party_names (
        name TEXT PRIMARY KEY, key TEXT NOT NULL, documents INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE INDEX party_names_key ON party_names (key);
    CREATE TABLE party_mentions (
        document TEXT NOT NULL REFERENCES bodies (document) ON DELETE CASCADE,
        name TEXT NOT NULL REFERENCES party_names (name),
        PRIMARY KEY (document, name)
    ) WITHOUT ROWID;
    CREATE INDEX party_mentions_name ON party_mentions (name);
    CREATE TABLE parties (key TEXT PRIMARY KEY, shown TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX parties_shown ON parties (shown);
    CREATE TABLE party_changes (key TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TRIGGER party_mention_came AFTER INSERT ON party_mentions BEGIN
        UPDATE party_names SET documents = documents + 1 WHERE name = NEW.name;
        INSERT OR IGNORE INTO party_changes SELECT key FROM party_names WHERE name = NEW.name;
    END;
    CREATE TRIGGER party_mention_went AFTER DELETE ON party_mentions BEGIN
        UPDATE party_names SET documents = documents - 1 WHERE name = OLD.name;
        INSERT OR IGNORE INTO party_changes SELECT key FROM party_names WHERE name = OLD.name;
    END;
    CREATE TABLE party_merges (
        id INTEGER PRIMARY KEY AUTOINCREMENT, shown TEXT NOT NULL REFERENCES party_names (name),
        within INTEGER REFERENCES party_merges (id)
    );
    CREATE INDEX party_merges_within ON party_merges (within);
    CREATE INDEX party_merges_shown ON party_merges (shown);
    CREATE TABLE party_members (
        name TEXT PRIMARY KEY REFERENCES party_names (name),
        merge INTEGER NOT NULL REFERENCES party_merges (id) ON DELETE CASCADE
    ) WITHOUT ROWID;
    CREATE INDEX party_members_merge ON party_members (merge);
    CREATE TABLE party_apart (
        one TEXT NOT NULL REFERENCES party_names (name),
        other TEXT NOT NULL REFERENCES party_names (name),
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID;
    CREATE INDEX party_apart_other ON party_apart (other);
    CREATE TABLE party_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, who TEXT NOT NULL,
        act TEXT NOT NULL, names TEXT NOT NULL, shown TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE trainings (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        project TEXT NOT NULL,
        request TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'queued'
            CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
        asked_at REAL NOT NULL,
        started_at REAL,
        ended_at REAL,
        runs INTEGER NOT NULL DEFAULT 0,
        ending TEXT NOT NULL DEFAULT '' CHECK (ending IN ('', 'drop', 'keep')),
        report TEXT NOT NULL DEFAULT '{}',
        result TEXT,
        error TEXT NOT NULL DEFAULT '',
        taken_by TEXT
    );
    CREATE INDEX trainings_state ON trainings (state)
    """,
    """
    ALTER TABLE bodies ADD COLUMN corrected BLOB;
    ALTER TABLE documents ADD COLUMN models TEXT;
    ALTER TABLE documents ADD COLUMN unread TEXT NOT NULL DEFAULT '';
    ALTER TABLE owed ADD COLUMN again INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE corrections (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL,
        top TEXT NOT NULL,
        member TEXT NOT NULL,
        act TEXT NOT NULL CHECK (act IN ('tag', 'reject', 'suppress')),
        category TEXT NOT NULL,
        said TEXT NOT NULL,
        who TEXT NOT NULL,
        at REAL NOT NULL,
        undone_by TEXT NOT NULL DEFAULT '',
        undone_at REAL,
        unmet TEXT NOT NULL DEFAULT '',
        followed INTEGER NOT NULL DEFAULT 1,
        path BLOB,
        sha256 TEXT
    );
    CREATE INDEX corrections_document ON corrections (document) WHERE undone_at IS NULL;
    CREATE INDEX corrections_top ON corrections (top);
    CREATE INDEX corrections_path ON corrections (path) WHERE path IS NOT NULL;
    CREATE INDEX corrections_sha256 ON corrections (sha256) WHERE sha256 IS NOT NULL;
    CREATE INDEX corrections_unfollowed ON corrections (id) WHERE NOT followed;
    CREATE TRIGGER corrected_file_went AFTER DELETE ON files WHEN OLD.document IS NOT NULL BEGIN
        UPDATE corrections SET path = OLD.path WHERE top = OLD.document;
    END;
    CREATE TRIGGER corrected_document_went AFTER DELETE ON documents WHEN OLD.member = '' BEGIN
        UPDATE corrections SET sha256 = OLD.sha256 WHERE top = OLD.id;
    END
    """,
    """
    CREATE TABLE searches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        address TEXT NOT NULL,
        made_at REAL NOT NULL
    )
    """,
    """
    CREATE TABLE facts (
        document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
        facts TEXT NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE absences (
        sha256 TEXT NOT NULL, category TEXT NOT NULL, who TEXT NOT NULL, at REAL NOT NULL,
        PRIMARY KEY (sha256, category)
    ) WITHOUT ROWID
    """,
    # That there is none of a category was kept by content, and is a correction of the document. One
    # of a document that went waits for its content. A constraint cannot be altered, hence the copy.
    """
    DROP TRIGGER corrected_file_went;
    DROP TRIGGER corrected_document_went;
    CREATE TABLE corrections_with_none (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL,
        top TEXT NOT NULL,
        member TEXT NOT NULL,
        act TEXT NOT NULL CHECK (act IN ('tag', 'reject', 'none', 'suppress')),
        category TEXT NOT NULL,
        said TEXT NOT NULL,
        who TEXT NOT NULL,
        at REAL NOT NULL,
        undone_by TEXT NOT NULL DEFAULT '',
        undone_at REAL,
        unmet TEXT NOT NULL DEFAULT '',
        followed INTEGER NOT NULL DEFAULT 1,
        path BLOB,
        sha256 TEXT
    );
    INSERT INTO corrections_with_none SELECT * FROM corrections;
    DROP TABLE corrections;
    ALTER TABLE corrections_with_none RENAME TO corrections;
    CREATE INDEX corrections_document ON corrections (document) WHERE undone_at IS NULL;
    CREATE INDEX corrections_top ON corrections (top);
    CREATE INDEX corrections_path ON corrections (path) WHERE path IS NOT NULL;
    CREATE INDEX corrections_sha256 ON corrections (sha256) WHERE sha256 IS NOT NULL;
    CREATE INDEX corrections_unfollowed ON corrections (id) WHERE NOT followed;
    CREATE TRIGGER corrected_file_went AFTER DELETE ON files WHEN OLD.document IS NOT NULL BEGIN
        UPDATE corrections SET path = OLD.path WHERE top = OLD.document;
    END;
    CREATE TRIGGER corrected_document_went AFTER DELETE ON documents WHEN OLD.member = '' BEGIN
        UPDATE corrections SET sha256 = OLD.sha256 WHERE top = OLD.id;
    END;
    INSERT INTO corrections (document, top, member, act, category, said, who, at, followed, sha256)
        SELECT coalesce(documents.id, absences.sha256), coalesce(documents.top, absences.sha256),
            coalesce(documents.member, ''), 'none', category,
            '{"words": "", "before": "", "after": "", "occurrence": 0, "of": 1, "partial": false,'
            || ' "value": null, "written": "", "instead_of": null}',
            who, at, documents.id IS NULL, iif(documents.id IS NULL, absences.sha256, NULL)
        FROM absences LEFT JOIN documents ON documents.sha256 = absences.sha256
        ORDER BY at;
    DROP TABLE absences
    """,
    """
    CREATE TABLE history (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        at REAL NOT NULL,
        who TEXT NOT NULL,
        act TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        details TEXT NOT NULL
    );
    CREATE INDEX history_subject ON history (subject);
    CREATE TRIGGER history_is_not_changed BEFORE UPDATE ON history BEGIN
        SELECT RAISE(ABORT, 'the history is only ever added to');
    END;
    CREATE TRIGGER history_is_not_deleted BEFORE DELETE ON history BEGIN
        SELECT RAISE(ABORT, 'the history is only ever added to');
    END;
    CREATE TRIGGER history_is_not_replaced BEFORE INSERT ON history
    WHEN EXISTS (SELECT 1 FROM history WHERE sequence = NEW.sequence) BEGIN
        SELECT RAISE(ABORT, 'the history is only ever added to');
    END;
    CREATE TRIGGER party_log_is_not_changed BEFORE UPDATE ON party_log BEGIN
        SELECT RAISE(ABORT, 'the log of parties is only ever added to');
    END;
    CREATE TRIGGER party_log_is_not_deleted BEFORE DELETE ON party_log BEGIN
        SELECT RAISE(ABORT, 'the log of parties is only ever added to');
    END;
    CREATE TRIGGER party_log_is_not_replaced BEFORE INSERT ON party_log
    WHEN EXISTS (SELECT 1 FROM party_log WHERE sequence = NEW.sequence) BEGIN
        SELECT RAISE(ABORT, 'the log of parties is only ever added to');
    END;
    CREATE TRIGGER correction_is_not_changed
    BEFORE UPDATE OF id, act, category, said, who, at ON corrections BEGIN
        SELECT RAISE(ABORT, 'what a correction says does not change');
    END;
    CREATE TRIGGER correction_is_undone_once
    BEFORE UPDATE OF undone_by, undone_at ON corrections WHEN OLD.undone_at IS NOT NULL BEGIN
        SELECT RAISE(ABORT, 'a correction is taken back once');
    END;
    CREATE TRIGGER correction_is_not_deleted BEFORE DELETE ON corrections BEGIN
        SELECT RAISE(ABORT, 'corrections are taken back, not deleted');
    END;
    CREATE TRIGGER correction_is_not_replaced BEFORE INSERT ON corrections
    WHEN EXISTS (SELECT 1 FROM corrections WHERE id = NEW.id) BEGIN
        SELECT RAISE(ABORT, 'what a correction says does not change');
    END
    """,
    """
    ALTER TABLE documents ADD COLUMN derived_by TEXT NOT NULL DEFAULT ''
    """,
    """
    CREATE TABLE findings (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL,
        project TEXT NOT NULL,
        policy TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('finding', 'review')),
        state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'resolved')),
        severity TEXT NOT NULL,
        message TEXT NOT NULL,
        confidence REAL NOT NULL,
        facts TEXT NOT NULL,
        evidence TEXT NOT NULL,
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        models TEXT NOT NULL,
        first_seen REAL NOT NULL,
        last_seen REAL NOT NULL,
        changed REAL NOT NULL,
        reopened REAL,
        accepted_facts TEXT,
        accepted_by TEXT NOT NULL DEFAULT '',
        accepted_at REAL,
        accepted_until TEXT,
        reason TEXT NOT NULL DEFAULT '',
        UNIQUE (document, project, policy)
    );
    CREATE INDEX findings_policy ON findings (project, policy);
    CREATE INDEX findings_state ON findings (state);
    CREATE TABLE finding_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        finding INTEGER NOT NULL,
        at REAL NOT NULL,
        state TEXT NOT NULL,
        kind TEXT NOT NULL,
        severity TEXT NOT NULL,
        message TEXT NOT NULL,
        evidence TEXT NOT NULL,
        version TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        accepted_by TEXT NOT NULL,
        reason TEXT NOT NULL
    );
    CREATE INDEX finding_log_finding ON finding_log (finding);
    CREATE TRIGGER finding_came AFTER INSERT ON findings BEGIN
        INSERT INTO finding_log (finding, at, state, kind, severity, message, evidence, version,
            sha256, accepted_by, reason)
        VALUES (NEW.number, NEW.changed, NEW.state, NEW.kind, NEW.severity, NEW.message,
            NEW.evidence, NEW.version, NEW.sha256, NEW.accepted_by, NEW.reason);
    END;
    CREATE TRIGGER finding_changed AFTER UPDATE ON findings
    WHEN (OLD.state, OLD.kind, OLD.severity, OLD.facts) != (NEW.state, NEW.kind, NEW.severity, NEW.facts)
    BEGIN
        INSERT INTO finding_log (finding, at, state, kind, severity, message, evidence, version,
            sha256, accepted_by, reason)
        VALUES (NEW.number, NEW.changed, NEW.state, NEW.kind, NEW.severity, NEW.message,
            NEW.evidence, NEW.version, NEW.sha256, NEW.accepted_by, NEW.reason);
    END;
    CREATE TRIGGER finding_log_is_not_changed BEFORE UPDATE ON finding_log BEGIN
        SELECT RAISE(ABORT, 'the log of findings is only ever added to');
    END;
    CREATE TRIGGER finding_log_is_not_deleted BEFORE DELETE ON finding_log BEGIN
        SELECT RAISE(ABORT, 'the log of findings is only ever added to');
    END;
    CREATE TABLE undecided (
        project TEXT NOT NULL,
        policy TEXT NOT NULL,
        document TEXT NOT NULL,
        reason TEXT NOT NULL,
        PRIMARY KEY (project, policy, document)
    ) WITHOUT ROWID;
    CREATE INDEX undecided_document ON undecided (document);
    CREATE TABLE audited (
        project TEXT NOT NULL,
        policy TEXT NOT NULL,
        version TEXT NOT NULL,
        day TEXT NOT NULL,
        stopped TEXT NOT NULL,
        at REAL NOT NULL,
        PRIMARY KEY (project, policy)
    ) WITHOUT ROWID;
    CREATE TABLE audit_owed (
        number INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL UNIQUE
    );
    CREATE TRIGGER index_write_owes_audit AFTER INSERT ON outbox BEGIN
        DELETE FROM audit_owed WHERE document = NEW.document;
        INSERT INTO audit_owed (document) VALUES (NEW.document);
    END;
    INSERT INTO audit_owed (document) SELECT document FROM bodies
    """,
    """
    CREATE TABLE deadlines (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL,
        category TEXT NOT NULL,
        day TEXT NOT NULL,
        ahead INTEGER NOT NULL,
        at REAL NOT NULL,
        UNIQUE (document, category, day, ahead)
    );
    CREATE TABLE reminder_places (
        place TEXT PRIMARY KEY,
        findings INTEGER NOT NULL DEFAULT 0,
        deadlines INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
    CREATE TABLE reminder_messages (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        place TEXT NOT NULL,
        content TEXT NOT NULL,
        made_at REAL NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        not_before REAL NOT NULL DEFAULT 0,
        taken_by TEXT,
        error TEXT NOT NULL DEFAULT '',
        sent_at REAL
    );
    CREATE INDEX reminder_messages_waiting ON reminder_messages (number) WHERE sent_at IS NULL
    """,
    """
    CREATE TABLE index_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL,
        at REAL NOT NULL,
        entry TEXT
    );
    CREATE INDEX index_log_document ON index_log (document, at);
    CREATE TABLE audit_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        document TEXT NOT NULL,
        at REAL NOT NULL,
        undecided TEXT NOT NULL
    );
    CREATE INDEX audit_log_document ON audit_log (document, at);
    CREATE TABLE party_shown_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        at REAL NOT NULL,
        shown TEXT NOT NULL
    );
    CREATE INDEX party_shown_log_key ON party_shown_log (key, at);
    INSERT INTO party_shown_log (key, at, shown)
        SELECT key, (julianday('now') - 2440587.5) * 86400.0, shown FROM parties;
    CREATE TRIGGER shown_name_came AFTER INSERT ON parties BEGIN
        INSERT INTO party_shown_log (key, at, shown)
        VALUES (NEW.key, (julianday('now') - 2440587.5) * 86400.0, NEW.shown);
    END;
    CREATE TRIGGER shown_name_changed AFTER UPDATE ON parties WHEN OLD.shown != NEW.shown BEGIN
        INSERT INTO party_shown_log (key, at, shown)
        VALUES (NEW.key, (julianday('now') - 2440587.5) * 86400.0, NEW.shown);
    END;
    CREATE TRIGGER shown_name_went AFTER DELETE ON parties BEGIN
        INSERT INTO party_shown_log (key, at, shown)
        VALUES (OLD.key, (julianday('now') - 2440587.5) * 86400.0, '');
    END;
    CREATE TRIGGER index_log_is_not_changed BEFORE UPDATE ON index_log BEGIN
        SELECT RAISE(ABORT, 'the log of the index is only ever added to');
    END;
    CREATE TRIGGER index_log_is_not_deleted BEFORE DELETE ON index_log BEGIN
        SELECT RAISE(ABORT, 'the log of the index is only ever added to');
    END;
    CREATE TRIGGER index_log_is_not_replaced BEFORE INSERT ON index_log
    WHEN EXISTS (SELECT 1 FROM index_log WHERE sequence = NEW.sequence) BEGIN
        SELECT RAISE(ABORT, 'the log of the index is only ever added to');
    END;
    CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log BEGIN
        SELECT RAISE(ABORT, 'the log of audits is only ever added to');
    END;
    CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log BEGIN
        SELECT RAISE(ABORT, 'the log of audits is only ever added to');
    END;
    INSERT INTO meta (key, value)
        SELECT 'index_log_since', (julianday('now') - 2440587.5) * 86400.0
        WHERE NOT EXISTS (SELECT 1 FROM documents);
    ALTER TABLE searches ADD COLUMN title TEXT NOT NULL DEFAULT '';
    CREATE TABLE policy_files (
        project TEXT NOT NULL,
        file TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        PRIMARY KEY (project, file)
    ) WITHOUT ROWID
    """,
    """
    ALTER TABLE undecided ADD COLUMN stopped INTEGER NOT NULL DEFAULT 0;
    DELETE FROM audited WHERE stopped != ''
    """,
    """
    ALTER TABLE findings ADD COLUMN why TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE finding_log ADD COLUMN why TEXT NOT NULL DEFAULT '[]';
    DROP TRIGGER finding_came;
    DROP TRIGGER finding_changed;
    CREATE TRIGGER finding_came AFTER INSERT ON findings BEGIN
        INSERT INTO finding_log (finding, at, state, kind, severity, message, evidence, version,
            sha256, accepted_by, reason, why)
        VALUES (NEW.number, NEW.changed, NEW.state, NEW.kind, NEW.severity, NEW.message,
            NEW.evidence, NEW.version, NEW.sha256, NEW.accepted_by, NEW.reason, NEW.why);
    END;
    CREATE TRIGGER finding_changed AFTER UPDATE ON findings
    WHEN (OLD.state, OLD.kind, OLD.severity, OLD.facts) != (NEW.state, NEW.kind, NEW.severity, NEW.facts)
    BEGIN
        INSERT INTO finding_log (finding, at, state, kind, severity, message, evidence, version,
            sha256, accepted_by, reason, why)
        VALUES (NEW.number, NEW.changed, NEW.state, NEW.kind, NEW.severity, NEW.message,
            NEW.evidence, NEW.version, NEW.sha256, NEW.accepted_by, NEW.reason, NEW.why);
    END;
    ALTER TABLE audited ADD COLUMN parts TEXT NOT NULL DEFAULT '{}';
    CREATE TABLE policy_sources (
        project TEXT NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('policy', 'list')),
        name TEXT NOT NULL,
        file TEXT NOT NULL,
        names INTEGER,
        PRIMARY KEY (project, kind, name)
    ) WITHOUT ROWID;
    INSERT OR IGNORE INTO policy_sources (project, kind, name, file)
        SELECT project, 'list', substr(file, 7, length(file) - 10), file FROM policy_files
        WHERE file LIKE 'lists/%' UNION ALL
        SELECT project, 'policy', substr(file, 1, length(file) - 5), file FROM policy_files
        WHERE file NOT LIKE 'lists/%' AND file NOT LIKE 'shipped/%' AND file LIKE '%.yaml'
    """,
    """
    CREATE TABLE sessions (digest BLOB PRIMARY KEY, ends REAL NOT NULL) WITHOUT ROWID
    """,
)


_REMEDY = (
    "stop enricher and restore a copy of it (docs/deployment.md, Backup). Without a copy move it away"
    " and ingest again: documents are read anew, but corrections, merged parties, accepted findings,"
    " saved searches and the history are in this file alone, so keep it"
)


def open_ledger(path: Path) -> Database:
    """Open the ledger of a home, making or upgrading it where needed."""
    return Database(path, MIGRATIONS, _REMEDY)


def this_process() -> str:
    """A name for this process that no later process with the same number has."""
    process = psutil.Process()
    return f"{process.pid}:{process.create_time()}"


def is_alive(owner: str) -> bool:
    pid, _, created = owner.partition(":")
    try:
        return str(psutil.Process(int(pid)).create_time()) == created
    except (psutil.Error, ValueError):
        return False


def hand_back(database: Database, *, also: str | None = None) -> int:
    """Free what dead processes (and the one named `also`) had taken.

    Returns:
        How many files, documents, debts and messages were freed.
    """
    freed = 0
    with database.transaction() as connection:
        for table in ("files", "documents", "owed", "reminder_messages"):
            owners = connection.execute(
                f"SELECT DISTINCT taken_by FROM {table} WHERE taken_by IS NOT NULL"
            ).fetchall()
            for (owner,) in owners:
                if owner == also or not is_alive(owner):
                    freed += connection.execute(
                        f"UPDATE {table} SET taken_by = NULL WHERE taken_by = ?", (owner,)
                    ).rowcount
    return freed


def path_key(path: Path) -> bytes:
    """How a path is stored: its bytes, which need not be UTF-8."""
    return os.fsencode(path)


def path_of(key: bytes) -> Path:
    return Path(os.fsdecode(key))


def shown_path(path: bytes | None, member: str | None) -> str:
    """Where a document is, as people read it; "" where it is gone."""
    if path is None:
        return ""
    return display_path(path_of(path)) + (MEMBER_MARK + member if member else "")
