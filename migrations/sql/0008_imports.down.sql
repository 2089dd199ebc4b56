DROP TABLE institution_alias;
DROP TABLE import_mapping;
DROP TABLE import_row;
DROP TABLE import;
