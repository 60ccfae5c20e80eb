-- People are reminded of documents that a saved search finds and did not find before.
ALTER TABLE reminder_places ADD COLUMN matches INTEGER NOT NULL DEFAULT 0;

-- A saved search of whose new documents people are reminded.
CREATE TABLE alerts (
    search    INTEGER PRIMARY KEY REFERENCES searches (id) ON DELETE CASCADE,
    who       TEXT NOT NULL,              -- turned it on
    since     REAL NOT NULL,
    looked_at REAL NOT NULL,
    upto      INTEGER NOT NULL,           -- the last line of index_log that it has seen
    fault     TEXT NOT NULL DEFAULT ''    -- why it cannot be asked any more
);

-- A document that such a search has ever found, so that it is new only once.
CREATE TABLE search_matches (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    search   INTEGER NOT NULL REFERENCES alerts (search) ON DELETE CASCADE,
    document TEXT NOT NULL,
    title    TEXT NOT NULL,
    at       REAL,                        -- NULL: it matched when the alert was turned on, and is no news
    UNIQUE (search, document)
);
CREATE INDEX search_matches_new ON search_matches (sequence, search, at) WHERE at IS NOT NULL;
