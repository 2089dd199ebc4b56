-- How someone looks, where that helps to tell people of one name apart.

-- A merged entry may hold the photos of both: the latest is shown.
CREATE TABLE person_photo (
    id        uuid NOT NULL PRIMARY KEY,
    person_id uuid NOT NULL CONSTRAINT person_photo_person REFERENCES person (id),
    -- A small JPEG made anew, without what cameras write into theirs.
    jpeg      bytea NOT NULL,
    added_at  timestamptz NOT NULL
);

CREATE INDEX person_photo_person_index ON person_photo (person_id);
