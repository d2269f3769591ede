#pragma once

#include <soci/soci.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "storage/statement.hpp"

namespace seva::storage {

/// A statement prepared by SOCI with the places that its parameters are read from and its columns are written to. Private to Connection:
/// throws what SOCI throws. Kinds of parameters are settled by the first values.
class PreparedStatement {
 public:
  PreparedStatement(soci::session& session, const std::string& text, int columns, std::span<const Value> first_values);
  PreparedStatement(const PreparedStatement&) = delete;
  PreparedStatement& operator=(const PreparedStatement&) = delete;

  /// Returns the number of rows that matched.
  std::int64_t execute(std::span<const Value> values);

  /// Always reads to the last row: SQLite keeps its locks until then.
  void select(std::string_view name, std::span<const Value> values, const std::function<void(Row&)>& take);

 private:
  struct Parameter {
    bool is_text = false;
    long long number = 0;
    std::string text;
    soci::indicator state = soci::i_ok;
  };
  /// All columns are read as text: MariaDB sends them so, and for SQLite it costs nothing that could be measured.
  struct Column {
    std::string text;
    soci::indicator state = soci::i_ok;
  };

  void set(std::span<const Value> values);

  std::vector<Parameter> parameters_;
  std::vector<Column> columns_;
  std::vector<Row::Field> fields_;
  soci::statement statement_;
};

}  // namespace seva::storage
