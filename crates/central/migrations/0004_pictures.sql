-- Reports name pictures as alerts do: who may see one of the cases that name a picture may fetch it. Only
-- names change; older builds may not open the file, because they ask for the old ones.
ALTER TABLE evidence RENAME TO picture;
ALTER TABLE picture RENAME COLUMN alert TO subject;
DROP INDEX evidence_of_alert;
CREATE INDEX picture_of_subject ON picture (subject);
