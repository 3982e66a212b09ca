-- Photos that people attach: a device names one in an act, then sends its bytes. Older builds may not open
-- the file, because they would show pictures whose bytes have not come.

-- Which pictures a device named for a report and central does not show yet: it may send these, and no
-- others.
CREATE TABLE expected_picture (
    client  BLOB NOT NULL CHECK (length(client) = 16),
    hash    BLOB NOT NULL CHECK (length(hash) = 32),
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    PRIMARY KEY (client, hash, subject)
) STRICT, WITHOUT ROWID;

-- What a device sends or has sent. A half-sent one is a file in `uploads/`, whose length tells how much of
-- it is there. `done_at` is set in the transaction that shows it.
CREATE TABLE upload (
    client     BLOB NOT NULL CHECK (length(client) = 16),
    hash       BLOB NOT NULL CHECK (length(hash) = 32),
    byte_count INTEGER NOT NULL CHECK (byte_count > 0),
    begun_at   INTEGER NOT NULL,
    done_at    INTEGER,
    PRIMARY KEY (client, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_half ON upload (begun_at) WHERE done_at IS NULL;
