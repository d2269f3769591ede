#include "storage/statement.hpp"

#include <algorithm>
#include <charconv>

#include "storage/database_error.hpp"

namespace seva::storage {

Select select(std::string_view name, std::string_view columns, std::string_view rest) {
  int commas = 0;
  int depth = 0;
  for (const char symbol : columns) {
    if (symbol == '(') ++depth;
    if (symbol == ')') --depth;
    if (symbol == ',' && depth == 0) ++commas;
  }
  return {name, "SELECT " + std::string(columns) + " " + std::string(rest), commas + 1};
}

Statement insert(std::string_view name, std::string_view table, std::string_view columns, std::string_view suffix) {
  std::string parameters = ":";
  for (const char symbol : columns) {
    parameters += symbol;
    if (symbol == ' ') parameters += ':';
  }
  return {name, "INSERT INTO " + std::string(table) + " (" + std::string(columns) + ") VALUES (" + parameters + ")" + std::string(suffix)};
}

std::string Row::text() { return std::string(next().text); }

std::string_view Row::view() { return next().text; }

std::int64_t Row::number() {
  const Field& field = next();
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(field.text.data(), field.text.data() + field.text.size(), value);
  if (field.is_null || error != std::errc{} || end != field.text.data() + field.text.size()) refuse();
  return value;
}

std::optional<std::int64_t> Row::maybe_number() {
  if (is_null()) {
    ++place_;
    return std::nullopt;
  }
  return number();
}

std::optional<domain::Instant> Row::maybe_instant() {
  const auto micros = maybe_number();
  return micros ? std::optional(domain::from_micros(*micros)) : std::nullopt;
}

const Row::Field& Row::next() {
  if (place_ >= fields_.size()) refuse();
  return fields_[place_++];
}

void Row::refuse() const { throw DatabaseError(Failure::broken, 0, statement_); }

}  // namespace seva::storage
