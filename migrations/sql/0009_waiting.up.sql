-- Who waits for a seat.

CREATE TABLE waiting (
    id          uuid NOT NULL PRIMARY KEY,
    workshop_id uuid NOT NULL CONSTRAINT waiting_workshop REFERENCES workshop (id),
    person_id   uuid NOT NULL CONSTRAINT waiting_person REFERENCES person (id),
    since       timestamptz NOT NULL,
    CONSTRAINT waiting_unique UNIQUE (workshop_id, person_id)
);

CREATE INDEX waiting_person_index ON waiting (person_id);
