-- The texts of the embedded index: <home>/index/texts.sqlite, of the version that index.json says.

-- A piece of a text, compressed.
CREATE TABLE IF NOT EXISTS texts (
    id    TEXT,     -- of the document
    piece INTEGER,  -- from 0
    body  BLOB,
    PRIMARY KEY (id, piece)
);
