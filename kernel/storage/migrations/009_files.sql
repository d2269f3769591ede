-- Files that officers attach. The bytes lie outside, under `place`; `event` is 0 while a file is attached to nothing. key_id is empty where the bytes
-- are not sealed; the name of what is sealed lies in the vault.

CREATE TABLE IF NOT EXISTS files (
  id {id} NOT NULL PRIMARY KEY,
  ticket {number} NOT NULL,
  event {number} NOT NULL,
  uploader {number} NOT NULL,
  name {text} NOT NULL,
  type {code} NOT NULL,
  size {number} NOT NULL,
  place {ascii} NOT NULL,
  key_id {code} NOT NULL,
  is_sealed {small} NOT NULL,
  created_at {number} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} files_by_ticket ON files (ticket, id);
CREATE INDEX {if_not_exists} files_by_event ON files (event, created_at, id);
CREATE UNIQUE INDEX {if_not_exists} files_by_place ON files (place);
