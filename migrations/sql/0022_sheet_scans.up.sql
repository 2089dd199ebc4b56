-- Sheets that were signed, scanned or photographed: evidence, given back byte
-- for byte as it came.

CREATE TABLE sheet_scan (
    id          uuid NOT NULL PRIMARY KEY,
    session_id  uuid NOT NULL CONSTRAINT sheet_scan_session REFERENCES timetable_session (id),
    -- What the sender's device called it.
    file_name   text NOT NULL,
    -- As its first bytes say, not its name.
    media_type  text NOT NULL CONSTRAINT sheet_scan_media_type_known
        CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png', 'image/webp')),
    size        integer NOT NULL CONSTRAINT sheet_scan_size_positive CHECK (size > 0),
    -- Of the content, in hexadecimal.
    sha256      text NOT NULL,
    account_id  uuid NOT NULL CONSTRAINT sheet_scan_account REFERENCES account (id),
    received_at timestamptz NOT NULL,
    content     bytea NOT NULL,
    CONSTRAINT sheet_scan_unique UNIQUE (session_id, sha256)
);

CREATE INDEX sheet_scan_account_index ON sheet_scan (account_id);
