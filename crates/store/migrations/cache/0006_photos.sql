-- Reports name pictures too: a picture belongs to a case of either kind. The floor rises to 6: a build
-- that does not know this would take reports in without their photos, and remove a picture that a report
-- still names.
UPDATE schema_floor SET floor = 6;

-- `kind`: 0 an alert, 1 a report. `n`: its key there. `place`: 0 the picture that says most, then the
-- others.
CREATE TABLE picture_of_case (
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    n INTEGER NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (kind, n, place)
) STRICT, WITHOUT ROWID;
INSERT INTO picture_of_case SELECT 0, alert, place, hash FROM picture;
DROP TABLE picture;
ALTER TABLE picture_of_case RENAME TO picture;
CREATE INDEX picture_by_hash ON picture (hash, kind, n);
