-- Which hosts an administrator approved for a plugin. `user_id` 0: by the command line.

CREATE TABLE IF NOT EXISTS plugin_hosts (
  plugin {code} NOT NULL,
  host {foreign_id} NOT NULL,
  user_id {number} NOT NULL,
  user_name {text} NOT NULL,
  approved_at {number} NOT NULL,
  PRIMARY KEY (plugin, host)
) {keyed_table_options};
