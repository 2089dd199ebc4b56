-- The text of a curriculum in numbered editions, each as it was handed out for good.
-- A module keeps its identity, on which questions, plans and timetables rest; what
-- curriculum and curriculum_module say is the newest edition.

CREATE TABLE curriculum_edition (
    id            uuid NOT NULL PRIMARY KEY,
    curriculum_id uuid NOT NULL CONSTRAINT curriculum_edition_curriculum REFERENCES curriculum (id),
    number        integer NOT NULL CONSTRAINT curriculum_edition_number_positive CHECK (number > 0),
    version       text NOT NULL,
    published_on  date NOT NULL,
    -- Who published it; unknown of those that are older than this table.
    account_id    uuid CONSTRAINT curriculum_edition_account REFERENCES account (id),
    -- What changed, for those who teach it.
    note          text NOT NULL DEFAULT '',
    CONSTRAINT curriculum_edition_unique UNIQUE (curriculum_id, number)
);

CREATE INDEX curriculum_edition_account_index ON curriculum_edition (account_id);

-- A module as an edition has it: never changed.
CREATE TABLE module_text (
    id         uuid NOT NULL PRIMARY KEY,
    edition_id uuid NOT NULL CONSTRAINT module_text_edition REFERENCES curriculum_edition (id),
    module_id  uuid NOT NULL CONSTRAINT module_text_module REFERENCES curriculum_module (id),
    title      text NOT NULL,
    minutes    integer NOT NULL CONSTRAINT module_text_minutes_positive CHECK (minutes > 0),
    method     text NOT NULL CONSTRAINT module_text_method_known
        CHECK (method IN ('plenary', 'group_work', 'case_study', 'role_play', 'simulation')),
    body       text NOT NULL,
    CONSTRAINT module_text_unique UNIQUE (edition_id, module_id)
);

CREATE INDEX module_text_module_index ON module_text (module_id);

-- A module as the next edition will have it.
CREATE TABLE module_draft (
    id         uuid NOT NULL PRIMARY KEY,
    module_id  uuid NOT NULL CONSTRAINT module_draft_module REFERENCES curriculum_module (id),
    title      text NOT NULL,
    minutes    integer NOT NULL CONSTRAINT module_draft_minutes_positive CHECK (minutes > 0),
    method     text NOT NULL CONSTRAINT module_draft_method_known
        CHECK (method IN ('plenary', 'group_work', 'case_study', 'role_play', 'simulation')),
    body       text NOT NULL,
    account_id uuid NOT NULL CONSTRAINT module_draft_account REFERENCES account (id),
    saved_at   timestamptz NOT NULL,
    CONSTRAINT module_draft_unique UNIQUE (module_id)
);

CREATE INDEX module_draft_account_index ON module_draft (account_id);

-- A figure that texts name. It never changes, nor does its name pass to another: what
-- was handed out can be printed again.
CREATE TABLE curriculum_figure (
    id            uuid NOT NULL PRIMARY KEY,
    curriculum_id uuid NOT NULL CONSTRAINT curriculum_figure_curriculum REFERENCES curriculum (id),
    name          text NOT NULL,
    media_type    text NOT NULL CONSTRAINT curriculum_figure_media_type_known
        CHECK (media_type IN ('image/jpeg', 'image/png')),
    -- In pixels.
    width         integer NOT NULL CONSTRAINT curriculum_figure_width_positive CHECK (width > 0),
    height        integer NOT NULL CONSTRAINT curriculum_figure_height_positive CHECK (height > 0),
    -- Drawn anew from what was sent, without its metadata.
    content       bytea NOT NULL,
    account_id    uuid NOT NULL CONSTRAINT curriculum_figure_account REFERENCES account (id),
    added_at      timestamptz NOT NULL,
    CONSTRAINT curriculum_figure_unique UNIQUE (curriculum_id, name)
);

CREATE INDEX curriculum_figure_account_index ON curriculum_figure (account_id);

-- What stands so far is each curriculum's first edition.
INSERT INTO curriculum_edition (id, curriculum_id, number, version, published_on)
    SELECT id, id, 1, version, published_on FROM curriculum;
INSERT INTO module_text (id, edition_id, module_id, title, minutes, method, body)
    SELECT id, curriculum_id, id, title, minutes, method, body FROM curriculum_module;
