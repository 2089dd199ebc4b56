DROP TABLE curriculum_module;
DROP TABLE curriculum;
DROP TABLE venue;
DROP TABLE person_campaign;
DROP TABLE role_grant;
DROP TABLE campaign;
DROP TABLE programme;
