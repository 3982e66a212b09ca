-- The photos that people attached on this laptop. They lie with what people did, not with the copy of
-- central's rows: nobody can fetch them again. The floor starts at 1.
CREATE TABLE schema_floor (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    floor INTEGER NOT NULL
) STRICT;
INSERT INTO schema_floor VALUES (1, 1);

-- The bytes of photos and of their small pictures, by the hash of the bytes. `sent_bytes`: how many of
-- them central said that it has. `acked_at`: since when central holds all of them durably. `here`: 0 once
-- the bytes are gone from this file; the row stays, so that the photo can be named again.
CREATE TABLE blob (
    n INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    small INTEGER NOT NULL CHECK (small IN (0, 1)),
    byte_count INTEGER NOT NULL CHECK (byte_count > 0),
    saved_at INTEGER NOT NULL,
    sent_bytes INTEGER NOT NULL DEFAULT 0,
    acked_at INTEGER,
    here INTEGER NOT NULL DEFAULT 1 CHECK (here IN (0, 1))
) STRICT;
-- Small pictures go first, then in the order in which they were kept.
CREATE INDEX blob_waiting ON blob (small DESC, n) WHERE acked_at IS NULL;
CREATE INDEX blob_sent ON blob (acked_at, byte_count) WHERE acked_at IS NOT NULL AND here = 1;

-- A blob in pieces of 256 KiB, so that any part of it is read without the rest.
CREATE TABLE piece (
    blob INTEGER NOT NULL REFERENCES blob (n) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (blob, place)
) STRICT;

-- What is known of a photo: its form, its small picture, when it was taken.
CREATE TABLE photo (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    about BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Which acts name which blobs. Written before the act is: an act never names what is not here.
CREATE TABLE named (
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    op_id BLOB NOT NULL CHECK (length(op_id) = 16),
    PRIMARY KEY (hash, op_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX named_by_act ON named (op_id);

CREATE TRIGGER piece_is_kept_until_central_has_it
BEFORE DELETE ON piece
WHEN EXISTS (SELECT 1 FROM blob JOIN named ON named.hash = blob.hash
             WHERE blob.n = OLD.blob AND blob.acked_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'a photo is kept until central has it');
END;
CREATE TRIGGER blob_is_kept_until_central_has_it
BEFORE DELETE ON blob
WHEN OLD.acked_at IS NULL AND EXISTS (SELECT 1 FROM named WHERE named.hash = OLD.hash)
BEGIN
    SELECT RAISE(ABORT, 'a photo is kept until central has it');
END;
CREATE TRIGGER piece_never_changes
BEFORE UPDATE ON piece
BEGIN
    SELECT RAISE(ABORT, 'a photo never changes');
END;
