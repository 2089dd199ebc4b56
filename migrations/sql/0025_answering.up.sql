-- A test is opened for a workshop; until it is closed its people answer on their telephones.

CREATE TABLE test_opening (
    id            uuid NOT NULL PRIMARY KEY,
    workshop_id   uuid NOT NULL CONSTRAINT test_opening_workshop REFERENCES workshop (id),
    instrument_id uuid NOT NULL CONSTRAINT test_opening_instrument REFERENCES instrument (id),
    opened_at     timestamptz NOT NULL,
    -- Since when no answer is taken any more.
    closed_at     timestamptz,
    account_id    uuid NOT NULL CONSTRAINT test_opening_account REFERENCES account (id),
    CONSTRAINT test_opening_unique UNIQUE (workshop_id, instrument_id)
);

CREATE INDEX test_opening_instrument_index ON test_opening (instrument_id);
CREATE INDEX test_opening_account_index ON test_opening (account_id);

-- What someone answers: kept as it was typed, scored when it is handed in.
CREATE TABLE sitting (
    id            uuid NOT NULL PRIMARY KEY,
    opening_id    uuid NOT NULL CONSTRAINT sitting_opening REFERENCES test_opening (id),
    enrolment_id  uuid NOT NULL CONSTRAINT sitting_enrolment REFERENCES enrolment (id),
    -- From which the order of options follows.
    seed          integer NOT NULL,
    -- The fields of the form and what stood in them, as JSON.
    typed         text NOT NULL,
    saved_at      timestamptz NOT NULL,
    handed_in_at  timestamptz,
    CONSTRAINT sitting_unique UNIQUE (opening_id, enrolment_id)
);

CREATE INDEX sitting_enrolment_index ON sitting (enrolment_id);

-- Which question of the bank a test asks, in the version that it asks; nothing where only
-- its wording is known.
ALTER TABLE question ADD COLUMN bank_question_id uuid
    CONSTRAINT question_bank_question REFERENCES bank_question (id);

CREATE INDEX question_bank_question_index ON question (bank_question_id);

-- What was answered, as JSON, and the exact points where they are not whole: a fraction.
ALTER TABLE response ADD COLUMN answer text;
ALTER TABLE response ADD COLUMN exact text;
