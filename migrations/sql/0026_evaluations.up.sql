-- What participants say of a workshop, without who said it.

-- What is asked about workshops of a curriculum. A version never changes: what is written
-- anew is a later version, and what was answered keeps its own.
CREATE TABLE evaluation_form (
    id            uuid NOT NULL PRIMARY KEY,
    curriculum_id uuid NOT NULL CONSTRAINT evaluation_form_curriculum REFERENCES curriculum (id),
    -- Of a day, at the end, three and six months after.
    occasion      text NOT NULL
        CONSTRAINT evaluation_form_occasion_known CHECK (occasion IN ('day', 'end', 'month_3', 'month_6')),
    version       integer NOT NULL CONSTRAINT evaluation_form_version_positive CHECK (version > 0),
    -- A list as JSON, in the form of the crate `questions`: scales, numbers and words only.
    questions     text NOT NULL,
    account_id    uuid NOT NULL CONSTRAINT evaluation_form_account REFERENCES account (id),
    created_at    timestamptz NOT NULL,
    -- Since when a later version stands.
    retired_at    timestamptz,
    CONSTRAINT evaluation_form_version_unique UNIQUE (curriculum_id, occasion, version)
);

CREATE INDEX evaluation_form_account_index ON evaluation_form (account_id);

-- Opened for a workshop once, and closed for good.
CREATE TABLE evaluation (
    id            uuid NOT NULL PRIMARY KEY,
    workshop_id   uuid NOT NULL CONSTRAINT evaluation_workshop REFERENCES workshop (id),
    form_id       uuid NOT NULL CONSTRAINT evaluation_form REFERENCES evaluation_form (id),
    occasion      text NOT NULL
        CONSTRAINT evaluation_occasion_known CHECK (occasion IN ('day', 'end', 'month_3', 'month_6')),
    -- The day that it is about; the last of the workshop; or that from which it was due.
    held_on       date NOT NULL,
    opened_at     timestamptz NOT NULL,
    closed_at     timestamptz,
    account_id    uuid NOT NULL CONSTRAINT evaluation_account REFERENCES account (id),
    -- All answers, as JSON: how many sheets, and for each question what was answered to it,
    -- in the order of its content. No person, no time, no order of arrival.
    answers       text NOT NULL,
    CONSTRAINT evaluation_unique UNIQUE (workshop_id, occasion, held_on)
);

CREATE INDEX evaluation_form_index ON evaluation (form_id);
CREATE INDEX evaluation_account_index ON evaluation (account_id);

-- That someone has answered, so that nobody does twice: neither what nor when. Its
-- identifier is by chance alone, where all others begin with the time.
CREATE TABLE evaluation_receipt (
    id            uuid NOT NULL PRIMARY KEY,
    evaluation_id uuid NOT NULL CONSTRAINT evaluation_receipt_evaluation REFERENCES evaluation (id),
    enrolment_id  uuid NOT NULL CONSTRAINT evaluation_receipt_enrolment REFERENCES enrolment (id),
    CONSTRAINT evaluation_receipt_unique UNIQUE (evaluation_id, enrolment_id)
);

CREATE INDEX evaluation_receipt_enrolment_index ON evaluation_receipt (enrolment_id);
