ALTER TABLE certificate DROP COLUMN rule;
