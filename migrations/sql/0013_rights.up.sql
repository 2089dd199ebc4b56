-- What proves the audit trail whole, and what people ask about their own data.

-- Each entry of the audit trail, sealed: the hash is SHA-256 over the hash before
-- it and the entry's columns. Places are counted from 1 without a gap.
CREATE TABLE audit_seal (
    place    bigint NOT NULL PRIMARY KEY,
    entry_id uuid NOT NULL
        CONSTRAINT audit_seal_entry_unique UNIQUE
        CONSTRAINT audit_seal_entry REFERENCES audit_entry (id),
    hash     text NOT NULL
);

-- What a person asks about their own data, for an organiser to decide.
CREATE TABLE data_request (
    id        uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT data_request_person REFERENCES person (id),
    kind      text NOT NULL CONSTRAINT data_request_kind_known CHECK (kind IN ('correction', 'erasure')),
    -- The values proposed, as JSON; emptied when the person is erased.
    detail    text NOT NULL,
    asked_at  timestamptz NOT NULL,
    closed_at timestamptz,
    outcome   text CONSTRAINT data_request_outcome_known CHECK (outcome IN ('accepted', 'declined', 'withdrawn')),
    -- Why it was declined, in words for the person.
    reason    text NOT NULL,
    closed_by uuid CONSTRAINT data_request_closed_by REFERENCES account (id),
    CONSTRAINT data_request_closed_with_outcome CHECK ((closed_at IS NULL) = (outcome IS NULL))
);

CREATE INDEX data_request_person_index ON data_request (person_id, asked_at);
CREATE INDEX data_request_open_index ON data_request (closed_at, asked_at);
CREATE INDEX data_request_closed_by_index ON data_request (closed_by);
