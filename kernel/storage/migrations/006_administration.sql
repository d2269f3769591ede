-- What a triage desk decided in a day.

CREATE INDEX {if_not_exists} triage_by_unit_decided ON triage_items (unit, decided_at);
CREATE INDEX {if_not_exists} triage_by_decided ON triage_items (decided_at);
