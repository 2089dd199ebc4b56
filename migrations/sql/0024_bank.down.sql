DROP TABLE bank_question;
