-- Documents and findings are assigned to users, and talked about.
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
