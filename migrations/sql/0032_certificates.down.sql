-- Of each seat the latest certificate stays, a standing one before those that were revoked.

CREATE TABLE kept_certificate AS SELECT * FROM certificate;
DROP TABLE certificate;

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

INSERT INTO certificate (id, serial, enrolment_id, holder_name, title, city, starts_on, ends_on, hours, issued_at, account_id, revoked_at)
    SELECT id, serial, enrolment_id, holder_name, title, city, starts_on, ends_on, hours, issued_at, account_id, revoked_at
    FROM (
        SELECT kept_certificate.*, row_number() OVER (
            PARTITION BY enrolment_id
            ORDER BY CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, issued_at DESC, serial
        ) AS place
        FROM kept_certificate
    ) AS placed
    WHERE place = 1;

DROP TABLE kept_certificate;
DROP TABLE template_image;
DROP TABLE certificate_template;
DROP TABLE signing_key;
