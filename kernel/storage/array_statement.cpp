#include "storage/array_statement.hpp"

#include <mysql.h>

#include <algorithm>
#include <cctype>

#include "storage/database_error.hpp"

namespace seva::storage {
namespace {

/// The text with ? where a parameter is named.
std::string with_marks(const std::string& text) {
  std::string marked;
  for (std::size_t place = 0; place < text.size();) {
    if (text[place] != ':') {
      marked += text[place++];
      continue;
    }
    marked += '?';
    do ++place;
    while (place < text.size() && (std::isalnum(static_cast<unsigned char>(text[place])) != 0 || text[place] == '_'));
  }
  return marked;
}

/// The interface takes pointers to what it only reads.
template <class Element>
Element* readable(const std::vector<Element>& elements, std::size_t first) {
  return const_cast<Element*>(elements.data() + first);
}

MYSQL_BIND bound(const RowBatch::Column& column, std::size_t first, std::vector<char>& indicators) {
  MYSQL_BIND bind{};
  if (column.is_text) {
    bind.buffer_type = MYSQL_TYPE_STRING;
    bind.buffer = const_cast<char**>(column.texts.data() + first);
    bind.length = readable(column.sizes, first);
    return bind;
  }
  bind.buffer_type = MYSQL_TYPE_LONGLONG;
  bind.buffer = readable(column.numbers, first);
  if (!column.has_nulls) return bind;
  indicators.resize(column.nulls.size() - first);
  std::transform(column.nulls.begin() + static_cast<std::ptrdiff_t>(first), column.nulls.end(), indicators.begin(),
                 [](char is_null) { return static_cast<char>(is_null != 0 ? STMT_INDICATOR_NULL : STMT_INDICATOR_NONE); });
  bind.u.indicator = indicators.data();
  return bind;
}

}  // namespace

ArrayStatement::ArrayStatement(st_mysql* connection, const Statement& statement) : name_(statement.name), statement_(mysql_stmt_init(connection)) {
  if (statement_ == nullptr) throw DatabaseError(Failure::unavailable, 0, name_);
  const std::string text = with_marks(statement.text);
  if (mysql_stmt_prepare(statement_, text.data(), text.size()) == 0) return;
  const int code = static_cast<int>(mysql_stmt_errno(statement_));
  mysql_stmt_close(statement_);
  throw DatabaseError(mysql_failure(code), code, name_);
}

ArrayStatement::~ArrayStatement() { mysql_stmt_close(statement_); }

std::int64_t ArrayStatement::run(const RowBatch& batch, std::size_t most_bytes) {
  std::int64_t matched = 0;
  for (std::size_t first = 0; first < batch.rows();) {
    std::size_t last = first;
    for (std::size_t bytes = 0; last < batch.rows(); ++last) {
      bytes += batch.size_of_row(last);
      if (bytes > most_bytes && last != first) break;
    }
    matched += run_rows(batch, first, last - first);
    first = last;
  }
  return matched;
}

std::int64_t ArrayStatement::run_rows(const RowBatch& batch, std::size_t first, std::size_t count) {
  const auto rows = static_cast<unsigned int>(count);
  std::vector<std::vector<char>> indicators(batch.columns().size());
  std::vector<MYSQL_BIND> binds;
  binds.reserve(batch.columns().size());
  for (std::size_t place = 0; place < batch.columns().size(); ++place) binds.push_back(bound(batch.columns()[place], first, indicators[place]));
  if (mysql_stmt_attr_set(statement_, STMT_ATTR_ARRAY_SIZE, &rows) != 0 || mysql_stmt_bind_param(statement_, binds.data()) != 0 ||
      mysql_stmt_execute(statement_) != 0)
    fail();
  return static_cast<std::int64_t>(mysql_stmt_affected_rows(statement_));
}

void ArrayStatement::fail() const {
  const int code = static_cast<int>(mysql_stmt_errno(statement_));
  throw DatabaseError(mysql_failure(code), code, name_);
}

}  // namespace seva::storage
