-- Marks say what their device had seen, and for how long someone was away; half-days
-- are closed, and opened again.

-- Minutes missed: at the beginning, of whoever came late; at the end, of whoever left early.
ALTER TABLE attendance_event ADD COLUMN minutes integer
    CONSTRAINT attendance_event_minutes_of_half_day CHECK (minutes BETWEEN 1 AND 480);
-- Why a half-day that had been closed says something else now.
ALTER TABLE attendance_event ADD COLUMN reason text;
-- The device that made the mark, by a name that it gave itself.
ALTER TABLE attendance_event ADD COLUMN device_id uuid;

-- The marks that stood on the device when it made this one. Two marks of which neither
-- follows the other were made by devices that did not know of each other. What is
-- followed may arrive later, so that nothing refers to it.
CREATE TABLE attendance_after (
    event_id uuid NOT NULL CONSTRAINT attendance_after_event REFERENCES attendance_event (id),
    after_id uuid NOT NULL,
    PRIMARY KEY (event_id, after_id)
);

CREATE INDEX attendance_after_after_index ON attendance_after (after_id);

-- Until now each mark was taken to have seen those that arrived before it.
INSERT INTO attendance_after (event_id, after_id)
SELECT later.id, earlier.id FROM attendance_event later
JOIN attendance_event earlier
    ON earlier.enrolment_id = later.enrolment_id AND earlier.session_id = later.session_id
WHERE earlier.sequence = (
    SELECT MAX(before.sequence) FROM attendance_event before
    WHERE before.enrolment_id = later.enrolment_id AND before.session_id = later.session_id
        AND before.sequence < later.sequence
);

-- A half-day is closed by its trainer and opened again by an organiser; the last line stands.
CREATE TABLE session_closing (
    id         uuid NOT NULL PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT session_closing_session REFERENCES timetable_session (id),
    -- The order within the half-day.
    sequence   integer NOT NULL,
    closed     boolean NOT NULL,
    -- Why it was opened again.
    reason     text,
    account_id uuid NOT NULL CONSTRAINT session_closing_account REFERENCES account (id),
    at         timestamptz NOT NULL,
    CONSTRAINT session_closing_sequence_unique UNIQUE (session_id, sequence),
    CONSTRAINT session_closing_reopened_for_reason CHECK (closed OR reason IS NOT NULL)
);

CREATE INDEX session_closing_account_index ON session_closing (account_id);
