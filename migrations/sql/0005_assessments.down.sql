DROP TABLE response;
DROP TABLE score;
DROP TABLE question;
DROP TABLE instrument;
