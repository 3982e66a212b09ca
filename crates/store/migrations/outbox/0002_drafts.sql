-- What somebody is writing and has not committed: kept with every key, gone once it is committed or
-- emptied. A build that does not know the table leaves it alone, so the floor stays.
CREATE TABLE draft (
    name TEXT PRIMARY KEY,
    kept_at INTEGER NOT NULL,
    body BLOB NOT NULL
) STRICT;
