#include "storage/dialect.hpp"

#include <array>
#include <stdexcept>
#include <utility>

namespace seva::storage {
namespace {

struct Placeholder {
  std::string_view name;
  std::string_view sqlite;
  std::string_view mariadb;
  std::string_view mysql;
};

constexpr std::array kPlaceholders{
    Placeholder{"id", "INTEGER", "BIGINT", "BIGINT"},
    Placeholder{"number", "INTEGER", "BIGINT", "BIGINT"},
    Placeholder{"small", "INTEGER", "SMALLINT", "SMALLINT"},
    Placeholder{"code", "TEXT", "VARCHAR(128)", "VARCHAR(128)"},
    Placeholder{"foreign_id", "TEXT", "VARCHAR(512)", "VARCHAR(512)"},
    Placeholder{"ascii", "TEXT", "VARCHAR(128) CHARACTER SET ascii COLLATE ascii_nopad_bin", "VARCHAR(128) CHARACTER SET ascii COLLATE ascii_bin"},
    Placeholder{"text", "TEXT", "MEDIUMTEXT", "MEDIUMTEXT"},
    Placeholder{"blob", "BLOB", "MEDIUMBLOB", "MEDIUMBLOB"},
    Placeholder{"if_not_exists", "IF NOT EXISTS", "IF NOT EXISTS", ""},
    Placeholder{"new_column", "ADD COLUMN", "ADD COLUMN IF NOT EXISTS", "ADD COLUMN"},
    Placeholder{"text_start", "", "(64)", "(64)"},
    Placeholder{"table_options", "", "ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
                "ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"},
    Placeholder{"keyed_table_options", "WITHOUT ROWID", "ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin",
                "ENGINE=InnoDB ROW_FORMAT=DYNAMIC CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin"},
};

std::string_view value_of(Dialect dialect, std::string_view name) {
  for (const auto& placeholder : kPlaceholders) {
    if (placeholder.name != name) continue;
    return dialect == Dialect::sqlite ? placeholder.sqlite : dialect == Dialect::mariadb ? placeholder.mariadb : placeholder.mysql;
  }
  throw std::logic_error("A migration has the unknown placeholder {" + std::string(name) + "}.");
}

std::string inserted(Dialect dialect, std::string_view column) {
  return dialect == Dialect::sqlite ? "excluded." + std::string(column) : "VALUES(" + std::string(column) + ")";
}

std::string on_conflict(Dialect dialect, std::string_view keys) {
  return dialect == Dialect::sqlite ? " ON CONFLICT (" + std::string(keys) + ") DO UPDATE SET " : " ON DUPLICATE KEY UPDATE ";
}

}  // namespace

std::string filled(Dialect dialect, std::string_view text) {
  std::string result;
  for (;;) {
    const auto open = text.find('{');
    result += text.substr(0, open);
    if (open == std::string_view::npos) return result;
    const auto close = text.find('}', open);
    if (close == std::string_view::npos) throw std::logic_error("A migration has a brace that is not closed.");
    result += value_of(dialect, text.substr(open + 1, close - open - 1));
    text.remove_prefix(close + 1);
  }
}

std::string or_update(Dialect dialect, std::string_view keys, std::initializer_list<std::string_view> columns) {
  std::string text = on_conflict(dialect, keys);
  std::string_view separator;
  for (const auto column : columns) {
    text += std::string(separator) + std::string(column) + " = " + inserted(dialect, column);
    separator = ", ";
  }
  return text;
}

std::string or_add(Dialect dialect, std::string_view keys, std::string_view column) {
  return on_conflict(dialect, keys) + std::string(column) + " = " + std::string(column) + " + " + inserted(dialect, column);
}

std::string_view beside_snapshot(Dialect dialect) { return dialect == Dialect::mariadb ? "SET STATEMENT innodb_snapshot_isolation = OFF FOR " : ""; }

std::string or_keep(Dialect dialect, std::string_view keys, std::string_view any_column) {
  if (dialect == Dialect::sqlite) return " ON CONFLICT (" + std::string(keys) + ") DO NOTHING";
  return on_conflict(dialect, keys) + std::string(any_column) + " = " + std::string(any_column);
}

std::string by_index(Dialect dialect, std::string_view index) {
  if (dialect == Dialect::sqlite) return index.empty() ? "NOT INDEXED" : "INDEXED BY " + std::string(index);
  return "FORCE INDEX (" + (index.empty() ? "PRIMARY" : std::string(index)) + ")";
}

std::string bytes_parameter(Dialect dialect, std::string_view name) {
  const std::string parameter = ":" + std::string(name);
  return dialect == Dialect::sqlite ? "CAST(" + parameter + " AS BLOB)" : parameter;
}

std::string_view begin_write(Dialect dialect) { return dialect == Dialect::sqlite ? "BEGIN IMMEDIATE" : "START TRANSACTION"; }

std::string_view begin_read(Dialect dialect) {
  return dialect == Dialect::sqlite ? "BEGIN" : "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
}

}  // namespace seva::storage
