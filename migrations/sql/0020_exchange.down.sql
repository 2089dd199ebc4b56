DROP TABLE session_closing;
DROP TABLE attendance_after;
ALTER TABLE attendance_event DROP COLUMN device_id;
ALTER TABLE attendance_event DROP COLUMN reason;
ALTER TABLE attendance_event DROP COLUMN minutes;
