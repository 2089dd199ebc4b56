-- By which rule a certificate was earned, as JSON: what is asked later does not change it. Of
-- those that stand it is the rule of today, since no other is kept.
ALTER TABLE certificate ADD COLUMN rule text NOT NULL DEFAULT '[]';

UPDATE certificate SET rule = (
    SELECT campaign.rule
    FROM enrolment
    JOIN workshop ON workshop.id = enrolment.workshop_id
    JOIN campaign ON campaign.id = workshop.campaign_id
    WHERE enrolment.id = certificate.enrolment_id
);
