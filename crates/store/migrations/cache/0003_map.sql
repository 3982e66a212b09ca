-- What the map reads beside the rows: where open reports and cameras stand, older names of lots,
-- counts, and the tiles that were cut. The floor rises to 3: a build that does not know these tables
-- would let them grow old.
UPDATE schema_floor SET floor = 3;

-- Bounds in decimetres of the city's grid, rounded outwards. The key is that of the row. A report
-- leaves when it is closed, so that a glance at the whole city reads open ones only.
CREATE VIRTUAL TABLE open_report_place
    USING rtree_i32 (n, east_min, east_max, north_min, north_max);
CREATE VIRTUAL TABLE camera_place USING rtree_i32 (n, east_min, east_max, north_min, north_max);

-- Numbers, with and without their letters, and names of cameras, folded.
CREATE VIRTUAL TABLE camera_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = 'none',
    prefix = '2 3',
    tokenize = 'ascii'
);
CREATE INDEX camera_by_silence ON camera (silent);

-- Lots by the names that they had before the wards were merged. `commune` is folded.
CREATE TABLE lot_formerly (
    n INTEGER PRIMARY KEY,
    sheet INTEGER NOT NULL,
    number INTEGER NOT NULL,
    commune TEXT NOT NULL
) STRICT;
CREATE INDEX lot_by_former_name ON lot_formerly (sheet, number, commune);

-- Lots by the day of their data, and zones by the use of land that they plan, kept with every change.
CREATE TABLE lot_counter (
    data_on INTEGER NOT NULL,
    sample INTEGER NOT NULL CHECK (sample IN (0, 1)),
    row_count INTEGER NOT NULL,
    PRIMARY KEY (data_on, sample)
) STRICT, WITHOUT ROWID;
CREATE TABLE zone_counter (
    land_use TEXT PRIMARY KEY,
    row_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Tiles of the zoning map that were cut, in the order in which they were, and how many bytes they are.
CREATE TABLE tile (
    n INTEGER PRIMARY KEY,
    land_version INTEGER NOT NULL,
    z INTEGER NOT NULL,
    x INTEGER NOT NULL,
    y INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (land_version, z, x, y)
) STRICT;
CREATE TABLE tile_total (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    row_count INTEGER NOT NULL,
    bytes INTEGER NOT NULL
) STRICT;
INSERT INTO tile_total VALUES (1, 0, 0);
