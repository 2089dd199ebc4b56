-- What was last sent of a test: the identifier that the phone made for it, so that what is
-- sent again is known again, and a phone that knew of something older is told.
ALTER TABLE sitting ADD COLUMN sent uuid;

-- When it was handed in by the phone's clock: only of sheets that arrived after the test
-- was closed. Shown, not trusted.
ALTER TABLE sitting ADD COLUMN claimed_at timestamptz;
