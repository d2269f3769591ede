#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/statement.hpp"

namespace seva::storage {

/// Rows for one statement, kept column by column as array binding wants them. Texts are not copied: they must live as long as the batch.
class RowBatch {
 public:
  /// What a column holds is settled by its first row.
  struct Column {
    bool is_text = false;
    std::vector<std::int64_t> numbers;
    std::vector<const char*> texts;
    std::vector<unsigned long> sizes;
    std::vector<char> nulls;  ///< 1 where a number is NULL
    bool has_nulls = false;
  };

  explicit RowBatch(const Statement& statement, std::size_t expected_rows = 0) : statement_(statement), expected_rows_(expected_rows) {}
  RowBatch(const RowBatch&) = delete;
  RowBatch& operator=(const RowBatch&) = delete;

  /// Appends a row, one value a parameter.
  template <class... Values>
  void add(const Values&... values) {
    if (columns_.empty()) columns_.resize(sizeof...(Values));
    std::size_t place = 0;
    (put(place++, to_value(values)), ...);
    ++rows_;
  }

  /// The same where the number of values is not known beforehand.
  void add_row(std::span<const Value> values);

  /// Keeps a text that was made for this batch.
  [[nodiscard]] std::string_view keep(std::string text) {
    return text.empty() ? std::string_view{} : std::string_view(kept_.emplace_back(std::move(text)));
  }

  [[nodiscard]] const Statement& statement() const { return statement_; }
  [[nodiscard]] std::size_t rows() const { return rows_; }
  [[nodiscard]] const std::vector<Column>& columns() const { return columns_; }
  [[nodiscard]] Value value(std::size_t row, std::size_t column) const;
  /// The bytes of a row's texts and numbers.
  [[nodiscard]] std::size_t size_of_row(std::size_t row) const;

 private:
  void put(std::size_t place, const Value& value);
  void begin_column(Column& column, bool is_text) const;

  const Statement& statement_;
  std::size_t expected_rows_;
  std::size_t rows_ = 0;
  std::vector<Column> columns_;
  std::deque<std::string> kept_;
};

}  // namespace seva::storage
