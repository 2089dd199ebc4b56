DROP TABLE evaluation_receipt;
DROP TABLE evaluation;
DROP TABLE evaluation_form;
