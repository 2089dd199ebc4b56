-- Whom institutions name for a workshop, what the choice among them is to hold
-- to, and who took whose seat.

-- An address at which an institution names people, without an account. Only the
-- SHA-256 of its token is kept.
CREATE TABLE nomination_link (
    id             uuid NOT NULL PRIMARY KEY,
    workshop_id    uuid NOT NULL CONSTRAINT nomination_link_workshop REFERENCES workshop (id),
    institution_id uuid NOT NULL CONSTRAINT nomination_link_institution REFERENCES institution (id),
    token_hash     text NOT NULL CONSTRAINT nomination_link_token_unique UNIQUE,
    -- How many people it may name.
    places         integer NOT NULL CONSTRAINT nomination_link_places_positive CHECK (places > 0),
    -- The last day on which it is open.
    open_until     date NOT NULL,
    created_at     timestamptz NOT NULL,
    closed_at      timestamptz
);

CREATE INDEX nomination_link_workshop_index ON nomination_link (workshop_id, created_at);
CREATE INDEX nomination_link_institution_index ON nomination_link (institution_id);

-- Someone named for a workshop. Whether they were chosen is told by their
-- enrolment or by their place on the waiting list.
CREATE TABLE nomination (
    id           uuid NOT NULL PRIMARY KEY,
    workshop_id  uuid NOT NULL CONSTRAINT nomination_workshop REFERENCES workshop (id),
    person_id    uuid NOT NULL CONSTRAINT nomination_person REFERENCES person (id),
    -- Nothing where the organiser entered it from a list.
    link_id      uuid CONSTRAINT nomination_link REFERENCES nomination_link (id),
    -- Who names them, in their institution; empty where it is not known.
    nominated_by text NOT NULL,
    nominated_at timestamptz NOT NULL,
    -- Not kept for this workshop.
    set_aside_at timestamptz,
    CONSTRAINT nomination_unique UNIQUE (workshop_id, person_id)
);

CREATE INDEX nomination_person_index ON nomination (person_id);
CREATE INDEX nomination_link_index ON nomination (link_id);

-- How many seats of a workshop go at least, or at most, to people of one kind:
-- exactly one of the four says which.
CREATE TABLE quota (
    id             uuid NOT NULL PRIMARY KEY,
    workshop_id    uuid NOT NULL CONSTRAINT quota_workshop REFERENCES workshop (id),
    institution_id uuid CONSTRAINT quota_institution REFERENCES institution (id),
    category_id    uuid CONSTRAINT quota_category REFERENCES actor_category (id),
    region_id      uuid CONSTRAINT quota_region REFERENCES region (id),
    sex            text CONSTRAINT quota_sex_known CHECK (sex IN ('female', 'male', 'unstated')),
    at_least       integer CONSTRAINT quota_at_least_positive CHECK (at_least > 0),
    at_most        integer CONSTRAINT quota_at_most_not_negative CHECK (at_most >= 0),
    CONSTRAINT quota_of_one_kind CHECK (
        (institution_id IS NOT NULL AND category_id IS NULL AND region_id IS NULL AND sex IS NULL)
        OR (institution_id IS NULL AND category_id IS NOT NULL AND region_id IS NULL AND sex IS NULL)
        OR (institution_id IS NULL AND category_id IS NULL AND region_id IS NOT NULL AND sex IS NULL)
        OR (institution_id IS NULL AND category_id IS NULL AND region_id IS NULL AND sex IS NOT NULL)
    ),
    CONSTRAINT quota_says_something CHECK (at_least IS NOT NULL OR at_most IS NOT NULL),
    CONSTRAINT quota_in_order CHECK (at_least IS NULL OR at_most IS NULL OR at_least <= at_most)
);

CREATE UNIQUE INDEX quota_institution_unique ON quota (workshop_id, institution_id) WHERE institution_id IS NOT NULL;
CREATE UNIQUE INDEX quota_category_unique ON quota (workshop_id, category_id) WHERE category_id IS NOT NULL;
CREATE UNIQUE INDEX quota_region_unique ON quota (workshop_id, region_id) WHERE region_id IS NOT NULL;
CREATE UNIQUE INDEX quota_sex_unique ON quota (workshop_id, sex) WHERE sex IS NOT NULL;
CREATE INDEX quota_institution_index ON quota (institution_id);
CREATE INDEX quota_category_index ON quota (category_id);
CREATE INDEX quota_region_index ON quota (region_id);

-- Who took whose seat, and why: kept for good.
CREATE TABLE substitution (
    id          uuid NOT NULL PRIMARY KEY,
    given_up_id uuid NOT NULL CONSTRAINT substitution_given_up REFERENCES enrolment (id),
    taken_id    uuid NOT NULL CONSTRAINT substitution_taken REFERENCES enrolment (id),
    reason      text NOT NULL,
    at          timestamptz NOT NULL
);

CREATE INDEX substitution_given_up_index ON substitution (given_up_id);
CREATE INDEX substitution_taken_index ON substitution (taken_id);
