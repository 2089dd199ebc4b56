-- The rule by which a campaign certifies is composed of conditions; and somebody may decide
-- against it.

-- As JSON: conditions that must all hold, each a list of which one must. It begins as the two
-- shares say; these tell from now on only how the campaign began.
ALTER TABLE campaign ADD COLUMN rule text NOT NULL DEFAULT '[]';

UPDATE campaign SET rule =
    CASE
        WHEN required_attendance > 0 AND required_post_test > 0 THEN
            '[[{"kind":"reach","measure":"attendance","bar":' || required_attendance
            || '}],[{"kind":"reach","measure":"post_test","bar":' || required_post_test || '}]]'
        WHEN required_attendance > 0 THEN
            '[[{"kind":"reach","measure":"attendance","bar":' || required_attendance || '}]]'
        WHEN required_post_test > 0 THEN
            '[[{"kind":"reach","measure":"post_test","bar":' || required_post_test || '}]]'
        ELSE '[]'
    END;

-- Who fulfils a condition that no figure says, such as an action plan handed in.
CREATE TABLE fulfilment (
    id           uuid NOT NULL PRIMARY KEY,
    enrolment_id uuid NOT NULL CONSTRAINT fulfilment_enrolment REFERENCES enrolment (id),
    -- Which condition of the campaign's rule.
    condition_id uuid NOT NULL,
    account_id   uuid NOT NULL CONSTRAINT fulfilment_account REFERENCES account (id),
    recorded_at  timestamptz NOT NULL,
    CONSTRAINT fulfilment_unique UNIQUE (enrolment_id, condition_id)
);

CREATE INDEX fulfilment_account_index ON fulfilment (account_id);

-- What an organiser decided about someone, whatever the rule says.
CREATE TABLE qualification_decision (
    id           uuid NOT NULL PRIMARY KEY,
    enrolment_id uuid NOT NULL CONSTRAINT qualification_decision_enrolment REFERENCES enrolment (id),
    qualifies    boolean NOT NULL,
    -- Nothing where the person asked to be erased.
    reason       text,
    account_id   uuid NOT NULL CONSTRAINT qualification_decision_account REFERENCES account (id),
    decided_at   timestamptz NOT NULL,
    CONSTRAINT qualification_decision_unique UNIQUE (enrolment_id)
);

CREATE INDEX qualification_decision_account_index ON qualification_decision (account_id);
