-- Links by which a calendar is subscribed to.

-- Whoever holds the link reads when and where its owner is expected, and no
-- more. Only its SHA-256 is kept.
CREATE TABLE calendar_link (
    id         uuid NOT NULL PRIMARY KEY,
    token_hash text NOT NULL CONSTRAINT calendar_link_token_unique UNIQUE,
    person_id  uuid CONSTRAINT calendar_link_person REFERENCES person (id),
    account_id uuid CONSTRAINT calendar_link_account REFERENCES account (id),
    -- Calendars ask without a cookie that would tell it.
    language   text NOT NULL CONSTRAINT calendar_link_language_known CHECK (language IN ('fr', 'en')),
    created_at timestamptz NOT NULL,
    ended_at   timestamptz,
    CONSTRAINT calendar_link_has_one_owner CHECK ((account_id IS NULL) <> (person_id IS NULL))
);

CREATE INDEX calendar_link_person_index ON calendar_link (person_id);
CREATE INDEX calendar_link_account_index ON calendar_link (account_id);
