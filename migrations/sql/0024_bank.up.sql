-- Questions of a curriculum, to make tests of. A version never changes: what is written
-- anew is a later version of the same question.

CREATE TABLE bank_question (
    id            uuid NOT NULL PRIMARY KEY,
    curriculum_id uuid NOT NULL CONSTRAINT bank_question_curriculum REFERENCES curriculum (id),
    -- Shared by all versions of a question: the identifier of the first.
    lineage_id    uuid NOT NULL,
    version       integer NOT NULL CONSTRAINT bank_question_version_positive CHECK (version > 0),
    -- Its place in the order in which questions were brought; a later version keeps it.
    place         integer NOT NULL,
    -- What it asks of which module; nothing for all of them.
    module_id     uuid CONSTRAINT bank_question_module REFERENCES curriculum_module (id),
    -- The question as JSON, in the form of the crate `questions`.
    content       text NOT NULL,
    account_id    uuid NOT NULL CONSTRAINT bank_question_account REFERENCES account (id),
    created_at    timestamptz NOT NULL,
    -- Since when no test takes it any more: a later version stands, or it was put away.
    retired_at    timestamptz,
    CONSTRAINT bank_question_version_unique UNIQUE (lineage_id, version)
);

CREATE INDEX bank_question_curriculum_index ON bank_question (curriculum_id, place);
CREATE INDEX bank_question_module_index ON bank_question (module_id);
CREATE INDEX bank_question_account_index ON bank_question (account_id);
