-- Entries of the register that turned out to be one person, and those that did not.

CREATE TABLE person_merge (
    id        uuid NOT NULL PRIMARY KEY,
    kept_id   uuid NOT NULL CONSTRAINT person_merge_kept REFERENCES person (id),
    merged_id uuid NOT NULL CONSTRAINT person_merge_merged REFERENCES person (id),
    -- Fields whose values the two entries exchanged, single-spaced.
    exchanged text NOT NULL,
    merged_at timestamptz NOT NULL,
    undone_at timestamptz
);

CREATE INDEX person_merge_kept_index ON person_merge (kept_id, merged_at);
CREATE INDEX person_merge_merged_index ON person_merge (merged_id);

-- The rows that a merge moved from the one to the other, to move them back.
CREATE TABLE person_merge_row (
    id         uuid NOT NULL PRIMARY KEY,
    merge_id   uuid NOT NULL CONSTRAINT person_merge_row_merge REFERENCES person_merge (id),
    table_name text NOT NULL,
    row_id     uuid NOT NULL
);

CREATE INDEX person_merge_row_merge_index ON person_merge_row (merge_id, table_name);

-- Two entries that someone looked at and found to be two people. The smaller
-- identifier stands first.
CREATE TABLE person_distinct (
    one_id   uuid NOT NULL CONSTRAINT person_distinct_one REFERENCES person (id),
    other_id uuid NOT NULL CONSTRAINT person_distinct_other REFERENCES person (id),
    said_at  timestamptz NOT NULL,
    PRIMARY KEY (one_id, other_id)
);

CREATE INDEX person_distinct_other_index ON person_distinct (other_id);
