DROP TABLE competence;
DROP TABLE absence;
DROP TABLE journey;
DROP TABLE holiday;
