-- Which alerts name which pictures: who may see one of the alerts may fetch the picture. The pictures
-- themselves are files, named by the hash of their bytes.
CREATE TABLE evidence (
    hash  BLOB NOT NULL CHECK (length(hash) = 32),
    alert BLOB NOT NULL CHECK (length(alert) = 16),
    PRIMARY KEY (hash, alert)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_of_alert ON evidence (alert);
