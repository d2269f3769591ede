#include "http/query_input.hpp"

#include <algorithm>
#include <charconv>

#include "http/problems.hpp"

namespace seva::http {

domain::Problem unknown_parameter(const std::string& name) {
  return malformed("There is no parameter \"" + name.substr(0, 64) + "\" here.", name.substr(0, 64), "Leave it out; /docs names the parameters.");
}

void QueryInput::refuse(std::string_view name) {
  if (!problem_)
    problem_ =
        malformed("The parameter \"" + std::string(name) + "\" has a value that it cannot have.", std::string(name), "/docs names the values.");
}

std::string QueryInput::text(std::string_view name) {
  taken_.emplace(name);
  const auto times = std::count_if(query_.begin(), query_.end(), [&](const auto& field) { return field.first == name; });
  if (times > 1) refuse(name);
  return std::string(value_of(query_, name));
}

bool QueryInput::flag(std::string_view name) {
  const std::string value = text(name);
  if (!value.empty() && value != "true" && value != "false") refuse(name);
  return value == "true";
}

std::size_t QueryInput::number(std::string_view name, std::size_t least, std::size_t most, std::size_t otherwise) {
  const std::string digits = text(name);
  if (digits.empty()) return otherwise;
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size() || value < least || value > most) {
    refuse(name);
    return otherwise;
  }
  return value;
}

std::optional<domain::Problem> QueryInput::problem() const {
  for (const auto& [name, value] : query_)
    if (!taken_.contains(name)) return unknown_parameter(name);
  return problem_;
}

}  // namespace seva::http
