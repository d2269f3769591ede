-- Calls, and the lane for emergencies.
-- The caller's number and name stand in caller_number and caller_name alone; `facts` holds what else is known of the call (call_codec.hpp).

CREATE TABLE IF NOT EXISTS calls (
  id {id} NOT NULL PRIMARY KEY,
  channel {code} NOT NULL,
  call_id {foreign_id} NOT NULL,
  unit {code} NOT NULL,
  caller_number {foreign_id} NOT NULL,
  caller_name {text} NOT NULL,
  facts {text} NOT NULL,
  started_at {number} NOT NULL,
  citizen {number} NOT NULL,
  ticket {number} NOT NULL,
  call_back {small} NOT NULL,
  owed_since {number},
  attempts {number} NOT NULL,
  delivery {number} NOT NULL,
  settled_at {number},
  is_replay {small} NOT NULL,
  version {number} NOT NULL,
  is_live {small} NOT NULL,
  is_owed {small} NOT NULL,
  owed_order {number} NOT NULL
) {table_options};

CREATE UNIQUE INDEX {if_not_exists} calls_by_call_id ON calls (channel, call_id);
CREATE INDEX {if_not_exists} calls_by_channel_live ON calls (channel, is_live, id);
CREATE INDEX {if_not_exists} calls_by_caller ON calls (channel, caller_number, is_owed);
CREATE INDEX {if_not_exists} calls_by_unit_live ON calls (unit, is_live, started_at, id);
CREATE INDEX {if_not_exists} calls_by_live ON calls (is_live, started_at, id);
CREATE INDEX {if_not_exists} calls_by_unit_owed ON calls (unit, is_owed, owed_order, id);
CREATE INDEX {if_not_exists} calls_by_owed ON calls (is_owed, owed_order, id);
CREATE INDEX {if_not_exists} calls_by_unit ON calls (unit, id);

-- What is an emergency comes before everything else that is due (row_codec.hpp, stored_due). May run twice.
UPDATE tickets SET due = due - 4611686018427387904 WHERE priority = 1 AND due > 0 AND due < 4611686018427387904;
