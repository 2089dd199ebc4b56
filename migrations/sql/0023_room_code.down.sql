ALTER TABLE attendance_event DROP COLUMN by_themselves;
DROP TABLE room_code;
