-- Open reports by what somebody looks for besides their state: taken up by the operator, lying with the
-- operator's unit, not given to a unit yet, opened again. Kept with every change, counted in `counter` and
-- `queue_rank` under the code of the tag. The floor rises to 9: a build that does not know the table
-- would let it grow old.
UPDATE schema_floor SET floor = 9;

-- Who looks: tags depend on it. None before enrolment.
CREATE TABLE viewer (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    user BLOB NOT NULL CHECK (length(user) = 16),
    unit TEXT NOT NULL
) STRICT;

CREATE TABLE queue_tag (
    tag INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    order_at INTEGER NOT NULL,
    number_order TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (tag, lane, order_at, number_order, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX queue_tag_of_report ON queue_tag (n);
