-- Workshops, their half-days, their trainers and those enrolled.

CREATE TABLE workshop (
    id            uuid NOT NULL PRIMARY KEY,
    campaign_id   uuid NOT NULL CONSTRAINT workshop_campaign REFERENCES campaign (id),
    venue_id      uuid NOT NULL CONSTRAINT workshop_venue REFERENCES venue (id),
    curriculum_id uuid NOT NULL CONSTRAINT workshop_curriculum REFERENCES curriculum (id),
    title         text NOT NULL,
    starts_on     date NOT NULL,
    ends_on       date NOT NULL,
    capacity      integer NOT NULL CONSTRAINT workshop_capacity_positive CHECK (capacity > 0),
    created_at    timestamptz NOT NULL,
    -- Since when participants see their own results; until then nobody's.
    results_released_at timestamptz,
    CONSTRAINT workshop_ends_after_start CHECK (ends_on >= starts_on)
);

CREATE INDEX workshop_campaign_index ON workshop (campaign_id, starts_on, id);
CREATE INDEX workshop_venue_index ON workshop (venue_id, starts_on);
CREATE INDEX workshop_curriculum_index ON workshop (curriculum_id);

CREATE TABLE workshop_trainer (
    id          uuid NOT NULL PRIMARY KEY,
    workshop_id uuid NOT NULL CONSTRAINT workshop_trainer_workshop REFERENCES workshop (id),
    account_id  uuid NOT NULL CONSTRAINT workshop_trainer_account REFERENCES account (id),
    lead        boolean NOT NULL,
    CONSTRAINT workshop_trainer_unique UNIQUE (workshop_id, account_id)
);

CREATE INDEX workshop_trainer_account_index ON workshop_trainer (account_id);

-- A half-day of a workshop: what attendance is marked for.
CREATE TABLE timetable_session (
    id          uuid NOT NULL PRIMARY KEY,
    workshop_id uuid NOT NULL CONSTRAINT timetable_session_workshop REFERENCES workshop (id),
    held_on     date NOT NULL,
    half        text NOT NULL CONSTRAINT timetable_session_half_known CHECK (half IN ('morning', 'afternoon')),
    CONSTRAINT timetable_session_unique UNIQUE (workshop_id, held_on, half)
);

-- What a half-day holds, in order: a module, or an activity such as the pre-test.
CREATE TABLE timetable_item (
    id         uuid NOT NULL PRIMARY KEY,
    session_id uuid NOT NULL CONSTRAINT timetable_item_session REFERENCES timetable_session (id),
    position   integer NOT NULL,
    starts_at  integer NOT NULL
        CONSTRAINT timetable_item_minute_of_day CHECK (starts_at BETWEEN 0 AND 1439),
    minutes    integer NOT NULL CONSTRAINT timetable_item_minutes_positive CHECK (minutes > 0),
    activity   text NOT NULL,
    module_id  uuid CONSTRAINT timetable_item_module REFERENCES curriculum_module (id),
    CONSTRAINT timetable_item_position_unique UNIQUE (session_id, position)
);

CREATE INDEX timetable_item_module_index ON timetable_item (module_id);

CREATE TABLE enrolment (
    id           uuid NOT NULL PRIMARY KEY,
    workshop_id  uuid NOT NULL CONSTRAINT enrolment_workshop REFERENCES workshop (id),
    person_id    uuid NOT NULL CONSTRAINT enrolment_person REFERENCES person (id),
    enrolled_at  timestamptz NOT NULL,
    withdrawn_at timestamptz,
    confirmed_at timestamptz,
    -- Declined by the person; withdrawn at the same moment.
    declined_at  timestamptz,
    CONSTRAINT enrolment_unique UNIQUE (workshop_id, person_id)
);

CREATE INDEX enrolment_person_index ON enrolment (person_id);
