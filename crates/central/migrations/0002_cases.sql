-- Alerts are acted on like reports, and the map and the cameras travel too: a record belongs to a case
-- of either kind, or stands alone under its own key. Only a name changes; older builds may not open
-- the file, because they ask for the old one.
ALTER TABLE record RENAME COLUMN incident TO subject;
