-- Which reports were found to tell again of which earlier one. The floor rises to 8: reports name several
-- units from now on, which a build before cannot read.
UPDATE schema_floor SET floor = 8;

CREATE TABLE duplicate (
    original BLOB NOT NULL CHECK (length(original) = 16),
    n INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (original, n)
) STRICT, WITHOUT ROWID;
