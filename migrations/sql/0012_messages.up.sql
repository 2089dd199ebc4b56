-- What is sent to people: an outbox. A message is written here in the transaction
-- of the act that calls for it, and sent by a duty that runs behind.

CREATE TABLE message (
    -- Also its name with whoever carries it, which tells a repeat by it.
    id          uuid NOT NULL PRIMARY KEY,
    workshop_id uuid NOT NULL CONSTRAINT message_workshop REFERENCES workshop (id),
    person_id   uuid NOT NULL CONSTRAINT message_person REFERENCES person (id),
    channel     text NOT NULL CONSTRAINT message_channel_known CHECK (channel IN ('email', 'sms')),
    -- To whom and what: wiped as soon as it has gone, or will not go.
    address     text NOT NULL,
    subject     text NOT NULL,
    body        text NOT NULL,
    state       text NOT NULL CONSTRAINT message_state_known
        CHECK (state IN ('queued', 'sending', 'sent', 'delivered', 'failed', 'unclear')),
    attempts    integer NOT NULL CONSTRAINT message_attempts_not_negative CHECK (attempts >= 0),
    -- When it is next to be sent, or asked after; nothing when there is nothing more to do.
    due_at      timestamptz,
    created_at  timestamptz NOT NULL,
    settled_at  timestamptz,
    -- Why it did not go, in the words of whoever was to carry it.
    reason      text NOT NULL
);

CREATE INDEX message_workshop_index ON message (workshop_id, person_id, created_at);
CREATE INDEX message_person_index ON message (person_id);
CREATE INDEX message_due_index ON message (state, due_at);
