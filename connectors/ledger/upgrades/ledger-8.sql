-- A table that readers missed can be added: one act more.
DROP INDEX corrections_document;
DROP INDEX corrections_top;
DROP INDEX corrections_path;
DROP INDEX corrections_sha256;
DROP INDEX corrections_unfollowed;
DROP TRIGGER corrected_file_went;
DROP TRIGGER corrected_document_went;
DROP TRIGGER correction_is_not_changed;
DROP TRIGGER correction_is_undone_once;
DROP TRIGGER correction_is_not_deleted;
DROP TRIGGER correction_is_not_replaced;
ALTER TABLE corrections RENAME TO corrections_before;
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
INSERT INTO corrections (id, document, top, member, act, category, said, who, at, undone_by, undone_at, unmet, followed,
    path, sha256)
SELECT id, document, top, member, act, category, said, who, at, undone_by, undone_at, unmet, followed,
    path, sha256 FROM corrections_before ORDER BY id;
DROP TABLE corrections_before;
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
