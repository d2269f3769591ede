-- Tickets that were closed long ago lie in files, a month of closing each (storage/archive.hpp). `is_done` once nothing more is to be taken into the
-- file; `tickets`: how many of the file's are in it and nowhere else.

CREATE TABLE IF NOT EXISTS archives (
  id {id} NOT NULL PRIMARY KEY,
  month {code} NOT NULL,
  file {foreign_id} NOT NULL,
  tickets {number} NOT NULL,
  is_done {small} NOT NULL
) {table_options};

CREATE INDEX {if_not_exists} archives_by_done ON archives (is_done, id);

-- Every ticket that ever left, and in which archive it lies, or lay: is_back is 1 where it was brought back. `move` is the id of the last time that it
-- went or came, so that the log which the search index follows goes through it. `unit` says who may know of it.

CREATE TABLE IF NOT EXISTS archived_tickets (
  ticket {id} NOT NULL PRIMARY KEY,
  move {number} NOT NULL,
  docket {ascii} NOT NULL,
  unit {code} NOT NULL,
  is_confidential {small} NOT NULL,
  archive {number} NOT NULL,
  is_back {small} NOT NULL
) {table_options};

CREATE UNIQUE INDEX {if_not_exists} archived_tickets_by_move ON archived_tickets (move);
CREATE INDEX {if_not_exists} archived_tickets_by_docket ON archived_tickets (docket);

-- By what a message or a call that lies in an archive is known when it comes again. A call's revision is 0.

CREATE TABLE IF NOT EXISTS archived_sources (
  channel {code} NOT NULL,
  source_id {foreign_id} NOT NULL,
  revision {number} NOT NULL,
  PRIMARY KEY (channel, source_id, revision)
) {keyed_table_options};

-- What hangs on a ticket is found by it.

CREATE INDEX {if_not_exists} ticket_seen_by_ticket ON ticket_seen (ticket);
CREATE INDEX {if_not_exists} calls_by_ticket ON calls (ticket, id);
