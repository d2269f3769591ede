-- What is kept apart and encrypted: who wrote by a sealed channel, what was written, and what the office wrote about it. The rows of 001_facts.sql
-- then hold pseudonyms and empty texts. Kinds are numbers of domain::SealedKind; `sealed` is base64 of a nonce and an authenticated ciphertext that is
-- bound to kind and subject. tickets.is_confidential is 0, 1, or 2 for what is sealed as well.

CREATE TABLE IF NOT EXISTS vault (
  kind {small} NOT NULL,
  subject {number} NOT NULL,
  key_id {code} NOT NULL,
  sealed {text} NOT NULL,
  PRIMARY KEY (kind, subject)
) {keyed_table_options};

CREATE INDEX {if_not_exists} vault_by_key ON vault (key_id);

-- Who was shown something sealed; written before it is shown.
CREATE TABLE IF NOT EXISTS sealed_reads (
  id {id} NOT NULL PRIMARY KEY,
  ticket {number} NOT NULL,
  message {number} NOT NULL,
  user_id {number} NOT NULL,
  user_name {text} NOT NULL,
  look {small} NOT NULL,
  at {number} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} sealed_reads_by_ticket ON sealed_reads (ticket, id);
