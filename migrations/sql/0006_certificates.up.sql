-- Certificates as issued: what the paper says is kept as it was on that day.

CREATE TABLE certificate (
    id           uuid NOT NULL PRIMARY KEY,
    serial       text NOT NULL CONSTRAINT certificate_serial_unique UNIQUE,
    enrolment_id uuid NOT NULL CONSTRAINT certificate_enrolment REFERENCES enrolment (id),
    -- Nothing where the holder asked to be erased.
    holder_name  text,
    title        text NOT NULL,
    city         text NOT NULL,
    starts_on    date NOT NULL,
    ends_on      date NOT NULL,
    hours        integer NOT NULL,
    issued_at    timestamptz NOT NULL,
    account_id   uuid NOT NULL CONSTRAINT certificate_account REFERENCES account (id),
    revoked_at   timestamptz,
    CONSTRAINT certificate_enrolment_unique UNIQUE (enrolment_id)
);

CREATE INDEX certificate_account_index ON certificate (account_id);
