-- What is new in a saved search since somebody looked at it.
-- When somebody looked at a saved search last; what it finds since then is new to them.
CREATE TABLE search_looks (
    search INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
    who    TEXT NOT NULL,     -- a user; '' is everybody who does not sign in by name
    at     REAL NOT NULL,
    upto   INTEGER NOT NULL,  -- the last line of index_log then
    PRIMARY KEY (search, who)
) WITHOUT ROWID;

-- A document that a search which somebody looked at has ever found.
CREATE TABLE search_hits (
    search   INTEGER NOT NULL REFERENCES searches (id) ON DELETE CASCADE,
    document TEXT NOT NULL,
    since    INTEGER NOT NULL,            -- the line of index_log since which it matched first
    matches  INTEGER NOT NULL DEFAULT 1,  -- whether it does now
    PRIMARY KEY (search, document)
) WITHOUT ROWID;
