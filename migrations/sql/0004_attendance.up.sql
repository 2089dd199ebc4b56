-- Marks as they were made; never changed, only followed by later ones. The
-- identifier is the device's own, so that a batch sent twice is kept once.

CREATE TABLE attendance_event (
    id           uuid NOT NULL PRIMARY KEY,
    enrolment_id uuid NOT NULL CONSTRAINT attendance_event_enrolment REFERENCES enrolment (id),
    session_id   uuid NOT NULL CONSTRAINT attendance_event_session REFERENCES timetable_session (id),
    status       text NOT NULL CONSTRAINT attendance_event_status_known
        CHECK (status IN ('present', 'late', 'absent', 'excused', 'left_early')),
    device_time  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    -- The order of arrival within the half-day, which settles who was last.
    sequence     integer NOT NULL,
    account_id   uuid NOT NULL CONSTRAINT attendance_event_account REFERENCES account (id),
    CONSTRAINT attendance_event_sequence_unique UNIQUE (session_id, sequence)
);

CREATE INDEX attendance_event_enrolment_index ON attendance_event (enrolment_id);
CREATE INDEX attendance_event_account_index ON attendance_event (account_id);
