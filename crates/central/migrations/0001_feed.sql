-- Central's first form: records, the feed that laptops read, devices, results, and the audit log.
-- Times are UTC epoch milliseconds, keys are sixteen bytes, sequence numbers count changes from 1.
-- Floor: this is the first form, so no older build may open the file.

-- One row. Whoever writes the feed holds the write lock from before reading this row until the
-- commit, so the order of numbers is the order of commits and no reader ever passes a hole.
CREATE TABLE feed_head (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    epoch       BLOB NOT NULL CHECK (length(epoch) = 16),
    gateway     BLOB NOT NULL CHECK (length(gateway) = 16),
    head_seq    INTEGER NOT NULL CHECK (head_seq >= 0),
    next_number INTEGER NOT NULL CHECK (next_number >= 0)
) STRICT;

-- The rows that travel, as they travel. `incident` is the report a row belongs to (its own key for
-- the report itself), for moving everything of a report between scopes at once.
CREATE TABLE record (
    entity      TEXT NOT NULL,
    id          BLOB NOT NULL CHECK (length(id) = 16),
    incident    BLOB NOT NULL CHECK (length(incident) = 16),
    seq         INTEGER NOT NULL,
    row_version INTEGER NOT NULL CHECK (row_version >= 1),
    data        BLOB NOT NULL,
    PRIMARY KEY (entity, id)
) STRICT;
CREATE INDEX record_of_incident ON record (incident);

-- What look-ups outside the feed (Open311) ask a report for.
CREATE TABLE incident (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    number      TEXT NOT NULL UNIQUE,
    category    TEXT NOT NULL,
    closed      INTEGER NOT NULL CHECK (closed IN (0, 1)),
    received_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_by_arrival ON incident (received_at);

-- Scopes that have ever held a row. `digest` is the sum of the shares of the rows in it.
CREATE TABLE scope (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL UNIQUE,
    changed_seq INTEGER NOT NULL,
    rows        INTEGER NOT NULL CHECK (rows >= 0),
    digest      BLOB NOT NULL CHECK (length(digest) = 16)
) STRICT;

-- Where each record stands in each scope it is or was in: the latest state, never a log, so a laptop
-- that was away for a year gets each changed row once.
CREATE TABLE feed (
    scope       INTEGER NOT NULL REFERENCES scope (id),
    entity      TEXT NOT NULL,
    id          BLOB NOT NULL,
    seq         INTEGER NOT NULL,
    row_version INTEGER NOT NULL,
    departed    TEXT CHECK (departed IN ('deleted', 'left_scope')),
    PRIMARY KEY (scope, entity, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_by_seq ON feed (scope, seq);
CREATE INDEX feed_of_record ON feed (entity, id);

-- Enrolled devices. The token itself is known to the device alone.
CREATE TABLE device (
    client          BLOB PRIMARY KEY CHECK (length(client) = 16),
    token_hash      BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    user            BLOB NOT NULL CHECK (length(user) = 16),
    name            TEXT NOT NULL,
    permission      BLOB NOT NULL,
    incarnation     BLOB CHECK (length(incarnation) = 16),
    last_client_seq INTEGER NOT NULL DEFAULT 0 CHECK (last_client_seq >= 0),
    enrolled_at     INTEGER NOT NULL,
    revoked_at      INTEGER
) STRICT, WITHOUT ROWID;

-- What became of every operation, applied or not. `client_seq` is absent for central's own gateways,
-- `op_id` for bytes that could not be read.
CREATE TABLE op_result (
    client      BLOB NOT NULL,
    client_seq  INTEGER,
    op_id       BLOB,
    op_hash     BLOB NOT NULL,
    subject     BLOB,
    kind        TEXT NOT NULL,
    applied     INTEGER NOT NULL CHECK (applied IN (0, 1)),
    result      BLOB NOT NULL,
    at          INTEGER NOT NULL,
    UNIQUE (client, client_seq)
) STRICT;
CREATE INDEX op_result_by_op ON op_result (op_id) WHERE op_id IS NOT NULL;
CREATE INDEX op_result_unapplied ON op_result (subject) WHERE applied = 0;

-- Every operation whole, with the report before and after. Never in any feed: the bytes of a new
-- report hold who sent it.
CREATE TABLE audit_log (
    entry       INTEGER PRIMARY KEY AUTOINCREMENT,
    seq         INTEGER,
    at          INTEGER NOT NULL,
    client      BLOB NOT NULL,
    user        BLOB,
    op          BLOB NOT NULL,
    result      BLOB NOT NULL,
    before      BLOB,
    after       BLOB
) STRICT;
CREATE TRIGGER audit_log_is_never_changed BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_log_is_never_cut BEFORE DELETE ON audit_log
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- Packs that stand in the folder beside the database, and the newest manifest of each scope.
CREATE TABLE snapshot (
    scope       TEXT PRIMARY KEY,
    changed_seq INTEGER NOT NULL,
    manifest    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE pack (
    scope       TEXT NOT NULL,
    hash        TEXT NOT NULL,
    made_at     INTEGER NOT NULL,
    PRIMARY KEY (scope, hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX pack_by_hash ON pack (hash);

-- Keys of Open311 clients, and which report a repeated post already became.
CREATE TABLE api_key (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    key_hash    BLOB NOT NULL UNIQUE CHECK (length(key_hash) = 32),
    made_at     INTEGER NOT NULL
) STRICT;
CREATE TABLE intake_repeat (
    api_key     INTEGER NOT NULL REFERENCES api_key (id),
    repeat_key  BLOB NOT NULL,
    content     BLOB NOT NULL,
    incident    BLOB NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (api_key, repeat_key)
) STRICT, WITHOUT ROWID;

-- One row once the sample city was brought in.
CREATE TABLE sample_city (
    only        INTEGER PRIMARY KEY CHECK (only = 1),
    seed        INTEGER NOT NULL,
    reports     INTEGER NOT NULL,
    as_of       INTEGER NOT NULL
) STRICT;
