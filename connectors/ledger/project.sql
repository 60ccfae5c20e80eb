-- A project's documents and their labels: <home>/projects/NAME/project.db.
--
-- Whoever changes a line raises PROJECT_VERSION in enricher/files/versions.py and writes what upgrades a
-- database of the version before (connectors/ledger/upgrades/README.md).

-- A text that people tag.
CREATE TABLE documents (
    name     TEXT PRIMARY KEY,
    text     TEXT NOT NULL,
    dataset  TEXT CHECK (dataset IN ('train', 'test')),  -- NULL: for neither yet
    language TEXT,
    tagged   TEXT,           -- JSON: the categories that somebody looked for in it, NULL for all
    regions  TEXT NOT NULL   -- JSON: [start, end] of the parts that were looked at, [] for the whole
);

-- A span of a text, in characters, end exclusive, that is of a category.
CREATE TABLE labels (
    document TEXT NOT NULL REFERENCES documents (name) ON DELETE CASCADE,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    category TEXT NOT NULL,
    source   TEXT NOT NULL,  -- who said so: enricher/ledger/labels.py, LabelSource
    PRIMARY KEY (document, start, "end", category)
) WITHOUT ROWID;

-- Where the words of a text stand on its pages, of those that were read from a file with pages.
CREATE TABLE boxes (
    text   TEXT PRIMARY KEY,  -- its digest: documents come and go, and are imported again without a file
    packed BLOB NOT NULL      -- enricher/documents/boxes.py
) WITHOUT ROWID;

-- What a tagger says of a document for themselves, beside its labels, which stay what trains.
CREATE TABLE opinions (
    document TEXT NOT NULL REFERENCES documents (name) ON DELETE CASCADE,
    tagger   TEXT NOT NULL,     -- the name of a user
    labels   TEXT NOT NULL,     -- JSON: [start, end, category, source] of each, in the order of the text
    tagged   TEXT,              -- as that of a document
    done     INTEGER NOT NULL,  -- 1: the tagger has been through all of it
    PRIMARY KEY (document, tagger)
) WITHOUT ROWID;

-- What was decided between the opinions of a document.
CREATE TABLE adjudications (
    document   TEXT PRIMARY KEY REFERENCES documents (name) ON DELETE CASCADE,
    decisions  TEXT NOT NULL,  -- JSON: by the id of a disagreement, the labels chosen and who chose them
    settled_by TEXT,           -- who made it the labels of the document, NULL while nobody has
    before     TEXT            -- JSON: labels, tagged and regions that the document had before that
) WITHOUT ROWID;
