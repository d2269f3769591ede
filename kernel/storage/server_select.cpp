#include "storage/server_select.hpp"

#include <mysql.h>

#include <cctype>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "storage/database_error.hpp"

namespace seva::storage {
namespace {

/// Sent before an answer is read. A server that cannot get rid of its answers takes no more questions, so more of them might wait for each other.
constexpr std::size_t kMostBytesAhead = 32 * 1024;

struct FreeAnswer {
  void operator()(MYSQL_RES* answer) const { mysql_free_result(answer); }
};
using Answer = std::unique_ptr<MYSQL_RES, FreeAnswer>;

void add_literal(MYSQL* connection, const Value& value, std::string& text) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    text += std::to_string(*number);
  } else if (const auto* bytes = std::get_if<std::string_view>(&value)) {
    const std::size_t begin = text.size() + 1;
    text.resize(begin + bytes->size() * 2 + 1);
    text[begin - 1] = '\'';
    text.resize(begin + mysql_real_escape_string(connection, text.data() + begin, bytes->data(), bytes->size()));
    text += '\'';
  } else {
    text += "NULL";
  }
}

std::string with_values(MYSQL* connection, const Look& look) {
  const std::string& text = look.select.text;
  std::string filled;
  filled.reserve(text.size() * 2);
  std::size_t value = 0;
  for (std::size_t place = 0; place < text.size();) {
    if (text[place] != ':') {
      const std::size_t next = std::min(text.find(':', place), text.size());
      filled.append(text, place, next - place);
      place = next;
      continue;
    }
    if (value == look.values.size()) throw std::logic_error("A select was given too few values.");
    add_literal(connection, look.values[value++], filled);
    do ++place;
    while (place < text.size() && (std::isalnum(static_cast<unsigned char>(text[place])) != 0 || text[place] == '_'));
  }
  if (value != look.values.size()) throw std::logic_error("A select was given too many values.");
  return filled;
}

DatabaseError error_of(MYSQL* connection, const Look& look) {
  const int code = static_cast<int>(mysql_errno(connection));
  return {mysql_failure(code), code, look.select.name};
}

/// Reads an answer to each of the looks, also after one failed: the next statement's must be the first that is left.
void read_answers(MYSQL* connection, std::span<const Look> looks, std::vector<Answer>& answers, std::optional<DatabaseError>& failure) {
  for (const Look& look : looks) {
    Answer answer(mysql_read_query_result(connection) == 0 ? mysql_store_result(connection) : nullptr);
    if (!answer && !failure) failure = error_of(connection, look);
    if (failure && failure->failure() == Failure::connection_lost) return;
    answers.push_back(std::move(answer));
  }
}

void give_rows(MYSQL_RES* answer, const Look& look) {
  const auto columns = static_cast<std::size_t>(look.select.columns);
  if (mysql_num_fields(answer) != columns) throw DatabaseError(Failure::broken, 0, look.select.name);
  std::vector<Row::Field> fields(columns);
  while (char** const texts = mysql_fetch_row(answer)) {
    const unsigned long* const sizes = mysql_fetch_lengths(answer);
    for (std::size_t place = 0; place < columns; ++place)
      fields[place] = {texts[place] == nullptr ? std::string_view{} : std::string_view(texts[place], sizes[place]), texts[place] == nullptr};
    Row row(look.select.name, fields);
    look.take(row);
  }
}

}  // namespace

void select_from_server(st_mysql* connection, std::span<const Look> looks) {
  std::vector<std::string> texts;
  texts.reserve(looks.size());
  for (const Look& look : looks) texts.push_back(with_values(connection, look));
  std::vector<Answer> answers;
  std::optional<DatabaseError> failure;
  for (std::size_t first = 0; first < looks.size() && !failure;) {
    std::size_t last = first;
    for (std::size_t bytes = 0; last < looks.size() && !failure; ++last) {
      bytes += texts[last].size();
      if (last != first && bytes > kMostBytesAhead) break;
      if (mysql_send_query(connection, texts[last].data(), texts[last].size()) != 0) failure = error_of(connection, looks[last]);
    }
    read_answers(connection, looks.subspan(first, last - first - (failure ? 1 : 0)), answers, failure);
    first = last;
  }
  if (failure) throw DatabaseError(*failure);
  for (std::size_t place = 0; place < looks.size(); ++place) give_rows(answers[place].get(), looks[place]);
}

}  // namespace seva::storage
