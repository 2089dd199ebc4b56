-- Workshops that are not held after all, and word of what changed for those who
-- had been told otherwise.

ALTER TABLE workshop ADD COLUMN cancelled_at timestamptz;
-- When those who were told of it are told what changed since: some minutes after a
-- change, so that a slip can be put right first.
ALTER TABLE workshop ADD COLUMN notices_due_at timestamptz;

CREATE INDEX workshop_notices_index ON workshop (notices_due_at) WHERE notices_due_at IS NOT NULL;

-- When a seat came to them from the waiting list.
ALTER TABLE enrolment ADD COLUMN promoted_at timestamptz;

ALTER TABLE message ADD COLUMN kind text NOT NULL DEFAULT 'invitation'
    CONSTRAINT message_kind_known CHECK (kind IN ('invitation', 'promotion', 'change', 'cancellation'));
-- The days and the place that it told: what its reader believes.
ALTER TABLE message ADD COLUMN starts_on date;
ALTER TABLE message ADD COLUMN ends_on date;
ALTER TABLE message ADD COLUMN place text;

UPDATE message SET
    starts_on = (SELECT workshop.starts_on FROM workshop WHERE workshop.id = message.workshop_id),
    ends_on = (SELECT workshop.ends_on FROM workshop WHERE workshop.id = message.workshop_id),
    place = (SELECT venue.name || ', ' || city.name FROM workshop
        JOIN venue ON venue.id = workshop.venue_id JOIN city ON city.id = venue.city_id
        WHERE workshop.id = message.workshop_id);
