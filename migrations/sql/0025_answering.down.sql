ALTER TABLE response DROP COLUMN exact;
ALTER TABLE response DROP COLUMN answer;
DROP INDEX question_bank_question_index;
ALTER TABLE question DROP COLUMN bank_question_id;
DROP TABLE sitting;
DROP TABLE test_opening;
