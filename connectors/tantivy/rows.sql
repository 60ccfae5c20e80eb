-- Rows of tables that the embedded index searches, in <home>/index/texts.sqlite, of the
-- version that index.json says; made with the first of them.

-- A document with rows.
CREATE TABLE IF NOT EXISTS row_documents (
    key         INTEGER PRIMARY KEY,  -- document_key, as a signed number
    id          TEXT NOT NULL UNIQUE,
    title       TEXT NOT NULL,
    path        TEXT NOT NULL,
    collections TEXT NOT NULL,        -- JSON
    fields      TEXT NOT NULL,        -- JSON: what is shown of each category
    digest      BLOB NOT NULL         -- of its rows: the same ones are not written again
);

CREATE TABLE IF NOT EXISTS rows (
    id           INTEGER PRIMARY KEY,  -- of its words as well
    document     INTEGER NOT NULL,     -- key
    number       INTEGER NOT NULL,     -- among the rows of the document
    name         TEXT NOT NULL,        -- of the table
    account      TEXT NOT NULL,
    account_term TEXT NOT NULL,
    currency     TEXT NOT NULL,
    party        TEXT NOT NULL,
    page         INTEGER,
    start        INTEGER NOT NULL,
    end          INTEGER NOT NULL,
    cells        TEXT NOT NULL,        -- JSON
    corrected    TEXT NOT NULL,        -- JSON: what was read in cells that a person corrected
    added        INTEGER NOT NULL,     -- 1: by a person
    date         TEXT,
    value_date   TEXT,
    amount       REAL,                 -- numbers as they are compared
    balance      REAL,
    quantity     REAL,
    unit_price   REAL,
    units        INTEGER               -- the amount as it is added up: in ten-thousandths
);
CREATE INDEX IF NOT EXISTS rows_document ON rows (document, number);
CREATE INDEX IF NOT EXISTS rows_date ON rows (date);
CREATE INDEX IF NOT EXISTS rows_amount ON rows (amount);

-- The words of rows as they are looked for, by their columns.
CREATE VIRTUAL TABLE IF NOT EXISTS row_words USING fts5 (
    description, reference, party, label, value, section, rest,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co Pc'"
);
