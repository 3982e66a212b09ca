-- The copy of central's rows, with this laptop's unanswered acts applied on top. The floor starts at 1.
CREATE TABLE schema_floor (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    floor INTEGER NOT NULL
) STRICT;
INSERT INTO schema_floor VALUES (1, 1);

-- How far central's changes are in. `last_client_seq` is the newest number that the outbox gave out,
-- kept here too so that a damaged outbox never gives a number twice.
CREATE TABLE standing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch BLOB,
    acked_client_seq INTEGER NOT NULL DEFAULT 0,
    as_of INTEGER,
    head_seq INTEGER NOT NULL DEFAULT 0,
    last_client_seq INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO standing (one) VALUES (1);

-- Second copy of what a damaged outbox could lose: the incarnation and the settings.
CREATE TABLE keepsake (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Second copy of each act that had no answer when it was applied, until its effect is in the rows: a
-- damaged outbox then loses nothing that central does not have.
CREATE TABLE act_copy (
    client_seq INTEGER PRIMARY KEY,
    op_id BLOB NOT NULL CHECK (length(op_id) = 16),
    saved_at INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- A subscribed scope. Without a cursor its snapshot is still to come.
-- `digest` is the sum of the shares of its rows (16 bytes, little endian).
CREATE TABLE scope (
    n INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    cursor INTEGER,
    digest BLOB NOT NULL CHECK (length(digest) = 16),
    row_count INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Which scope holds which row, in which version of central's.
CREATE TABLE row_scope (
    entity TEXT NOT NULL,
    id BLOB NOT NULL,
    scope INTEGER NOT NULL REFERENCES scope (n),
    row_version INTEGER NOT NULL,
    PRIMARY KEY (entity, id, scope)
) STRICT, WITHOUT ROWID;
CREATE INDEX row_scope_of_scope ON row_scope (scope);

-- `lane`: 0 immediate, 1 open, 2 closed. `order_at`: due time; for closed ones the negative closing
-- time, so that one direction serves every lane. `words_hash` tells whether the search words changed.
CREATE TABLE incident (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    state INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    order_at INTEGER NOT NULL,
    number_order TEXT NOT NULL,
    words_hash INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX incident_by_lane ON incident (lane, order_at, number_order);
CREATE INDEX incident_by_state ON incident (state, lane, order_at, number_order);

-- Folded words only, no text: the report itself lies in `incident`.
CREATE VIRTUAL TABLE incident_search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = 'none',
    prefix = '2 3',
    tokenize = 'ascii'
);

CREATE TABLE history (
    n INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    incident BLOB NOT NULL CHECK (length(incident) = 16),
    at INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX history_of_incident ON history (incident, at);

CREATE TABLE reporter (
    incident BLOB PRIMARY KEY CHECK (length(incident) = 16),
    data BLOB NOT NULL
) STRICT;

-- Rows of tables, or of shapes, that this build does not know.
CREATE TABLE foreign_row (
    entity TEXT NOT NULL,
    id BLOB NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (entity, id)
) STRICT;

-- What central has, for each row that an unanswered act of this laptop changed; NULL for none.
CREATE TABLE base_row (
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    entity TEXT NOT NULL,
    id BLOB NOT NULL,
    data BLOB,
    PRIMARY KEY (subject, entity, id)
) STRICT, WITHOUT ROWID;

-- Pages of a pull that is not whole yet. `data` is NULL for a row that left the scope.
CREATE TABLE staged (
    scope INTEGER NOT NULL REFERENCES scope (n),
    entity TEXT NOT NULL,
    id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    data BLOB,
    PRIMARY KEY (scope, entity, id)
) STRICT;

-- Packs of a snapshot that is not whole yet.
CREATE TABLE packed (
    n INTEGER PRIMARY KEY,
    scope INTEGER NOT NULL REFERENCES scope (n),
    entity TEXT NOT NULL,
    id BLOB NOT NULL,
    row_version INTEGER NOT NULL,
    data BLOB NOT NULL
) STRICT;
CREATE INDEX packed_of_scope ON packed (scope);

-- Reports by state and lane, kept with every change.
CREATE TABLE counter (
    state INTEGER NOT NULL,
    lane INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    PRIMARY KEY (state, lane)
) STRICT, WITHOUT ROWID;
