DROP TABLE workshop_report;
