-- What administrators set over the instance's folder, and what they did. `enabled`: 0 as the folder says, 1 off, 2 on; `config` empty: as the folder says.

CREATE TABLE IF NOT EXISTS plugin_overrides (
  plugin {code} NOT NULL,
  enabled {small} NOT NULL,
  config {text} NOT NULL,
  version {number} NOT NULL,
  PRIMARY KEY (plugin)
) {keyed_table_options};

-- As the vault sealed them (actions/plugin_overrides.hpp says for which place).

CREATE TABLE IF NOT EXISTS plugin_secrets (
  plugin {code} NOT NULL,
  name {code} NOT NULL,
  key_id {code} NOT NULL,
  sealed {text} NOT NULL,
  set_at {number} NOT NULL,
  PRIMARY KEY (plugin, name)
) {keyed_table_options};

CREATE TABLE IF NOT EXISTS administration_acts (
  id {id} NOT NULL PRIMARY KEY,
  at {number} NOT NULL,
  user_id {number} NOT NULL,
  user_name {text} NOT NULL,
  act {code} NOT NULL,
  subject {foreign_id} NOT NULL,
  details {text} NOT NULL
) {table_options};

-- What becomes of each dead letter, and what is needed to hand it again.

CREATE TABLE IF NOT EXISTS dead_letter_work (
  letter {id} NOT NULL PRIMARY KEY,
  plugin {code} NOT NULL,
  is_event {small} NOT NULL,
  event {code} NOT NULL,
  tag {text} NOT NULL,
  head {text} NOT NULL,
  state {small} NOT NULL,
  is_waiting {small} NOT NULL,
  attempts {number} NOT NULL,
  settled_at {number}
) {table_options};

CREATE INDEX {if_not_exists} dead_letter_work_by_waiting ON dead_letter_work (is_waiting, letter);
CREATE INDEX {if_not_exists} dead_letter_work_by_plugin ON dead_letter_work (plugin, is_waiting, letter);

INSERT INTO dead_letter_work (letter, plugin, is_event, event, tag, head, state, is_waiting, attempts, settled_at)
  SELECT id, plugin, 0, '', '', '', 1, 1, 1, NULL FROM dead_letters WHERE id NOT IN (SELECT letter FROM dead_letter_work);
