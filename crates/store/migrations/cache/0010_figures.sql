-- What the figures of a period are read from, kept with every change of a report: a year of the whole
-- city reads some hundred lines, however many reports there are. The floor rises to 10: a build that does
-- not know these tables would let them grow old.
UPDATE schema_floor SET floor = 10;

-- The reports that came in during a month in a ward. `month`: twelve times the year, plus the month from
-- 0. `by_day`: a sheet of counts for each day that has reports; `whole`: their sum.
CREATE TABLE figure_sheet (
    month INTEGER NOT NULL,
    ward INTEGER NOT NULL,
    whole BLOB NOT NULL,
    by_day BLOB NOT NULL,
    PRIMARY KEY (month, ward)
) STRICT;

-- Reports whose deadline runs. `due_on`: the first millisecond of the day on which they are due. `part`:
-- 0 all of the ward, 1 by unit, 2 by field; `code`: which unit or field.
CREATE TABLE running_deadline (
    due_on INTEGER NOT NULL,
    ward INTEGER NOT NULL,
    part INTEGER NOT NULL CHECK (part IN (0, 1, 2)),
    code TEXT NOT NULL,
    row_count INTEGER NOT NULL,
    extended_count INTEGER NOT NULL,
    PRIMARY KEY (due_on, ward, part, code)
) STRICT, WITHOUT ROWID;
