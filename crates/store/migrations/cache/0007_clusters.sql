-- How many open reports and cameras lie in each square of each tile of the map, kept with every change:
-- a glance at the whole city reads squares and not reports. The floor rises to 7: a build that does not
-- know this table would let it grow old.
UPDATE schema_floor SET floor = 7;

-- `kind`: 0 reports, 1 cameras. `z`, `x`, `y`: the tile; `place`: its square. `mark`: of reports the
-- first millisecond of the day on which they are due, of cameras 0 if they are silent, else 1. `n_sum`:
-- the keys of the rows added up, which is the key where there is one row. `east_sum`, `north_sum`:
-- millimetres of the city's grid, added up. Immediate reports are not in it: they are drawn one by one.
CREATE TABLE cluster (
    kind INTEGER NOT NULL CHECK (kind IN (0, 1)),
    z INTEGER NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    place INTEGER NOT NULL,
    mark INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    n_sum INTEGER NOT NULL,
    east_sum INTEGER NOT NULL,
    north_sum INTEGER NOT NULL,
    PRIMARY KEY (kind, z, x, y, place, mark)
) STRICT, WITHOUT ROWID;

-- Lots on the tiles name their use from now on.
DELETE FROM tile;
UPDATE tile_total SET row_count = 0, bytes = 0;
