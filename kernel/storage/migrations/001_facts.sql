-- Ids are made by the kernel, 0 stands for none. Times are microseconds since 1970 UTC, NULL where there is none.
-- Kinds and states are numbers of the domain's enumerations (stored_numbers.hpp), lists and maps JSON text (json_codec.hpp).

CREATE TABLE IF NOT EXISTS citizens (
  id {id} NOT NULL PRIMARY KEY,
  created_at {number} NOT NULL
) {table_options};

CREATE TABLE IF NOT EXISTS citizen_identities (
  channel {code} NOT NULL,
  author_id {foreign_id} NOT NULL,
  citizen {number} NOT NULL,
  handle {text} NOT NULL,
  name {text} NOT NULL,
  created_at {number} NOT NULL,
  PRIMARY KEY (channel, author_id)
) {keyed_table_options};

CREATE INDEX {if_not_exists} identities_by_citizen ON citizen_identities (citizen, channel);

CREATE TABLE IF NOT EXISTS messages (
  id {id} NOT NULL PRIMARY KEY,
  channel {code} NOT NULL,
  source_id {foreign_id} NOT NULL,
  revision {number} NOT NULL,
  thread {foreign_id} NOT NULL,
  in_reply_to {foreign_id} NOT NULL,
  author_id {foreign_id} NOT NULL,
  author_handle {text} NOT NULL,
  author_name {text} NOT NULL,
  addressed_to {text} NOT NULL,
  body {text} NOT NULL,
  language {code} NOT NULL,
  sent_at {number} NOT NULL,
  received_at {number} NOT NULL,
  hashtags {text} NOT NULL,
  mentions {text} NOT NULL,
  attachments {text} NOT NULL,
  location {text} NOT NULL,
  is_repliable {small} NOT NULL,
  is_from_us {small} NOT NULL,
  is_private {small} NOT NULL,
  is_replayed {small} NOT NULL,
  direction {small} NOT NULL,
  disposition {small} NOT NULL,
  citizen {number} NOT NULL,
  ticket {number} NOT NULL
) {table_options};

CREATE UNIQUE INDEX {if_not_exists} messages_by_source ON messages (channel, source_id, revision);
CREATE INDEX {if_not_exists} messages_by_thread ON messages (channel, thread, ticket);
CREATE INDEX {if_not_exists} messages_by_ticket ON messages (ticket, disposition, id);

CREATE TABLE IF NOT EXISTS tickets (
  id {id} NOT NULL PRIMARY KEY,
  docket {ascii} NOT NULL,
  department {code} NOT NULL,
  unit {code} NOT NULL,
  assignee {number} NOT NULL,
  category {code} NOT NULL,
  priority {small} NOT NULL,
  status {small} NOT NULL,
  is_confidential {small} NOT NULL,
  citizen {number} NOT NULL,
  channel {code} NOT NULL,
  account {foreign_id} NOT NULL,
  language {code} NOT NULL,
  summary {text} NOT NULL,
  opened_at {number} NOT NULL,
  response_due {number} NOT NULL,
  resolution_due {number} NOT NULL,
  responded_at {number},
  paused_at {number},
  closed_at {number},
  verified_at {number},
  appealed_at {number},
  reopened_count {number} NOT NULL,
  needs_attention {small} NOT NULL,
  outcome_code {code} NOT NULL,
  outcome_fields {text} NOT NULL,
  version {number} NOT NULL,
  is_open {small} NOT NULL,
  due {number} NOT NULL
) {table_options};

CREATE UNIQUE INDEX {if_not_exists} tickets_by_docket ON tickets (docket);
CREATE INDEX {if_not_exists} tickets_by_unit_due ON tickets (unit, is_open, due, id);
CREATE INDEX {if_not_exists} tickets_by_department_due ON tickets (department, is_open, due, id);
CREATE INDEX {if_not_exists} tickets_by_due ON tickets (is_open, due, id);
CREATE INDEX {if_not_exists} tickets_by_unit ON tickets (unit, id);
CREATE INDEX {if_not_exists} tickets_by_department ON tickets (department, id);
CREATE INDEX {if_not_exists} tickets_by_citizen ON tickets (citizen, id);

CREATE TABLE IF NOT EXISTS events (
  id {id} NOT NULL PRIMARY KEY,
  ticket {number} NOT NULL,
  message {number} NOT NULL,
  kind {small} NOT NULL,
  at {number} NOT NULL,
  source_at {number} NOT NULL,
  actor_kind {small} NOT NULL,
  actor_id {foreign_id} NOT NULL,
  actor_name {text} NOT NULL,
  reason {text} NOT NULL,
  details {text} NOT NULL,
  reasons {text} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} events_by_ticket ON events (ticket, id);
CREATE INDEX {if_not_exists} events_by_message ON events (message, id);

CREATE TABLE IF NOT EXISTS triage_items (
  id {id} NOT NULL PRIMARY KEY,
  message {number} NOT NULL,
  ticket {number} NOT NULL,
  question {small} NOT NULL,
  unit {code} NOT NULL,
  assessments {text} NOT NULL,
  opened_at {number} NOT NULL,
  due_at {number} NOT NULL,
  decided_at {number},
  decision {code} NOT NULL,
  is_open {small} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} triage_by_unit_due ON triage_items (unit, is_open, due_at, id);
CREATE INDEX {if_not_exists} triage_by_due ON triage_items (is_open, due_at, id);
CREATE INDEX {if_not_exists} triage_by_question ON triage_items (question, is_open, id);
CREATE INDEX {if_not_exists} triage_by_message ON triage_items (message, id);
CREATE INDEX {if_not_exists} triage_by_ticket ON triage_items (ticket, id);

CREATE TABLE IF NOT EXISTS deliveries (
  id {id} NOT NULL PRIMARY KEY,
  ticket {number} NOT NULL,
  channel {code} NOT NULL,
  account {foreign_id} NOT NULL,
  kind {small} NOT NULL,
  recipient {foreign_id} NOT NULL,
  in_reply_to {foreign_id} NOT NULL,
  thread {foreign_id} NOT NULL,
  body {text} NOT NULL,
  state {small} NOT NULL,
  attempts {number} NOT NULL,
  next_attempt_at {number} NOT NULL,
  created_at {number} NOT NULL,
  sent_id {foreign_id} NOT NULL,
  reason {text} NOT NULL,
  is_waiting {small} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} deliveries_by_attempt ON deliveries (is_waiting, next_attempt_at, id);
CREATE INDEX {if_not_exists} deliveries_by_sent_id ON deliveries (channel, sent_id);
CREATE INDEX {if_not_exists} deliveries_by_ticket ON deliveries (ticket, id);

CREATE TABLE IF NOT EXISTS dead_letters (
  id {id} NOT NULL PRIMARY KEY,
  plugin {code} NOT NULL,
  digest {ascii} NOT NULL,
  origin {text} NOT NULL,
  reason {text} NOT NULL,
  bytes {blob} NOT NULL,
  size {number} NOT NULL,
  at {number} NOT NULL
) {table_options};

CREATE UNIQUE INDEX {if_not_exists} dead_letters_by_digest ON dead_letters (plugin, digest);
CREATE INDEX {if_not_exists} dead_letters_by_plugin ON dead_letters (plugin, id);

CREATE TABLE IF NOT EXISTS plugin_states (
  plugin {code} NOT NULL,
  name {foreign_id} NOT NULL,
  value {text} NOT NULL,
  is_secret {small} NOT NULL,
  PRIMARY KEY (plugin, name)
) {keyed_table_options};

CREATE TABLE IF NOT EXISTS users (
  id {id} NOT NULL PRIMARY KEY,
  login {code} NOT NULL,
  name {text} NOT NULL,
  password_hash {text} NOT NULL,
  language {code} NOT NULL,
  is_disabled {small} NOT NULL,
  created_at {number} NOT NULL
) {table_options};

CREATE UNIQUE INDEX {if_not_exists} users_by_login ON users (login);

CREATE TABLE IF NOT EXISTS user_roles (
  user_id {number} NOT NULL,
  place {number} NOT NULL,
  role {small} NOT NULL,
  unit {code} NOT NULL,
  PRIMARY KEY (user_id, place)
) {keyed_table_options};

CREATE TABLE IF NOT EXISTS sessions (
  token_hash {ascii} NOT NULL,
  csrf_token {ascii} NOT NULL,
  user_id {number} NOT NULL,
  created_at {number} NOT NULL,
  expires_at {number} NOT NULL,
  PRIMARY KEY (token_hash)
) {keyed_table_options};

CREATE INDEX {if_not_exists} sessions_by_user ON sessions (user_id);

-- How many tickets each unit holds in each status: kept up in the transaction that changes a ticket.
CREATE TABLE IF NOT EXISTS unit_counts (
  unit {code} NOT NULL,
  status {small} NOT NULL,
  tickets {number} NOT NULL,
  PRIMARY KEY (unit, status)
) {keyed_table_options};

-- Who does the work that one node does alone: beat rises while the owner lives, epoch with each new owner.
CREATE TABLE IF NOT EXISTS leases (
  name {code} NOT NULL,
  owner {code} NOT NULL,
  epoch {number} NOT NULL,
  beat {number} NOT NULL,
  PRIMARY KEY (name)
) {keyed_table_options};
