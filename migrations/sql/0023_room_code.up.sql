-- Who comes late may mark themselves by the room's changing code, where an organiser
-- allows it.

CREATE TABLE room_code (
    workshop_id uuid NOT NULL PRIMARY KEY CONSTRAINT room_code_workshop REFERENCES workshop (id),
    -- What the codes are made from; shown to nobody.
    secret      text NOT NULL,
    account_id  uuid NOT NULL CONSTRAINT room_code_account REFERENCES account (id),
    allowed_at  timestamptz NOT NULL
);

CREATE INDEX room_code_account_index ON room_code (account_id);

-- Made by the person themselves; the account is then the one that allowed it.
ALTER TABLE attendance_event ADD COLUMN by_themselves boolean NOT NULL DEFAULT false;
