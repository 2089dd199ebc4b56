DROP TABLE qualification_decision;
DROP TABLE fulfilment;
ALTER TABLE campaign DROP COLUMN rule;
