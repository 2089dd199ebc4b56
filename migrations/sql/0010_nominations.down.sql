DROP TABLE substitution;
DROP TABLE quota;
DROP TABLE nomination;
DROP TABLE nomination_link;
