-- What came with a message and is to be brought here. `file` is 0 until it lies here; `refusal` says by code why it never will. Attachments of messages
-- that were stored before are not asked for.

CREATE TABLE IF NOT EXISTS message_files (
  message {number} NOT NULL,
  part {small} NOT NULL,
  file {number} NOT NULL,
  refusal {code} NOT NULL,
  attempts {small} NOT NULL,
  next_attempt_at {number} NOT NULL,
  is_waiting {small} NOT NULL,
  PRIMARY KEY (message, part)
) {keyed_table_options};

CREATE INDEX {if_not_exists} message_files_by_attempt ON message_files (is_waiting, next_attempt_at);
