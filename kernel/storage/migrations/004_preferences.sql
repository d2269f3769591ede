-- How each person has the console, and up to which version each has seen a ticket. What was not chosen is an empty text; single_keys is 0 where it was not
-- chosen, 1 for off, 2 for on.

CREATE TABLE IF NOT EXISTS preferences (
  user_id {id} NOT NULL PRIMARY KEY,
  language {code} NOT NULL,
  theme {code} NOT NULL,
  single_keys {small} NOT NULL,
  density {code} NOT NULL
) {table_options};

CREATE TABLE IF NOT EXISTS ticket_seen (
  user_id {number} NOT NULL,
  ticket {number} NOT NULL,
  version {number} NOT NULL,
  PRIMARY KEY (user_id, ticket)
) {keyed_table_options};
