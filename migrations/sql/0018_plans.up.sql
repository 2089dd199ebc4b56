-- Plans that were asked for, and what organisers wish of them.

-- Something that a plan should keep and that its organiser can give up.
CREATE TABLE wish (
    id          uuid NOT NULL PRIMARY KEY,
    campaign_id uuid NOT NULL CONSTRAINT wish_campaign REFERENCES campaign (id),
    kind        text NOT NULL CONSTRAINT wish_kind_known CHECK (kind IN (
        'city_within', 'city_not_within', 'apart', 'not_same_week', 'at_most_per_week',
        'lead_of', 'trainer_not_within', 'budget_at_most', 'trainers_rest')),
    city_id     uuid CONSTRAINT wish_city REFERENCES city (id),
    other_id    uuid CONSTRAINT wish_other REFERENCES city (id),
    account_id  uuid CONSTRAINT wish_account REFERENCES account (id),
    starts_on   date,
    ends_on     date,
    -- Days, workshops or XOF.
    amount      bigint,
    wished_at   timestamptz NOT NULL,
    CONSTRAINT wish_ends_after_start CHECK (ends_on >= starts_on)
);

CREATE INDEX wish_campaign_index ON wish (campaign_id, wished_at);
CREATE INDEX wish_city_index ON wish (city_id);
CREATE INDEX wish_other_index ON wish (other_id);
CREATE INDEX wish_account_index ON wish (account_id);

-- A plan: asked for, searched for by a duty, proposed, perhaps adopted.
CREATE TABLE plan (
    id          uuid NOT NULL PRIMARY KEY,
    campaign_id uuid NOT NULL CONSTRAINT plan_campaign REFERENCES campaign (id),
    asked_by    uuid CONSTRAINT plan_account REFERENCES account (id),
    asked_at    timestamptz NOT NULL,
    -- The form as it was typed, as JSON.
    asked       text NOT NULL,
    state       text NOT NULL CONSTRAINT plan_state_known
        CHECK (state IN ('waiting', 'searching', 'ended', 'failed', 'adopted')),
    -- Whether the search is to end with what it has.
    stop_asked  boolean NOT NULL,
    -- While it is searched: since when, last heard of when, and how far it is, as JSON.
    began_at    timestamptz,
    heard_at    timestamptz,
    progress    text NOT NULL,
    -- The workshops of the campaign when it was searched, as JSON: what it was made for.
    stood       text NOT NULL,
    -- What came of it, as JSON.
    outcome     text NOT NULL,
    ended_at    timestamptz
);

CREATE INDEX plan_campaign_index ON plan (campaign_id, asked_at);
CREATE INDEX plan_account_index ON plan (asked_by);
CREATE INDEX plan_state_index ON plan (state);
