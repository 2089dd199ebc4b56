-- Only the tests in force stay, with what was answered to them.

CREATE TABLE kept_instrument AS SELECT * FROM instrument;
CREATE TABLE kept_question AS SELECT * FROM question;
CREATE TABLE kept_score AS SELECT * FROM score;
CREATE TABLE kept_response AS SELECT * FROM response;
CREATE TABLE kept_test_opening AS SELECT * FROM test_opening;
CREATE TABLE kept_sitting AS SELECT * FROM sitting;

DELETE FROM kept_instrument WHERE moment = 'quiz' OR retired_at IS NOT NULL;
DELETE FROM kept_question WHERE instrument_id NOT IN (SELECT id FROM kept_instrument);
DELETE FROM kept_score WHERE instrument_id NOT IN (SELECT id FROM kept_instrument);
DELETE FROM kept_response WHERE score_id NOT IN (SELECT id FROM kept_score);
DELETE FROM kept_test_opening WHERE instrument_id NOT IN (SELECT id FROM kept_instrument);
DELETE FROM kept_sitting WHERE opening_id NOT IN (SELECT id FROM kept_test_opening);

DROP TABLE response;
DROP TABLE sitting;
DROP TABLE score;
DROP TABLE test_opening;
DROP TABLE question;
DROP TABLE instrument;

CREATE TABLE instrument (
    id            uuid NOT NULL PRIMARY KEY,
    curriculum_id uuid NOT NULL CONSTRAINT instrument_curriculum REFERENCES curriculum (id),
    moment        text NOT NULL CONSTRAINT instrument_moment_known CHECK (moment IN ('before', 'after')),
    title         text NOT NULL,
    max_points    integer NOT NULL CONSTRAINT instrument_max_points_positive CHECK (max_points > 0),
    CONSTRAINT instrument_moment_unique UNIQUE (curriculum_id, moment)
);

CREATE TABLE question (
    id            uuid NOT NULL PRIMARY KEY,
    instrument_id uuid NOT NULL CONSTRAINT question_instrument REFERENCES instrument (id),
    position      integer NOT NULL,
    wording       text NOT NULL,
    max_points    integer NOT NULL CONSTRAINT question_max_points_positive CHECK (max_points > 0),
    CONSTRAINT question_position_unique UNIQUE (instrument_id, position)
);

-- The total that a trainer wrote for one person at one test.
CREATE TABLE score (
    id            uuid NOT NULL PRIMARY KEY,
    enrolment_id  uuid NOT NULL CONSTRAINT score_enrolment REFERENCES enrolment (id),
    instrument_id uuid NOT NULL CONSTRAINT score_instrument REFERENCES instrument (id),
    points        integer NOT NULL CONSTRAINT score_points_not_negative CHECK (points >= 0),
    recorded_at   timestamptz NOT NULL,
    account_id    uuid NOT NULL CONSTRAINT score_account REFERENCES account (id),
    CONSTRAINT score_unique UNIQUE (enrolment_id, instrument_id)
);

CREATE INDEX score_instrument_index ON score (instrument_id);
CREATE INDEX score_account_index ON score (account_id);

-- The answers behind a total, where they were entered one by one.
CREATE TABLE response (
    id          uuid NOT NULL PRIMARY KEY,
    score_id    uuid NOT NULL CONSTRAINT response_score REFERENCES score (id),
    question_id uuid NOT NULL CONSTRAINT response_question REFERENCES question (id),
    points      integer NOT NULL CONSTRAINT response_points_not_negative CHECK (points >= 0),
    CONSTRAINT response_unique UNIQUE (score_id, question_id)
);

CREATE INDEX response_question_index ON response (question_id);

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

INSERT INTO instrument (id, curriculum_id, moment, title, max_points)
    SELECT id, curriculum_id, moment, title, max_points FROM kept_instrument;
INSERT INTO question (id, instrument_id, position, wording, max_points, bank_question_id) SELECT id, instrument_id, position, wording, max_points, bank_question_id FROM kept_question;
INSERT INTO score (id, enrolment_id, instrument_id, points, recorded_at, account_id) SELECT id, enrolment_id, instrument_id, points, recorded_at, account_id FROM kept_score;
INSERT INTO response (id, score_id, question_id, points, answer, exact) SELECT id, score_id, question_id, points, answer, exact FROM kept_response;
INSERT INTO test_opening (id, workshop_id, instrument_id, opened_at, closed_at, account_id) SELECT id, workshop_id, instrument_id, opened_at, closed_at, account_id FROM kept_test_opening;
INSERT INTO sitting (id, opening_id, enrolment_id, seed, typed, saved_at, handed_in_at) SELECT id, opening_id, enrolment_id, seed, typed, saved_at, handed_in_at FROM kept_sitting;

DROP TABLE kept_sitting;
DROP TABLE kept_test_opening;
DROP TABLE kept_response;
DROP TABLE kept_score;
DROP TABLE kept_question;
DROP TABLE kept_instrument;
