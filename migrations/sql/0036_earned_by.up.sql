-- By which rule a certificate was earned, as JSON: what is asked later does not change it. Those
-- that stand get the rule of today; the trail alone tells of earlier ones.
ALTER TABLE certificate ADD COLUMN rule text NOT NULL DEFAULT '[]';

UPDATE certificate SET rule = (
    SELECT campaign.rule
    FROM enrolment
    JOIN workshop ON workshop.id = enrolment.workshop_id
    JOIN campaign ON campaign.id = workshop.campaign_id
    WHERE enrolment.id = certificate.enrolment_id
);
