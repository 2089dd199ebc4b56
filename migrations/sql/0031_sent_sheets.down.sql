ALTER TABLE sitting DROP COLUMN claimed_at;
ALTER TABLE sitting DROP COLUMN sent;
