DROP TABLE attendance_event;
