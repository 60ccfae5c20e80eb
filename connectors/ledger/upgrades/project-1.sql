-- Where the words of a text stand on its pages, of those that were read from a file with pages.
CREATE TABLE boxes (
    text   TEXT PRIMARY KEY,  -- its digest: documents come and go, and are imported again without a file
    packed BLOB NOT NULL      -- enricher/documents/boxes.py
) WITHOUT ROWID;
