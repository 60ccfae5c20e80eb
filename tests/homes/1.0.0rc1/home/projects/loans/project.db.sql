BEGIN TRANSACTION;
CREATE TABLE documents (
    name     TEXT PRIMARY KEY,
    text     TEXT NOT NULL,
    dataset  TEXT CHECK (dataset IN ('train', 'test')),  -- NULL: for neither yet
    language TEXT,
    tagged   TEXT,           -- JSON: the categories that somebody looked for in it, NULL for all
    regions  TEXT NOT NULL   -- JSON: [start, end] of the parts that were looked at, [] for the whole
);
INSERT INTO "documents" VALUES('labels-1','Made between Orion Inc. and Vega LLC.',NULL,NULL,NULL,'[]');
CREATE TABLE labels (
    document TEXT NOT NULL REFERENCES documents (name) ON DELETE CASCADE,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    category TEXT NOT NULL,
    source   TEXT NOT NULL,  -- who said so: enricher/ledger/labels.py, LabelSource
    PRIMARY KEY (document, start, "end", category)
) WITHOUT ROWID;
INSERT INTO "labels" VALUES('labels-1',13,23,'Party','human');
INSERT INTO "labels" VALUES('labels-1',28,36,'Party','human');
COMMIT;
PRAGMA application_id=1701728370;
PRAGMA user_version=1;
