-- Passages with their vectors, which all texts owe.
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


INSERT INTO passages_owed (document) SELECT document FROM bodies;
