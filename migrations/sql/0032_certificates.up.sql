-- Certificates: how they look, who stands behind them with a key, and what becomes of them.

-- Keys stay for as long as what they signed is to be verified.
CREATE TABLE signing_key (
    id          uuid NOT NULL PRIMARY KEY,
    -- Statements and credentials are signed with Ed25519, files are sealed with ECDSA P-256.
    purpose     text NOT NULL CONSTRAINT signing_key_purpose_known CHECK (purpose IN ('statement', 'seal')),
    public_key  bytea NOT NULL CONSTRAINT signing_key_public_key_unique UNIQUE,
    -- Nothing where it was destroyed: what it signed stays verifiable.
    secret_key  bytea,
    -- The X.509 certificate of a key that seals files.
    x509        bytea CONSTRAINT signing_key_x509_of_seal CHECK ((purpose = 'seal') = (x509 IS NOT NULL)),
    made_at     timestamptz NOT NULL,
    -- Since when another one signs.
    retired_at  timestamptz
);

-- What a campaign's certificates of a kind look like: a version that certificates were issued
-- with is never changed.
CREATE TABLE certificate_template (
    id           uuid NOT NULL PRIMARY KEY,
    campaign_id  uuid NOT NULL CONSTRAINT certificate_template_campaign REFERENCES campaign (id),
    kind         text NOT NULL CONSTRAINT certificate_template_kind_known CHECK (kind IN ('attendance', 'trainer')),
    version      integer NOT NULL CONSTRAINT certificate_template_version_positive CHECK (version > 0),
    -- Texts, logos, signatories, frame and colours, as JSON.
    design       text NOT NULL,
    -- For how many months it certifies; nothing where for good.
    valid_months integer CONSTRAINT certificate_template_valid_months_bounded CHECK (valid_months BETWEEN 1 AND 120),
    made_at      timestamptz NOT NULL,
    account_id   uuid NOT NULL CONSTRAINT certificate_template_account REFERENCES account (id),
    CONSTRAINT certificate_template_version_unique UNIQUE (campaign_id, kind, version)
);

CREATE INDEX certificate_template_account_index ON certificate_template (account_id);

-- Logos and signatures that templates show, drawn anew without what cameras write into theirs.
CREATE TABLE template_image (
    id          uuid NOT NULL PRIMARY KEY,
    campaign_id uuid NOT NULL CONSTRAINT template_image_campaign REFERENCES campaign (id),
    name        text NOT NULL,
    png         bytea NOT NULL,
    sha256      text NOT NULL,
    added_at    timestamptz NOT NULL,
    account_id  uuid NOT NULL CONSTRAINT template_image_account REFERENCES account (id),
    CONSTRAINT template_image_unique UNIQUE (campaign_id, sha256)
);

CREATE INDEX template_image_account_index ON template_image (account_id);

CREATE TABLE kept_certificate AS SELECT * FROM certificate;
DROP TABLE certificate;

CREATE TABLE certificate (
    id             uuid NOT NULL PRIMARY KEY,
    serial         text NOT NULL CONSTRAINT certificate_serial_unique UNIQUE,
    enrolment_id   uuid NOT NULL CONSTRAINT certificate_enrolment REFERENCES enrolment (id),
    kind           text NOT NULL CONSTRAINT certificate_kind_known CHECK (kind IN ('attendance', 'trainer')),
    -- Nothing where the holder asked to be erased.
    holder_name    text,
    title          text NOT NULL,
    city           text NOT NULL,
    starts_on      date NOT NULL,
    ends_on        date NOT NULL,
    hours          integer NOT NULL,
    issued_at      timestamptz NOT NULL,
    account_id     uuid NOT NULL CONSTRAINT certificate_account REFERENCES account (id),
    -- Nothing where it has the look that comes with Relais.
    template_id    uuid CONSTRAINT certificate_template REFERENCES certificate_template (id),
    -- The last day on which it certifies; nothing where for good.
    expires_on     date,
    -- What the QR code states was signed with this key; nothing where it was issued before there were keys.
    key_id         uuid CONSTRAINT certificate_key REFERENCES signing_key (id),
    -- Nothing where the holder asked to be erased: it would confirm a name that is guessed.
    signature      bytea,
    -- Its place in the public list of what was revoked; by chance, so that it tells nothing.
    status_index   integer NOT NULL CONSTRAINT certificate_status_index_unique UNIQUE
        CONSTRAINT certificate_status_index_not_negative CHECK (status_index >= 0),
    -- Which one it was issued in the place of, as after a corrected name.
    replaces_id    uuid CONSTRAINT certificate_replaces REFERENCES certificate (id)
        CONSTRAINT certificate_replaces_unique UNIQUE,
    revoked_at     timestamptz,
    -- In the words of who revoked it; nothing where the holder asked to be erased.
    revoked_reason text,
    revoked_by     uuid CONSTRAINT certificate_revoked_by REFERENCES account (id),
    CONSTRAINT certificate_reason_of_revoked CHECK (revoked_reason IS NULL OR revoked_at IS NOT NULL)
);

-- Issuing twice is the same as once.
CREATE UNIQUE INDEX certificate_standing_unique ON certificate (enrolment_id, kind) WHERE revoked_at IS NULL;
CREATE INDEX certificate_enrolment_index ON certificate (enrolment_id);
CREATE INDEX certificate_account_index ON certificate (account_id);
CREATE INDEX certificate_template_index ON certificate (template_id);
CREATE INDEX certificate_key_index ON certificate (key_id);
CREATE INDEX certificate_revoked_by_index ON certificate (revoked_by);

INSERT INTO certificate (id, serial, enrolment_id, kind, holder_name, title, city, starts_on, ends_on, hours, issued_at, account_id, status_index, revoked_at)
    SELECT id, serial, enrolment_id, 'attendance', holder_name, title, city, starts_on, ends_on, hours, issued_at, account_id,
        row_number() OVER (ORDER BY serial) - 1, revoked_at
    FROM kept_certificate;

DROP TABLE kept_certificate;
