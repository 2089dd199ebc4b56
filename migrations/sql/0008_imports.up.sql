-- Lists of people that came from elsewhere, with what became of each row.

CREATE TABLE import (
    id          uuid NOT NULL PRIMARY KEY,
    campaign_id uuid NOT NULL CONSTRAINT import_campaign REFERENCES campaign (id),
    -- Who sent the list, as the organiser calls them.
    sender      text NOT NULL,
    file_name   text NOT NULL,
    -- Headings and how they are read, as JSON.
    headings    text NOT NULL,
    mapping     text NOT NULL,
    created_at  timestamptz NOT NULL,
    applied_at  timestamptz,
    undone_at   timestamptz,
    -- When the rows were wiped: they are kept no longer than they are of use.
    wiped_at    timestamptz
);

CREATE INDEX import_campaign_index ON import (campaign_id, created_at);

CREATE TABLE import_row (
    id         uuid NOT NULL PRIMARY KEY,
    import_id  uuid NOT NULL CONSTRAINT import_row_import REFERENCES import (id),
    -- As the spreadsheet counts.
    number     integer NOT NULL,
    cells      text NOT NULL,
    outcome    text NOT NULL CONSTRAINT import_row_outcome_known
        CHECK (outcome IN ('new', 'same', 'changed', 'duplicate', 'refused')),
    judgement  text NOT NULL,
    -- What was decided of a possible duplicate: add, skip, or a person.
    decision   text,
    -- Whom it added or changed.
    person_id  uuid CONSTRAINT import_row_person REFERENCES person (id),
    -- What the entry was before it was changed, as JSON.
    before     text,
    CONSTRAINT import_row_number_unique UNIQUE (import_id, number)
);

CREATE INDEX import_row_outcome_index ON import_row (import_id, outcome, number);
CREATE INDEX import_row_person_index ON import_row (person_id);

-- How the lists of a sender are read, by the headings they use.
CREATE TABLE import_mapping (
    id       uuid NOT NULL PRIMARY KEY,
    sender   text NOT NULL,
    headings text NOT NULL,
    mapping  text NOT NULL,
    CONSTRAINT import_mapping_unique UNIQUE (sender, headings)
);

-- Other names by which lists mean an institution, as keys without accents or case.
CREATE TABLE institution_alias (
    id             uuid NOT NULL PRIMARY KEY,
    name_key       text NOT NULL CONSTRAINT institution_alias_unique UNIQUE,
    institution_id uuid NOT NULL CONSTRAINT institution_alias_institution REFERENCES institution (id)
);

CREATE INDEX institution_alias_institution_index ON institution_alias (institution_id);
