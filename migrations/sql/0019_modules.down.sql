DROP TABLE module_need;
ALTER TABLE curriculum_module DROP COLUMN prefers;
ALTER TABLE curriculum_module DROP COLUMN method;
