-- Places, the register of trained actors, and who may sign in.

CREATE TABLE region (
    id    uuid NOT NULL PRIMARY KEY,
    pcode text NOT NULL CONSTRAINT region_pcode_unique UNIQUE,
    name  text NOT NULL
);

CREATE TABLE city (
    id        uuid NOT NULL PRIMARY KEY,
    region_id uuid NOT NULL CONSTRAINT city_region REFERENCES region (id),
    pcode     text CONSTRAINT city_pcode_unique UNIQUE,
    name      text NOT NULL,
    CONSTRAINT city_name_unique UNIQUE (region_id, name)
);

-- Cercles and communes, by OCHA P-code: that of a commune begins with its cercle's.
CREATE TABLE locality (
    id        uuid NOT NULL PRIMARY KEY,
    region_id uuid NOT NULL CONSTRAINT locality_region REFERENCES region (id),
    pcode     text NOT NULL CONSTRAINT locality_pcode_unique UNIQUE,
    name      text NOT NULL
);

CREATE INDEX locality_region_index ON locality (region_id, name);

CREATE TABLE actor_category (
    id       uuid NOT NULL PRIMARY KEY,
    code     text NOT NULL CONSTRAINT actor_category_code_unique UNIQUE,
    name_fr  text NOT NULL,
    name_en  text NOT NULL,
    position integer NOT NULL
);

CREATE TABLE institution (
    id          uuid NOT NULL PRIMARY KEY,
    category_id uuid NOT NULL CONSTRAINT institution_category REFERENCES actor_category (id),
    name        text NOT NULL CONSTRAINT institution_name_unique UNIQUE,
    -- Stands for those of people who were erased, one for a category; not to be chosen.
    stands_in   boolean NOT NULL
);

CREATE INDEX institution_category_index ON institution (category_id);

CREATE TABLE person (
    id               uuid NOT NULL PRIMARY KEY,
    family_name      text NOT NULL,
    given_names      text NOT NULL,
    sex              text NOT NULL CONSTRAINT person_sex_known CHECK (sex IN ('female', 'male', 'unstated')),
    birth_year       integer CONSTRAINT person_birth_year_plausible CHECK (birth_year BETWEEN 1900 AND 2100),
    -- "Vers 1980": the year is a guess.
    birth_year_about boolean NOT NULL,
    -- Where the year is not known, the age when the person was entered.
    age_band         text CONSTRAINT person_age_band_known
        CHECK (age_band IN ('under_25', '25_34', '35_44', '45_54', '55_and_over')),
    institution_id   uuid NOT NULL CONSTRAINT person_institution REFERENCES institution (id),
    job_title        text NOT NULL,
    region_id        uuid NOT NULL CONSTRAINT person_region REFERENCES region (id),
    locality_id      uuid CONSTRAINT person_locality REFERENCES locality (id),
    phone            text,
    email            text,
    -- Codes of languages spoken (ISO 639), single-spaced.
    languages        text NOT NULL,
    -- What they need in order to take part, in words.
    accessibility    text NOT NULL,
    -- Names without accents or case, by which lists are sorted; as bytes, which
    -- both databases compare alike.
    search_key       bytea NOT NULL,
    -- Names as they sound, words sorted: the same for spellings of one name.
    sound_key        text NOT NULL,
    -- The entry that this one turned out to be the same person as.
    merged_into_id   uuid CONSTRAINT person_merged_into REFERENCES person (id),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    -- When the person was erased: what is left counts, and names nobody.
    erased_at        timestamptz,
    CONSTRAINT person_age_said_once CHECK (birth_year IS NULL OR age_band IS NULL)
);

CREATE INDEX person_institution_index ON person (institution_id);
CREATE INDEX person_region_index ON person (region_id);
CREATE INDEX person_locality_index ON person (locality_id);
CREATE INDEX person_search_index ON person (search_key, id);
CREATE INDEX person_sound_index ON person (sound_key, institution_id);
CREATE INDEX person_phone_index ON person (phone);
CREATE INDEX person_merged_into_index ON person (merged_into_id);

-- The words by which a person is found: names as written and as they sound, and
-- the telephone. Those beginning with what was typed lie side by side, each with
-- the person's place in the order of names, so that finding never leaves the index.
CREATE TABLE person_word (
    word       bytea NOT NULL,
    search_key bytea NOT NULL,
    person_id  uuid NOT NULL CONSTRAINT person_word_person REFERENCES person (id),
    PRIMARY KEY (word, search_key, person_id)
);

CREATE INDEX person_word_person_index ON person_word (person_id, word);

-- That a person agreed to be in the register, and to which wording.
CREATE TABLE consent (
    id           uuid NOT NULL PRIMARY KEY,
    person_id    uuid NOT NULL CONSTRAINT consent_person REFERENCES person (id),
    wording      text NOT NULL,
    given_on     date NOT NULL,
    recorded_at  timestamptz NOT NULL,
    withdrawn_at timestamptz
);

CREATE INDEX consent_person_index ON consent (person_id, recorded_at);

CREATE TABLE account (
    id            uuid NOT NULL PRIMARY KEY,
    login         text NOT NULL CONSTRAINT account_login_unique UNIQUE,
    display_name  text NOT NULL,
    password_hash text NOT NULL,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL
);

-- A personal code by which a participant without e-mail signs in. Only its
-- SHA-256 is kept: whoever reads the database cannot sign in with it.
CREATE TABLE access_code (
    id         uuid NOT NULL PRIMARY KEY,
    person_id  uuid NOT NULL CONSTRAINT access_code_person REFERENCES person (id),
    code_hash  text NOT NULL CONSTRAINT access_code_hash_unique UNIQUE,
    issued_at  timestamptz NOT NULL,
    revoked_at timestamptz
);

CREATE INDEX access_code_person_index ON access_code (person_id);

-- The one-time link by which the first administrator chooses a password.
CREATE TABLE setup_link (
    id         uuid NOT NULL PRIMARY KEY,
    token_hash text NOT NULL CONSTRAINT setup_link_token_unique UNIQUE,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz
);

-- A browser or a program that has signed in, as an account or as a participant.
CREATE TABLE sign_in (
    id           uuid NOT NULL PRIMARY KEY,
    token_hash   text NOT NULL CONSTRAINT sign_in_token_unique UNIQUE,
    kind         text NOT NULL CONSTRAINT sign_in_kind_known CHECK (kind IN ('browser', 'bearer')),
    account_id   uuid CONSTRAINT sign_in_account REFERENCES account (id),
    person_id    uuid CONSTRAINT sign_in_person REFERENCES person (id),
    device       text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_seen_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    CONSTRAINT sign_in_has_one_owner CHECK ((account_id IS NULL) <> (person_id IS NULL))
);

CREATE INDEX sign_in_account_index ON sign_in (account_id);
CREATE INDEX sign_in_person_index ON sign_in (person_id);

-- Who did what, when: written in the transaction of the act itself.
CREATE TABLE audit_entry (
    id         uuid NOT NULL PRIMARY KEY,
    at         timestamptz NOT NULL,
    account_id uuid CONSTRAINT audit_entry_account REFERENCES account (id),
    person_id  uuid CONSTRAINT audit_entry_person REFERENCES person (id),
    verb       text NOT NULL,
    subject    text NOT NULL,
    subject_id uuid NOT NULL,
    detail     text NOT NULL
);

CREATE INDEX audit_entry_at_index ON audit_entry (at, id);
CREATE INDEX audit_entry_subject_index ON audit_entry (subject, subject_id, at);
CREATE INDEX audit_entry_account_index ON audit_entry (account_id, at);
CREATE INDEX audit_entry_person_index ON audit_entry (person_id, at);
CREATE INDEX audit_entry_verb_index ON audit_entry (verb, at);
