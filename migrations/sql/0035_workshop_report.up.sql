-- What people write in the report on a workshop; all else in it is counted.

CREATE TABLE workshop_report (
    workshop_id     uuid NOT NULL PRIMARY KEY CONSTRAINT workshop_report_workshop REFERENCES workshop (id),
    -- Each in Markdown; empty while nobody has written it.
    context         text NOT NULL,
    aims            text NOT NULL,
    method          text NOT NULL,
    difficulties    text NOT NULL,
    recommendations text NOT NULL,
    -- Who wrote last, and when.
    account_id      uuid NOT NULL CONSTRAINT workshop_report_account REFERENCES account (id),
    updated_at      timestamptz NOT NULL
);

CREATE INDEX workshop_report_account_index ON workshop_report (account_id);
