-- What people did on this laptop, and what became of it. The floor starts at 1.
CREATE TABLE schema_floor (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    floor INTEGER NOT NULL
) STRICT;
INSERT INTO schema_floor VALUES (1, 1);

-- Who this outbox is to central: two incarnations of one device are a copied folder.
CREATE TABLE device (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    incarnation BLOB NOT NULL CHECK (length(incarnation) = 16)
) STRICT;

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Bookkeeping lies around `bytes`, never in them: they are sent as they were saved.
-- `settled` is 1 once nobody needs to do or wait for anything: accepted, discarded or made again.
CREATE TABLE operation (
    client_seq INTEGER PRIMARY KEY CHECK (client_seq > 0),
    op_id BLOB NOT NULL UNIQUE CHECK (length(op_id) = 16),
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    kind TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    first_sent_at INTEGER,
    last_sent_at INTEGER,
    result BLOB,
    accepted INTEGER NOT NULL DEFAULT 0 CHECK (accepted IN (0, 1)),
    answered_at INTEGER,
    discard_reason TEXT,
    discarded_at INTEGER,
    resent_as INTEGER REFERENCES operation (client_seq),
    settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
    bytes BLOB NOT NULL
) STRICT;

CREATE INDEX operation_of_subject ON operation (subject, client_seq);
CREATE INDEX operation_unsettled ON operation (client_seq) WHERE settled = 0;
CREATE INDEX operation_answered ON operation (answered_at) WHERE accepted = 1;

CREATE TRIGGER operation_is_immutable
BEFORE UPDATE OF client_seq, op_id, subject, kind, saved_at, bytes ON operation
BEGIN
    SELECT RAISE(ABORT, 'an act never changes');
END;

CREATE TRIGGER operation_answer_is_final
BEFORE UPDATE OF result, accepted, answered_at ON operation
WHEN OLD.result IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an answer never changes');
END;

CREATE TRIGGER operation_is_kept
BEFORE DELETE ON operation
BEGIN
    SELECT RAISE(ABORT, 'an act is never deleted');
END;
