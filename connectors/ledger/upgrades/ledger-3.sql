-- Rows of tables are searched where a collection asks for it.
ALTER TABLE collections ADD COLUMN rows INTEGER NOT NULL DEFAULT 0;
