-- How a module is taught, when it is best taught, and what comes before it.

ALTER TABLE curriculum_module ADD COLUMN method text NOT NULL DEFAULT 'plenary'
    CONSTRAINT curriculum_module_method_known
    CHECK (method IN ('plenary', 'group_work', 'case_study', 'role_play', 'simulation'));
ALTER TABLE curriculum_module ADD COLUMN prefers text
    CONSTRAINT curriculum_module_prefers_known CHECK (prefers IN ('morning', 'afternoon'));

-- A module is taught after those that it needs.
CREATE TABLE module_need (
    id        uuid NOT NULL PRIMARY KEY,
    module_id uuid NOT NULL CONSTRAINT module_need_module REFERENCES curriculum_module (id),
    needs_id  uuid NOT NULL CONSTRAINT module_need_needs REFERENCES curriculum_module (id),
    CONSTRAINT module_need_unique UNIQUE (module_id, needs_id)
);

CREATE INDEX module_need_needs_index ON module_need (needs_id);
