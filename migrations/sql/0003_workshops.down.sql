DROP TABLE enrolment;
DROP TABLE timetable_item;
DROP TABLE timetable_session;
DROP TABLE workshop_trainer;
DROP TABLE workshop;
