-- Programmes and their campaigns, the roles held in them, venues and curricula.

CREATE TABLE programme (
    id       uuid NOT NULL PRIMARY KEY,
    name     text NOT NULL CONSTRAINT programme_name_unique UNIQUE,
    -- Names of the partners in protocol order, one a line.
    partners text NOT NULL
);

CREATE TABLE campaign (
    id                   uuid NOT NULL PRIMARY KEY,
    programme_id         uuid NOT NULL CONSTRAINT campaign_programme REFERENCES programme (id),
    title                text NOT NULL CONSTRAINT campaign_title_unique UNIQUE,
    -- Lines at the head of every paper: State, motto, ministry; one a line.
    authority            text NOT NULL,
    starts_on            date NOT NULL,
    ends_on              date NOT NULL,
    -- Shares in percent that a participant must reach to be certified.
    required_attendance  integer NOT NULL
        CONSTRAINT campaign_required_attendance_percent CHECK (required_attendance BETWEEN 0 AND 100),
    required_post_test   integer NOT NULL
        CONSTRAINT campaign_required_post_test_percent CHECK (required_post_test BETWEEN 0 AND 100),
    created_at           timestamptz NOT NULL,
    CONSTRAINT campaign_ends_after_start CHECK (ends_on >= starts_on)
);

CREATE INDEX campaign_programme_index ON campaign (programme_id);

CREATE TABLE role_grant (
    id          uuid NOT NULL PRIMARY KEY,
    account_id  uuid NOT NULL CONSTRAINT role_grant_account REFERENCES account (id),
    role        text NOT NULL
        CONSTRAINT role_grant_role_known CHECK (role IN ('administrator', 'organiser', 'trainer')),
    campaign_id uuid CONSTRAINT role_grant_campaign REFERENCES campaign (id),
    granted_at  timestamptz NOT NULL,
    CONSTRAINT role_grant_scope CHECK ((role = 'administrator') = (campaign_id IS NULL)),
    CONSTRAINT role_grant_unique UNIQUE (account_id, role, campaign_id)
);

-- The constraint above takes two absent campaigns for different ones.
CREATE UNIQUE INDEX role_grant_everywhere_unique ON role_grant (account_id, role) WHERE campaign_id IS NULL;

CREATE INDEX role_grant_campaign_index ON role_grant (campaign_id, role);

-- The campaigns that work with a person: their organisers see all of the entry,
-- others the least that tells homonyms apart.
CREATE TABLE person_campaign (
    person_id   uuid NOT NULL CONSTRAINT person_campaign_person REFERENCES person (id),
    campaign_id uuid NOT NULL CONSTRAINT person_campaign_campaign REFERENCES campaign (id),
    since       timestamptz NOT NULL,
    PRIMARY KEY (person_id, campaign_id)
);

CREATE INDEX person_campaign_campaign_index ON person_campaign (campaign_id);

CREATE TABLE venue (
    id       uuid NOT NULL PRIMARY KEY,
    city_id  uuid NOT NULL CONSTRAINT venue_city REFERENCES city (id),
    name     text NOT NULL,
    -- How many it holds; unknown until someone has counted.
    capacity integer CONSTRAINT venue_capacity_positive CHECK (capacity > 0),
    CONSTRAINT venue_name_unique UNIQUE (city_id, name)
);

CREATE TABLE curriculum (
    id           uuid NOT NULL PRIMARY KEY,
    programme_id uuid NOT NULL CONSTRAINT curriculum_programme REFERENCES programme (id),
    title        text NOT NULL,
    version      text NOT NULL,
    language     text NOT NULL,
    published_on date NOT NULL,
    CONSTRAINT curriculum_version_unique UNIQUE (programme_id, title, version)
);

CREATE TABLE curriculum_module (
    id            uuid NOT NULL PRIMARY KEY,
    curriculum_id uuid NOT NULL CONSTRAINT curriculum_module_curriculum REFERENCES curriculum (id),
    position      integer NOT NULL,
    title         text NOT NULL,
    minutes       integer NOT NULL CONSTRAINT curriculum_module_minutes_positive CHECK (minutes > 0),
    body          text NOT NULL,
    CONSTRAINT curriculum_module_position_unique UNIQUE (curriculum_id, position)
);
