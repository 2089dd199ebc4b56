DROP TABLE person_distinct;
DROP TABLE person_merge_row;
DROP TABLE person_merge;
