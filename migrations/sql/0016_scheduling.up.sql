-- What workshops must be reconciled with: holidays, journeys, and what trainers can.

CREATE TABLE holiday (
    id          uuid NOT NULL PRIMARY KEY,
    campaign_id uuid NOT NULL CONSTRAINT holiday_campaign REFERENCES campaign (id),
    held_on     date NOT NULL,
    name        text NOT NULL,
    CONSTRAINT holiday_unique UNIQUE (campaign_id, held_on)
);

-- Between two cities; the smaller identifier stands first.
CREATE TABLE journey (
    id       uuid NOT NULL PRIMARY KEY,
    one_id   uuid NOT NULL CONSTRAINT journey_one REFERENCES city (id),
    other_id uuid NOT NULL CONSTRAINT journey_other REFERENCES city (id),
    -- Whole days that must be free between a workshop here and one there.
    days     integer NOT NULL CONSTRAINT journey_days_known CHECK (days BETWEEN 0 AND 14),
    CONSTRAINT journey_unique UNIQUE (one_id, other_id)
);

CREATE INDEX journey_other_index ON journey (other_id);

CREATE TABLE absence (
    id         uuid NOT NULL PRIMARY KEY,
    account_id uuid NOT NULL CONSTRAINT absence_account REFERENCES account (id),
    starts_on  date NOT NULL,
    ends_on    date NOT NULL,
    CONSTRAINT absence_ends_after_start CHECK (ends_on >= starts_on)
);

CREATE INDEX absence_account_index ON absence (account_id, ends_on);

-- Which curricula a trainer teaches. One of whom nothing is said may teach all.
CREATE TABLE competence (
    id            uuid NOT NULL PRIMARY KEY,
    account_id    uuid NOT NULL CONSTRAINT competence_account REFERENCES account (id),
    curriculum_id uuid NOT NULL CONSTRAINT competence_curriculum REFERENCES curriculum (id),
    CONSTRAINT competence_unique UNIQUE (account_id, curriculum_id)
);

CREATE INDEX competence_curriculum_index ON competence (curriculum_id);
