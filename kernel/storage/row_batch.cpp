#include "storage/row_batch.hpp"

namespace seva::storage {

void RowBatch::begin_column(Column& column, bool is_text) const {
  column.is_text = is_text;
  if (is_text) {
    column.texts.reserve(expected_rows_);
    column.sizes.reserve(expected_rows_);
  } else {
    column.numbers.reserve(expected_rows_);
    column.nulls.reserve(expected_rows_);
  }
}

void RowBatch::put(std::size_t place, const Value& value) {
  Column& column = columns_[place];
  const auto* text = std::get_if<std::string_view>(&value);
  if (rows_ == 0) begin_column(column, text != nullptr);
  if (column.is_text) {
    const std::string_view bytes = text != nullptr ? *text : std::string_view{};
    column.texts.push_back(bytes.data() != nullptr ? bytes.data() : "");
    column.sizes.push_back(bytes.size());
    return;
  }
  const auto* number = std::get_if<std::int64_t>(&value);
  column.numbers.push_back(number != nullptr ? *number : 0);
  column.nulls.push_back(number == nullptr ? 1 : 0);
  column.has_nulls = column.has_nulls || number == nullptr;
}

void RowBatch::add_row(std::span<const Value> values) {
  if (columns_.empty()) columns_.resize(values.size());
  for (std::size_t place = 0; place < values.size(); ++place) put(place, values[place]);
  ++rows_;
}

Value RowBatch::value(std::size_t row, std::size_t column) const {
  const Column& values = columns_[column];
  if (values.is_text) return std::string_view(values.texts[row], values.sizes[row]);
  if (values.nulls[row] != 0) return {};
  return values.numbers[row];
}

std::size_t RowBatch::size_of_row(std::size_t row) const {
  std::size_t size = 0;
  for (const auto& column : columns_) size += column.is_text ? column.sizes[row] + 9 : 9;
  return size;
}

}  // namespace seva::storage
