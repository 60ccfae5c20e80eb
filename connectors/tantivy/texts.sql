-- The texts of the embedded index: <home>/index/texts.sqlite, of the version that index.json says.

-- A piece of a text, compressed.
CREATE TABLE IF NOT EXISTS texts (
    id    TEXT,     -- of the document
    piece INTEGER,  -- from 0
    body  BLOB,
    PRIMARY KEY (id, piece)
);

-- The passages of a document in the order of its text, compressed: connectors/tantivy/texts.py.
CREATE TABLE IF NOT EXISTS passages (
    id   TEXT PRIMARY KEY,  -- of the document
    body BLOB
) WITHOUT ROWID;

-- A file of vectors, all of one encoder and of one length: vectors-<number>, beside this database.
CREATE TABLE IF NOT EXISTS spaces (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    encoder TEXT,
    width   INTEGER,  -- numbers a vector
    rows    INTEGER,  -- vectors in the file; what it has behind them is of a write that failed
    dead    INTEGER,  -- of those
    deaths  INTEGER   -- stretches that died
);

-- The vectors of a document in such a file, one behind the other.
CREATE TABLE IF NOT EXISTS stretches (
    space    INTEGER,
    first    INTEGER,  -- row
    count    INTEGER,
    id       TEXT,     -- of the document
    checksum INTEGER,  -- CRC-32
    died     INTEGER,  -- the how-manieth death of its space, NULL while it is the document's
    PRIMARY KEY (space, first)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS stretches_id ON stretches (id) WHERE died IS NULL;
CREATE INDEX IF NOT EXISTS stretches_died ON stretches (space, died) WHERE died IS NOT NULL;
