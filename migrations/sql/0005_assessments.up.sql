-- Tests given before and after a workshop, and what each person scored.

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
