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
