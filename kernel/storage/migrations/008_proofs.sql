-- How citizens show that a complaint is theirs. Codes and tokens are hashes; the clear ones are nowhere stored here.

CREATE TABLE IF NOT EXISTS proof_codes (
  ticket {id} NOT NULL PRIMARY KEY,
  code_hash {ascii} NOT NULL,
  sent_at {number} NOT NULL,
  expires_at {number} NOT NULL,
  tries {number} NOT NULL,
  codes {number} NOT NULL,
  first_sent_at {number} NOT NULL
) {table_options};

CREATE TABLE IF NOT EXISTS proofs (
  token_hash {ascii} NOT NULL,
  ticket {number} NOT NULL,
  level {small} NOT NULL,
  expires_at {number} NOT NULL,
  PRIMARY KEY (token_hash)
) {keyed_table_options};

CREATE INDEX {if_not_exists} proofs_by_expiry ON proofs (expires_at);
