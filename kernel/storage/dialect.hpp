#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace seva::storage {

/// All that differs between the databases' languages lives here.
enum class Dialect : std::uint8_t {
  sqlite = 1,
  mariadb,
  mysql  ///< a server that speaks the protocol and is not MariaDB: no array binding, no NO PAD collations of MariaDB's names
};

/// The text of a migration with its placeholders filled:
/// {id} primary key of 64 bits · {number} 64 bits · {small} 16 bits · {code} a short name, up to 128 characters · {foreign_id} an id that somebody
/// else made, up to 512 characters · {ascii} up to 128 · {text} up to 16 MB of UTF-8 · {blob} up to 16 MB · {if_not_exists} of an index ·
/// {table_options} · {keyed_table_options} for a table whose primary key is not one number.
/// Texts compare by their bytes everywhere. On SQLite the lengths are not enforced.
[[nodiscard]] std::string filled(Dialect dialect, std::string_view text);

/// `ON … UPDATE name = the inserted value` for a row whose key exists already.
[[nodiscard]] std::string or_update(Dialect dialect, std::string_view keys, std::initializer_list<std::string_view> columns);
/// The same, adding the inserted value to the stored one.
[[nodiscard]] std::string or_add(Dialect dialect, std::string_view keys, std::string_view column);
/// Stands before a statement that may build on what others committed after this transaction's snapshot. MariaDB would refuse it otherwise.
[[nodiscard]] std::string_view beside_snapshot(Dialect dialect);
/// Leaves the stored row as it is. Unlike INSERT IGNORE it hides no other fault.
[[nodiscard]] std::string or_keep(Dialect dialect, std::string_view keys, std::string_view any_column);

/// Follows a table's name: the rows are found by this index and no other, so that what is examined depends on no statistics. Empty: the primary key.
[[nodiscard]] std::string by_index(Dialect dialect, std::string_view index);

/// A parameter that holds any bytes.
[[nodiscard]] std::string bytes_parameter(Dialect dialect, std::string_view name);

/// Begins a transaction that may write; on SQLite it takes the only writer's place at once.
[[nodiscard]] std::string_view begin_write(Dialect dialect);
/// Begins a transaction that sees one snapshot.
[[nodiscard]] std::string_view begin_read(Dialect dialect);

}  // namespace seva::storage
