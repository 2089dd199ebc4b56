DROP TABLE data_request;
DROP TABLE audit_seal;
