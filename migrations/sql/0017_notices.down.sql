ALTER TABLE message DROP COLUMN place;
ALTER TABLE message DROP COLUMN ends_on;
ALTER TABLE message DROP COLUMN starts_on;
ALTER TABLE message DROP COLUMN kind;
ALTER TABLE enrolment DROP COLUMN promoted_at;
DROP INDEX workshop_notices_index;
ALTER TABLE workshop DROP COLUMN notices_due_at;
ALTER TABLE workshop DROP COLUMN cancelled_at;
