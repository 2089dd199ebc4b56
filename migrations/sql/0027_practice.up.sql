-- What a trainer gave someone who taught before peers: by a version of the rubric, a
-- question of the bank. Each rater has their own; nobody changes another's.

CREATE TABLE rating (
    id               uuid NOT NULL PRIMARY KEY,
    enrolment_id     uuid NOT NULL CONSTRAINT rating_enrolment REFERENCES enrolment (id),
    account_id       uuid NOT NULL CONSTRAINT rating_account REFERENCES account (id),
    bank_question_id uuid NOT NULL CONSTRAINT rating_bank_question REFERENCES bank_question (id),
    -- The level of each criterion, counted from 0, as JSON.
    levels           text NOT NULL,
    -- Written for the person, who reads it with their results.
    remark           text,
    rated_at         timestamptz NOT NULL,
    CONSTRAINT rating_unique UNIQUE (enrolment_id, account_id, bank_question_id)
);

CREATE INDEX rating_account_index ON rating (account_id);
CREATE INDEX rating_bank_question_index ON rating (bank_question_id);
