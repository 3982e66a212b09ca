-- Alerts, cameras and the zoning map beside the reports. The floor rises to 2: a build that does not
-- know these tables would keep their rows unread and forget which of them acts changed.
UPDATE schema_floor SET floor = 2;

-- `lane`: 0 urgent, 1 open, 2 judged. `order_at`: the negative time of the event, for judged ones of
-- the verdict, so that the newest come first in every lane. `plate`: the plate's letters and digits.
CREATE TABLE alert (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    lane INTEGER NOT NULL,
    order_at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ward INTEGER NOT NULL,
    camera BLOB NOT NULL CHECK (length(camera) = 16),
    number TEXT NOT NULL,
    plate TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX alert_by_lane ON alert (lane, order_at, n);
CREATE INDEX alert_by_kind ON alert (lane, kind, order_at, n);
CREATE INDEX alert_by_ward ON alert (lane, ward, order_at, n);
CREATE INDEX alert_by_kind_and_ward ON alert (lane, kind, ward, order_at, n);
CREATE INDEX alert_by_camera ON alert (camera, order_at, n);
CREATE INDEX alert_by_number ON alert (number);
CREATE INDEX alert_by_plate ON alert (plate) WHERE plate <> '';

-- Alerts by lane, kind and ward, kept with every change.
CREATE TABLE alert_counter (
    lane INTEGER NOT NULL,
    kind TEXT NOT NULL,
    ward INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (lane, kind, ward)
) STRICT, WITHOUT ROWID;

CREATE TABLE camera (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    number TEXT NOT NULL,
    ward INTEGER NOT NULL,
    silent INTEGER NOT NULL CHECK (silent IN (0, 1)),
    data BLOB NOT NULL
) STRICT;
CREATE INDEX camera_by_number ON camera (number);

CREATE TABLE plan (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    data BLOB NOT NULL
) STRICT;
CREATE TABLE zone (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    data BLOB NOT NULL
) STRICT;
CREATE TABLE street (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    data BLOB NOT NULL
) STRICT;
CREATE TABLE lot (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    ward INTEGER NOT NULL,
    sheet INTEGER NOT NULL,
    number INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX lot_by_name ON lot (sheet, number, ward);

-- Bounds in decimetres of the city's grid, rounded outwards. The key is that of the row.
CREATE VIRTUAL TABLE zone_place USING rtree_i32 (n, east_min, east_max, north_min, north_max);
CREATE VIRTUAL TABLE street_place USING rtree_i32 (n, east_min, east_max, north_min, north_max);
CREATE VIRTUAL TABLE lot_place USING rtree_i32 (n, east_min, east_max, north_min, north_max);

-- The names of streets, folded.
CREATE VIRTUAL TABLE street_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = 'none',
    prefix = '2 3',
    tokenize = 'ascii'
);

-- Counts the changes of the map, so that a tile that was cut before is known to be old.
CREATE TABLE land_version (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO land_version VALUES (1, 0);
