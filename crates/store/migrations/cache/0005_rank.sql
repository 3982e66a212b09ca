-- How many reports lie before one in the queue, without walking there: reports by lane, and by lane and
-- state, in wide and in fine stretches of `order_at`, kept with every change. The floor rises to 5: a
-- build that does not know this table would let it grow old.
UPDATE schema_floor SET floor = 5;

-- `state`: a code, or -1 for all of the lane. `span`: bits of `order_at` (milliseconds) that a stretch
-- covers; `stretch`: `order_at >> span`.
CREATE TABLE queue_rank (
    lane INTEGER NOT NULL,
    state INTEGER NOT NULL,
    span INTEGER NOT NULL,
    stretch INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (lane, state, span, stretch)
) STRICT, WITHOUT ROWID;
INSERT INTO queue_rank
SELECT lane, state, span, order_at >> span, count(*)
FROM incident, (SELECT 32 AS span UNION ALL SELECT 26)
GROUP BY 1, 2, 3, 4;
INSERT INTO queue_rank
SELECT lane, -1, span, stretch, sum(row_count)
FROM queue_rank
GROUP BY 1, 3, 4;

-- By what a report is placed in the queue, close together in the order in which a search finds reports:
-- to put some ten thousand in order, their rows need not be read.
CREATE INDEX incident_in_order ON incident (n, lane, state, order_at, number_order);
