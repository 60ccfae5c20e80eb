-- The ledger: everything that a home keeps, in one SQLite database, <home>/ledger.db.
--
-- A new home gets all of this at once (connectors/ledger/database.py). Whoever changes a line raises
-- LEDGER_VERSION in enricher/files/versions.py and writes what upgrades a ledger of the version before
-- (connectors/ledger/upgrades/README.md).
--
-- Times are seconds since 1970 in UTC, days are YYYY-MM-DD, paths are bytes, since a path need not be
-- UTF-8. A row that a process works on has its name in `taken_by`; whoever finds that process gone
-- frees the row. `kind` and `reason` say why something failed, as a code and in words.


-- ---- Folders, files and documents ---------------------------------------------------------------

-- A fact about the whole home, by name:
--   index_generation  the index that all documents were queued for
--   index_log_since   when the home was made: from then on index_log is whole
--   party_rule        how the keys of party_names are made
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO meta VALUES ('index_log_since', (julianday('now') - 2440587.5) * 86400.0);

-- A name for what lies below some folders, and the deployments that read it.
CREATE TABLE collections (
    name  TEXT PRIMARY KEY,
    serve TEXT NOT NULL,     -- deployments joined by commas, as enricher/ledger/routes.py writes them
    rows  INTEGER NOT NULL DEFAULT 0  -- whether the rows of its documents' tables are searched as well
);

-- A folder (or single file) that is read.
CREATE TABLE roots (
    path       BLOB PRIMARY KEY,
    collection TEXT NOT NULL,
    device     INTEGER,      -- of the disk it was on; another one may be an empty mount
    held       TEXT          -- why nothing below it is forgotten, NULL where that is not so
);

-- A content with a history, or a member of an archive or mail. A file's state follows from its
-- document's, so that a copy never says something else than its original.
--
--   pending --take--> (a worker) --record--> enriched --outbox, settle--> indexed
--      ^                   '--fail--> failed
--      '----postpone------'
CREATE TABLE documents (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order in which they came
    id         TEXT NOT NULL UNIQUE,               -- made of its first path and content
    sha256     TEXT NOT NULL,                      -- of its content now
    top        TEXT NOT NULL,                      -- the document of the file that it is in: itself, or its archive
    parents    TEXT NOT NULL DEFAULT '[]',         -- JSON: what it is a member of, from the outermost in
    member     TEXT NOT NULL DEFAULT '',           -- the way to it inside its file, '' for the file's own text
    state      TEXT NOT NULL DEFAULT 'pending'
               CHECK (state IN ('pending', 'enriched', 'indexed', 'failed')),
    kind       TEXT NOT NULL DEFAULT '',
    reason     TEXT NOT NULL DEFAULT '',
    served     TEXT NOT NULL DEFAULT '',           -- deployments that read it, or some types of it, joined by commas
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,            -- it is not tried again before
    taken_by   TEXT,
    orphaned   INTEGER,                            -- files.sequence when its last path went
    models     TEXT NOT NULL DEFAULT '',           -- versions of the models that read it, joined by commas
    unread     TEXT NOT NULL DEFAULT '',           -- why the models of now could not read it
    derived_by TEXT NOT NULL DEFAULT ''            -- names the expressions of its derived fields
);
CREATE INDEX documents_state ON documents (state, not_before);
CREATE INDEX documents_sha256 ON documents (sha256);
CREATE INDEX documents_top ON documents (top);
CREATE INDEX documents_orphaned ON documents (orphaned) WHERE orphaned IS NOT NULL;

-- A path that was seen below a root, what stat said of it, and which document it is.
--
--   new --take--> (hash) --attach--> known
--    ^              '--fail--> failed
--    '--postpone---'
CREATE TABLE files (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    path          BLOB NOT NULL UNIQUE,
    folder        BLOB NOT NULL,
    root          BLOB NOT NULL,
    collection    TEXT NOT NULL,
    device        INTEGER NOT NULL,
    inode         INTEGER NOT NULL,  -- 0: a folder that cannot be read
    size          INTEGER NOT NULL,
    mtime_ns      INTEGER NOT NULL,
    ctime_ns      INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('new', 'known', 'ignored', 'failed')),
    document      TEXT REFERENCES documents (id),
    kind          TEXT NOT NULL DEFAULT '',
    reason        TEXT NOT NULL DEFAULT '',
    noticed_at    REAL NOT NULL,
    not_before    REAL NOT NULL DEFAULT 0,
    taken_by      TEXT,
    missing_since REAL               -- when it was not on the disk any more
);
CREATE INDEX files_folder ON files (folder);
CREATE INDEX files_inode ON files (inode, device);
CREATE INDEX files_document ON files (document);
CREATE INDEX files_state ON files (state, not_before);
CREATE INDEX files_missing ON files (root) WHERE missing_since IS NOT NULL;

-- A content that a document had, from when on.
CREATE TABLE versions (
    document TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    sha256   TEXT NOT NULL,
    seen_at  REAL NOT NULL
);
CREATE INDEX versions_document ON versions (document);


-- ---- Texts ----------------------------------------------------------------------------------------

-- A text with its entities and fields, as enricher/documents/records.py writes it.
CREATE TABLE bodies (
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    body      BLOB NOT NULL,  -- as the models left it
    corrected BLOB            -- with what people said laid over it, NULL where nobody said anything
) WITHOUT ROWID;

-- What there is to review of a text, so that it need not be opened for that; as
-- enricher/documents/facts.py writes it. A text that still owes its entities has none.
CREATE TABLE facts (
    document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
    facts    TEXT NOT NULL
) WITHOUT ROWID;

-- A text whose entities are still to be found, or found again by other models.
CREATE TABLE owed (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    document   TEXT NOT NULL UNIQUE REFERENCES documents (id) ON DELETE CASCADE,
    top        TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    taken_by   TEXT,
    again      INTEGER NOT NULL DEFAULT 0  -- it has those of another model until then
);
CREATE INDEX owed_top ON owed (top);
CREATE INDEX owed_waiting ON owed (not_before, number) WHERE taken_by IS NULL;

-- The passages of a text, each with its vector, as enricher/documents/passages.py packs them.
CREATE TABLE passages (
    document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
    digest   BLOB NOT NULL,  -- of the text that they are of
    encoder  TEXT NOT NULL,  -- what made the vectors
    places   BLOB NOT NULL,
    rows     BLOB NOT NULL
);
CREATE INDEX passages_encoder ON passages (encoder);

-- A text whose passages still have no vectors, or those of another encoder than the one of now.
CREATE TABLE passages_owed (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    document   TEXT NOT NULL UNIQUE REFERENCES bodies (document) ON DELETE CASCADE,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    taken_by   TEXT,
    reason     TEXT NOT NULL DEFAULT ''  -- why they are tried no more
);
CREATE INDEX passages_owed_waiting ON passages_owed (not_before, number)
    WHERE taken_by IS NULL AND reason = '';


-- ---- The index --------------------------------------------------------------------------------------

-- A document whose entry in the index is to be written, or removed where it has no body any more.
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL UNIQUE,
    audit    INTEGER NOT NULL DEFAULT 1  -- 0: only its findings changed, so policies need not be asked
);

-- What the index said of a document from a moment on; only ever added to.
CREATE TABLE index_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    at       REAL NOT NULL,
    entry    TEXT            -- JSON, NULL where the index has it no more
);
CREATE INDEX index_log_document ON index_log (document, at);
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


-- ---- Corrections ------------------------------------------------------------------------------------

-- What a person said about an entity or a table of a document, or of all of them (document ''). It stays when
-- its document goes, and is taken up where the same path or content comes again.
CREATE TABLE corrections (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    top       TEXT NOT NULL,
    member    TEXT NOT NULL,
    act       TEXT NOT NULL CHECK (act IN (
        'tag', 'reject', 'none', 'suppress', 'set-cell', 'remove-row', 'add-row', 'set-fact',
        'add-table')),
    category  TEXT NOT NULL,               -- '' of a table
    said      TEXT NOT NULL,               -- JSON: the words, where they stand, the value
    who       TEXT NOT NULL,
    at        REAL NOT NULL,
    undone_by TEXT NOT NULL DEFAULT '',
    undone_at REAL,
    unmet     TEXT NOT NULL DEFAULT '',    -- why it cannot be laid over the text of now
    followed  INTEGER NOT NULL DEFAULT 1,  -- 0: of all documents, and not yet brought into each
    path      BLOB,                        -- the last path of a document that went
    sha256    TEXT                         -- and its content
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
END;


-- ---- Parties ----------------------------------------------------------------------------------------

-- A name as documents write it. Names of one key are one party.
CREATE TABLE party_names (
    name      TEXT PRIMARY KEY,
    key       TEXT NOT NULL,
    documents INTEGER NOT NULL DEFAULT 0  -- how many use it
) WITHOUT ROWID;
CREATE INDEX party_names_key ON party_names (key);

-- A document uses a name.
CREATE TABLE party_mentions (
    document TEXT NOT NULL REFERENCES bodies (document) ON DELETE CASCADE,
    name     TEXT NOT NULL REFERENCES party_names (name),
    PRIMARY KEY (document, name)
) WITHOUT ROWID;
CREATE INDEX party_mentions_name ON party_mentions (name);

-- A key, and the name that is shown for it.
CREATE TABLE parties (
    key   TEXT PRIMARY KEY,
    shown TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX parties_shown ON parties (shown);

-- A key whose shown name is to be chosen anew before the transaction ends.
CREATE TABLE party_changes (
    key TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TRIGGER party_mention_came AFTER INSERT ON party_mentions BEGIN
    UPDATE party_names SET documents = documents + 1 WHERE name = NEW.name;
    INSERT OR IGNORE INTO party_changes SELECT key FROM party_names WHERE name = NEW.name;
END;
CREATE TRIGGER party_mention_went AFTER DELETE ON party_mentions BEGIN
    UPDATE party_names SET documents = documents - 1 WHERE name = OLD.name;
    INSERT OR IGNORE INTO party_changes SELECT key FROM party_names WHERE name = OLD.name;
END;

-- Names, or merges, that a person said are one party.
CREATE TABLE party_merges (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    shown  TEXT NOT NULL REFERENCES party_names (name),
    within INTEGER REFERENCES party_merges (id)  -- the merge that it is a part of
);
CREATE INDEX party_merges_within ON party_merges (within);
CREATE INDEX party_merges_shown ON party_merges (shown);

-- A name stands in a merge.
CREATE TABLE party_members (
    name  TEXT PRIMARY KEY REFERENCES party_names (name),
    merge INTEGER NOT NULL REFERENCES party_merges (id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX party_members_merge ON party_members (merge);

-- Two names that a person said are different parties, the lesser one first.
CREATE TABLE party_apart (
    one   TEXT NOT NULL REFERENCES party_names (name),
    other TEXT NOT NULL REFERENCES party_names (name),
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX party_apart_other ON party_apart (other);

-- What a person decided about parties; only ever added to.
CREATE TABLE party_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       REAL NOT NULL,
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    names    TEXT NOT NULL,  -- JSON
    shown    TEXT NOT NULL
);
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

-- The name that was shown for a key from a moment on, '' where nobody had it any more.
CREATE TABLE party_shown_log (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT NOT NULL,
    at       REAL NOT NULL,
    shown    TEXT NOT NULL
);
CREATE INDEX party_shown_log_key ON party_shown_log (key, at);
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


-- ---- Families ---------------------------------------------------------------------------------------

-- What tells the relatives of a text without opening it, as enricher/documents/families.py makes it.
CREATE TABLE kinships (
    document TEXT PRIMARY KEY REFERENCES bodies (document) ON DELETE CASCADE,
    kinship  TEXT NOT NULL,  -- JSON
    days     TEXT NOT NULL,  -- JSON: that it may be named by
    sketch   BLOB NOT NULL   -- of its words
) WITHOUT ROWID;

-- A key by which relatives find each other.
CREATE TABLE kinship_keys (
    key      INTEGER NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('offered', 'asked', 'shared')),
    document TEXT NOT NULL REFERENCES kinships (document) ON DELETE CASCADE,
    PRIMARY KEY (key, role, document)
) WITHOUT ROWID;
CREATE INDEX kinship_keys_document ON kinship_keys (document);

-- A document belongs to another: it amends or restates it, is made under it, or is nearly the same.
CREATE TABLE relations (
    document TEXT NOT NULL REFERENCES kinships (document) ON DELETE CASCADE,
    other    TEXT NOT NULL REFERENCES kinships (document) ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN ('amends', 'restates', 'under', 'copy')),
    likeness REAL NOT NULL DEFAULT 1,  -- of copies, of which each has a row to the other
    PRIMARY KEY (document, other, kind)
) WITHOUT ROWID;
CREATE INDEX relations_other ON relations (other);

-- A document whose relatives are to be looked for anew before the transaction ends.
CREATE TABLE kinship_changes (
    document TEXT PRIMARY KEY
) WITHOUT ROWID;
CREATE TRIGGER kinship_key_went AFTER DELETE ON kinship_keys WHEN OLD.role = 'offered' BEGIN
    INSERT OR IGNORE INTO kinship_changes
    SELECT document FROM kinship_keys WHERE key = OLD.key AND role = 'asked';
END;
CREATE TRIGGER relation_came AFTER INSERT ON relations BEGIN
    DELETE FROM outbox WHERE document IN (NEW.document, NEW.other);
    INSERT INTO outbox (document) VALUES (NEW.document), (NEW.other);
END;
CREATE TRIGGER relation_went AFTER DELETE ON relations BEGIN
    DELETE FROM outbox WHERE document IN (OLD.document, OLD.other);
    INSERT INTO outbox (document) VALUES (OLD.document), (OLD.other);
END;


-- ---- Policies: what they found, and when they were asked --------------------------------------------

-- What a policy found in a document, and what a person decided about it.
CREATE TABLE findings (
    number         INTEGER PRIMARY KEY AUTOINCREMENT,
    document       TEXT NOT NULL,
    project        TEXT NOT NULL,
    policy         TEXT NOT NULL,
    kind           TEXT NOT NULL CHECK (kind IN ('finding', 'review')),
    state          TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'resolved')),
    severity       TEXT NOT NULL,
    message        TEXT NOT NULL,
    confidence     REAL NOT NULL,
    facts          TEXT NOT NULL,               -- what it rests on: another value is another finding
    evidence       TEXT NOT NULL,               -- JSON: values, passages and notes as they were then
    version        TEXT NOT NULL,               -- of the policy
    sha256         TEXT NOT NULL,               -- of the document
    models         TEXT NOT NULL,
    first_seen     REAL NOT NULL,
    last_seen      REAL NOT NULL,
    changed        REAL NOT NULL,
    reopened       REAL,
    accepted_facts TEXT,                        -- the acceptance holds while these are the facts
    accepted_by    TEXT NOT NULL DEFAULT '',
    accepted_at    REAL,
    accepted_until TEXT,                        -- the last day of the acceptance
    reason         TEXT NOT NULL DEFAULT '',    -- of the acceptance
    why            TEXT NOT NULL DEFAULT '[]',  -- JSON: codes of what its last change came of
    UNIQUE (document, project, policy)
);
CREATE INDEX findings_policy ON findings (project, policy);
CREATE INDEX findings_state ON findings (state);

-- A state that a finding was in from a moment on; only ever added to, by the triggers below.
CREATE TABLE finding_log (
    sequence    INTEGER PRIMARY KEY AUTOINCREMENT,
    finding     INTEGER NOT NULL,
    at          REAL NOT NULL,
    state       TEXT NOT NULL,
    kind        TEXT NOT NULL,
    severity    TEXT NOT NULL,
    message     TEXT NOT NULL,
    evidence    TEXT NOT NULL,
    version     TEXT NOT NULL,
    sha256      TEXT NOT NULL,
    accepted_by TEXT NOT NULL,
    reason      TEXT NOT NULL,
    why         TEXT NOT NULL DEFAULT '[]'
);
CREATE INDEX finding_log_finding ON finding_log (finding);
CREATE TRIGGER finding_log_is_not_changed BEFORE UPDATE ON finding_log BEGIN
    SELECT RAISE(ABORT, 'the log of findings is only ever added to');
END;
CREATE TRIGGER finding_log_is_not_deleted BEFORE DELETE ON finding_log BEGIN
    SELECT RAISE(ABORT, 'the log of findings is only ever added to');
END;
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

-- A policy cannot say anything of a document, and why.
CREATE TABLE undecided (
    project  TEXT NOT NULL,
    policy   TEXT NOT NULL,
    document TEXT NOT NULL,
    reason   TEXT NOT NULL,
    stopped  INTEGER NOT NULL DEFAULT 0,  -- the policy took too long or too much
    PRIMARY KEY (project, policy, document)
) WITHOUT ROWID;
CREATE INDEX undecided_document ON undecided (document);

-- The version of a policy that all documents were asked by, and on which day.
CREATE TABLE audited (
    project TEXT NOT NULL,
    policy  TEXT NOT NULL,
    version TEXT NOT NULL,
    day     TEXT NOT NULL,
    at      REAL NOT NULL,
    parts   TEXT NOT NULL DEFAULT '{}',  -- JSON: what the version is made of, each with its digest
    PRIMARY KEY (project, policy)
) WITHOUT ROWID;

-- A document that policies are to be asked about, since the index hears of it anew. It goes one way:
-- outbox, audit_owed, findings, and from there back to the outbox as a write that owes no audit.
CREATE TABLE audit_owed (
    number   INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL UNIQUE
);
CREATE TRIGGER index_write_owes_audit AFTER INSERT ON outbox WHEN NEW.audit BEGIN
    DELETE FROM audit_owed WHERE document = NEW.document;
    INSERT INTO audit_owed (document) VALUES (NEW.document);
END;

-- Policies were asked about what the index says of a document; only ever added to.
CREATE TABLE audit_log (
    sequence  INTEGER PRIMARY KEY AUTOINCREMENT,
    document  TEXT NOT NULL,
    at        REAL NOT NULL,
    undecided TEXT NOT NULL  -- JSON: PROJECT/POLICY of those that could not say, with the reason
);
CREATE INDEX audit_log_document ON audit_log (document, at);
CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the log of audits is only ever added to');
END;
CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log BEGIN
    SELECT RAISE(ABORT, 'the log of audits is only ever added to');
END;

-- A file of policies or lists as it was last seen, shipped ones included.
CREATE TABLE policy_files (
    project TEXT NOT NULL,
    file    TEXT NOT NULL,
    sha256  TEXT NOT NULL,
    PRIMARY KEY (project, file)
) WITHOUT ROWID;

-- A file of the home's own by which policies were last asked.
CREATE TABLE policy_sources (
    project TEXT NOT NULL,
    kind    TEXT NOT NULL CHECK (kind IN ('policy', 'list')),
    name    TEXT NOT NULL,
    file    TEXT NOT NULL,
    names   INTEGER,         -- how many a list had
    PRIMARY KEY (project, kind, name)
) WITHOUT ROWID;


-- ---- Reminders --------------------------------------------------------------------------------------

-- A date of a document that came so near that people are to be reminded.
CREATE TABLE deadlines (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    document TEXT NOT NULL,
    category TEXT NOT NULL,
    day      TEXT NOT NULL,
    ahead    INTEGER NOT NULL,  -- the days before it of this step
    at       REAL NOT NULL,
    UNIQUE (document, category, day, ahead)
);

-- How far a place that is reminded knows finding_log, deadlines and search_matches: the last line of each.
CREATE TABLE reminder_places (
    place     TEXT PRIMARY KEY,
    findings  INTEGER NOT NULL DEFAULT 0,
    deadlines INTEGER NOT NULL DEFAULT 0,
    matches   INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;

-- A message to a place; what was sent is kept for a while.
CREATE TABLE reminder_messages (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT NOT NULL UNIQUE,
    place      TEXT NOT NULL,
    content    TEXT NOT NULL,  -- JSON
    made_at    REAL NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before REAL NOT NULL DEFAULT 0,
    taken_by   TEXT,
    error      TEXT NOT NULL DEFAULT '',
    sent_at    REAL
);
CREATE INDEX reminder_messages_waiting ON reminder_messages (number) WHERE sent_at IS NULL;


-- ---- People and trainings ---------------------------------------------------------------------------

-- What somebody did that no other table keeps; only ever added to.
CREATE TABLE history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at       REAL NOT NULL,
    who      TEXT NOT NULL,
    act      TEXT NOT NULL,
    kind     TEXT NOT NULL,  -- of the subject
    subject  TEXT NOT NULL,  -- the id of a document, the name of anything else
    details  TEXT NOT NULL   -- JSON
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

-- A search that somebody saved.
CREATE TABLE searches (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    name    TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,       -- the query of its page
    made_at REAL NOT NULL,
    title   TEXT NOT NULL DEFAULT ''
);

-- A person who signs in by name. One who was removed keeps the name: acts stand under it.
CREATE TABLE users (
    name       TEXT PRIMARY KEY,
    role       TEXT NOT NULL,
    password   TEXT NOT NULL,               -- its hash by argon2id; '' signs in with a key alone
    locked     INTEGER NOT NULL DEFAULT 0,
    made_at    REAL NOT NULL,
    removed_at REAL
) WITHOUT ROWID;

-- A key of a user's own: a digest, never what opens it.
CREATE TABLE user_keys (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    user    TEXT NOT NULL REFERENCES users (name),
    purpose TEXT NOT NULL,
    digest  BLOB NOT NULL UNIQUE,
    made_at REAL NOT NULL,
    ends    REAL
);
CREATE INDEX user_keys_user ON user_keys (user);

-- Whose a document is, or a finding in it.
CREATE TABLE assignments (
    document TEXT NOT NULL,
    finding  INTEGER NOT NULL DEFAULT 0,  -- its number; 0 is the document as a whole
    assignee TEXT NOT NULL REFERENCES users (name),
    who      TEXT NOT NULL,               -- assigned it
    at       REAL NOT NULL,
    PRIMARY KEY (document, finding)
) WITHOUT ROWID;
CREATE INDEX assignments_assignee ON assignments (assignee);

-- What somebody said about a document, or a finding in it. One that was deleted keeps its number.
CREATE TABLE comments (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    document   TEXT NOT NULL,
    finding    INTEGER NOT NULL DEFAULT 0,  -- its number; 0 is the document as a whole
    text       TEXT NOT NULL,               -- '' once it was deleted
    who        TEXT NOT NULL,
    at         REAL NOT NULL,
    removed_by TEXT NOT NULL DEFAULT '',
    removed_at REAL
);
CREATE INDEX comments_document ON comments (document);
CREATE INDEX comments_finding ON comments (finding) WHERE finding != 0;
CREATE TRIGGER comment_is_not_changed
BEFORE UPDATE OF number, document, finding, who, at ON comments BEGIN
    SELECT RAISE(ABORT, 'what was said is not changed');
END;
CREATE TRIGGER comment_is_removed_once
BEFORE UPDATE OF text, removed_by, removed_at ON comments
WHEN OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR NEW.text != '' BEGIN
    SELECT RAISE(ABORT, 'a comment is deleted, once, or stays as it is');
END;
CREATE TRIGGER comment_keeps_its_row BEFORE DELETE ON comments BEGIN
    SELECT RAISE(ABORT, 'a comment that was deleted keeps its row');
END;

-- Users whom a comment names.
CREATE TABLE mentions (
    user    TEXT NOT NULL REFERENCES users (name),
    comment INTEGER NOT NULL REFERENCES comments (number),
    PRIMARY KEY (user, comment)
) WITHOUT ROWID;

-- The last comment that a user has seen of those that name them.
CREATE TABLE mentions_seen (
    user TEXT PRIMARY KEY REFERENCES users (name),
    upto INTEGER NOT NULL
) WITHOUT ROWID;

-- A saved search of whose new documents people are reminded.
CREATE TABLE alerts (
    search    INTEGER PRIMARY KEY REFERENCES searches (id) ON DELETE CASCADE,
    who       TEXT NOT NULL,              -- turned it on
    since     REAL NOT NULL,
    looked_at REAL NOT NULL,
    upto      INTEGER NOT NULL,           -- the last line of index_log that it has seen
    fault     TEXT NOT NULL DEFAULT ''    -- why it cannot be asked any more
);

-- A document that such a search has ever found, so that it is new only once.
CREATE TABLE search_matches (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    search   INTEGER NOT NULL REFERENCES alerts (search) ON DELETE CASCADE,
    document TEXT NOT NULL,
    title    TEXT NOT NULL,
    at       REAL,                        -- NULL: it matched when the alert was turned on, and is no news
    UNIQUE (search, document)
);
CREATE INDEX search_matches_new ON search_matches (sequence, search, at) WHERE at IS NOT NULL;

-- When somebody looked at a saved search last; what it finds since then is new to them.
CREATE TABLE search_looks (
    search INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
    who    TEXT NOT NULL,     -- a user; '' is everybody who does not sign in by name
    at     REAL NOT NULL,
    upto   INTEGER NOT NULL,  -- the last line of index_log then
    PRIMARY KEY (search, who)
) WITHOUT ROWID;

-- A document that a search which somebody looked at has ever found.
CREATE TABLE search_hits (
    search   INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    since    INTEGER NOT NULL,            -- the line of index_log since which it matched first
    matches  INTEGER NOT NULL DEFAULT 1,  -- whether it does now
    PRIMARY KEY (search, document)
) WITHOUT ROWID;

-- A browser that is signed in: a digest, never what opens it.
CREATE TABLE sessions (
    digest BLOB PRIMARY KEY,
    ends   REAL NOT NULL,
    user   TEXT REFERENCES users (name)  -- NULL: signed in with a key that everybody of a role has
) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions (user) WHERE user IS NOT NULL;

-- A training of a project: in line, running or over.
CREATE TABLE trainings (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    project    TEXT NOT NULL,
    request    TEXT NOT NULL,               -- JSON
    state      TEXT NOT NULL DEFAULT 'queued'
               CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    asked_at   REAL NOT NULL,
    started_at REAL,
    ended_at   REAL,
    runs       INTEGER NOT NULL DEFAULT 0,  -- how often it was begun
    ending     TEXT NOT NULL DEFAULT '' CHECK (ending IN ('', 'drop', 'keep')),  -- asked for by a person
    report     TEXT NOT NULL DEFAULT '{}',  -- JSON: how far it is
    result     TEXT,                        -- JSON
    error      TEXT NOT NULL DEFAULT '',
    taken_by   TEXT
);
CREATE INDEX trainings_state ON trainings (state);
