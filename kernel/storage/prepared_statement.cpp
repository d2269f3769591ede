#include "storage/prepared_statement.hpp"

#include <stdexcept>

namespace seva::storage {

PreparedStatement::PreparedStatement(soci::session& session, const std::string& text, int columns, std::span<const Value> first_values)
    : parameters_(first_values.size()), columns_(static_cast<std::size_t>(columns)), fields_(columns_.size()), statement_(session) {
  statement_.alloc();
  statement_.prepare(text);
  for (std::size_t place = 0; place < first_values.size(); ++place) {
    Parameter& parameter = parameters_[place];
    parameter.is_text = std::holds_alternative<std::string_view>(first_values[place]);
    if (parameter.is_text)
      statement_.exchange(soci::use(parameter.text, parameter.state));
    else
      statement_.exchange(soci::use(parameter.number, parameter.state));
  }
  for (Column& column : columns_) statement_.exchange(soci::into(column.text, column.state));
  statement_.define_and_bind();
}

void PreparedStatement::set(std::span<const Value> values) {
  if (values.size() != parameters_.size()) throw std::logic_error("A statement was given another number of values than before.");
  for (std::size_t place = 0; place < values.size(); ++place) {
    Parameter& parameter = parameters_[place];
    parameter.state = soci::i_ok;
    if (std::holds_alternative<std::string_view>(values[place]) != parameter.is_text)
      throw std::logic_error("A statement was given a value of another kind than before.");
    if (const auto* text = std::get_if<std::string_view>(&values[place]))
      parameter.text.assign(*text);
    else if (const auto* number = std::get_if<std::int64_t>(&values[place]))
      parameter.number = *number;
    else
      parameter.state = soci::i_null;
  }
}

std::int64_t PreparedStatement::execute(std::span<const Value> values) {
  set(values);
  statement_.execute(true);
  return statement_.get_affected_rows();
}

void PreparedStatement::select(std::string_view name, std::span<const Value> values, const std::function<void(Row&)>& take) {
  set(values);
  for (bool has_row = statement_.execute(true); has_row; has_row = statement_.fetch()) {
    for (std::size_t place = 0; place < columns_.size(); ++place) {
      const Column& column = columns_[place];
      fields_[place] = {column.text, column.state == soci::i_null};
    }
    Row row(name, fields_);
    take(row);
  }
}

}  // namespace seva::storage
