-- Which files go with an answer, in their order. `type` and `size` are those of the file, so that who hands the answer over needs no second look.

CREATE TABLE IF NOT EXISTS delivery_files (
  delivery {number} NOT NULL,
  place {small} NOT NULL,
  file {number} NOT NULL,
  type {code} NOT NULL,
  size {number} NOT NULL,
  PRIMARY KEY (delivery, place)
) {keyed_table_options};

CREATE INDEX {if_not_exists} delivery_files_by_file ON delivery_files (file, delivery);
