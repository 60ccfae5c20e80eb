-- Families of documents. What is derived of a text is derived anew, and its kinship with it.
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


UPDATE documents SET derived_by = 'before families';
