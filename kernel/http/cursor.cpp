#include "http/cursor.hpp"

#include <charconv>

namespace seva::http {
namespace {

constexpr int kBase = 36;

std::string written(std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value, kBase).ptr;
  return {digits, end};
}

bool read(std::string_view digits, std::int64_t& value) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, kBase);
  return error == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
}

}  // namespace

std::string written_cursor(char order, const actions::TicketQuery::After& after) {
  return order + written(after.due) + '.' + written(after.id.value);
}

std::optional<actions::TicketQuery::After> read_cursor(char order, std::string_view cursor) {
  const auto point = cursor.find('.');
  if (cursor.empty() || cursor.front() != order || point == std::string_view::npos) return std::nullopt;
  actions::TicketQuery::After after;
  if (!read(cursor.substr(1, point - 1), after.due) || !read(cursor.substr(point + 1), after.id.value)) return std::nullopt;
  return after;
}

}  // namespace seva::http
