DROP TABLE curriculum_figure;
DROP TABLE module_draft;
DROP TABLE module_text;
DROP TABLE curriculum_edition;
