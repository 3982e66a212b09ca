-- Pictures: which alerts name them, and those that are here. They are fetched after the rows. The floor
-- rises to 4: a build that does not know these tables would take alerts in without their pictures.
UPDATE schema_floor SET floor = 4;

-- `place`: 0 the frame nearest to the event, then the others in order of time.
CREATE TABLE picture (
    alert INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (alert, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_by_hash ON picture (hash, alert);

CREATE TABLE blob (
    n INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    byte_count INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- What all blobs take together, kept with every change.
CREATE TABLE blob_room (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    byte_count INTEGER NOT NULL
) STRICT;
INSERT INTO blob_room VALUES (1, 0);

CREATE INDEX alert_by_camera_in_lane ON alert (camera, lane, order_at, n);
CREATE INDEX camera_silent ON camera (silent, number) WHERE silent = 1;
