-- At which extension an officer takes calls, and from which calls no ticket is to come.

ALTER TABLE users {new_column} extension {code} NOT NULL DEFAULT '';
CREATE INDEX {if_not_exists} users_by_extension ON users (extension);

CREATE TABLE IF NOT EXISTS call_dismissals (
  call_number {id} NOT NULL PRIMARY KEY,
  kind {small} NOT NULL,
  words {text} NOT NULL,
  user_id {number} NOT NULL,
  at {number} NOT NULL
) {table_options};
