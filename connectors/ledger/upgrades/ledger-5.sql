-- People sign in by name.
-- A person who signs in by name. One who was removed keeps the name: acts stand under it.
CREATE TABLE users (
    name       TEXT PRIMARY KEY,
    role       TEXT NOT NULL,
    password   TEXT NOT NULL,               -- its hash by argon2id; '' signs in with a key alone
    locked     INTEGER NOT NULL DEFAULT 0,
    made_at    REAL NOT NULL,
    removed_at REAL
) WITHOUT ROWID;

-- A key of a user's own: a digest, never what opens it.
CREATE TABLE user_keys (
    number  INTEGER PRIMARY KEY AUTOINCREMENT,
    user    TEXT NOT NULL REFERENCES users (name),
    purpose TEXT NOT NULL,
    digest  BLOB NOT NULL UNIQUE,
    made_at REAL NOT NULL,
    ends    REAL
);
CREATE INDEX user_keys_user ON user_keys (user);
ALTER TABLE sessions ADD COLUMN user TEXT REFERENCES users (name);
CREATE INDEX sessions_user ON sessions (user) WHERE user IS NOT NULL;
