-- What a desk works with: tickets that are part of others, saved lists, ready replies, and what was done under which key.

ALTER TABLE tickets {new_column} merged_into {ascii} NOT NULL DEFAULT '';

CREATE INDEX {if_not_exists} tickets_by_assignee ON tickets (assignee, is_open, due, id);
CREATE INDEX {if_not_exists} tickets_by_attention ON tickets (needs_attention, unit, is_open, due, id);
CREATE INDEX {if_not_exists} tickets_by_check ON tickets (verified_at, is_open, unit, due, id);
CREATE INDEX {if_not_exists} identities_by_handle ON citizen_identities (handle{text_start});

CREATE TABLE IF NOT EXISTS saved_views (
  id {id} NOT NULL PRIMARY KEY,
  owner {number} NOT NULL,
  unit {code} NOT NULL,
  name {text} NOT NULL,
  filter {text} NOT NULL,
  newest_first {small} NOT NULL,
  is_pinned {small} NOT NULL,
  created_at {number} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} saved_views_by_owner ON saved_views (owner, id);
CREATE INDEX {if_not_exists} saved_views_by_unit ON saved_views (unit, id);

CREATE TABLE IF NOT EXISTS ready_replies (
  id {id} NOT NULL PRIMARY KEY,
  unit {code} NOT NULL,
  category {code} NOT NULL,
  title_en {text} NOT NULL,
  title_hi {text} NOT NULL,
  text_en {text} NOT NULL,
  text_hi {text} NOT NULL,
  is_private {small} NOT NULL,
  next_status {text} NOT NULL,
  created_at {number} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} ready_replies_by_unit ON ready_replies (unit, id);

-- Written in the transaction of what was done under the key; the answer follows when it is known.
CREATE TABLE IF NOT EXISTS idempotency_claims (
  user_id {number} NOT NULL,
  claim_key {foreign_id} NOT NULL,
  request {ascii} NOT NULL,
  at {number} NOT NULL,
  status {number} NOT NULL,
  answer {text} NOT NULL,
  PRIMARY KEY (user_id, claim_key)
) {keyed_table_options};

CREATE INDEX {if_not_exists} idempotency_claims_by_time ON idempotency_claims (at);
