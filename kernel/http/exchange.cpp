#include "http/exchange.hpp"

#include <algorithm>

namespace seva::http {

std::string_view value_of(const Fields& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
  return found == fields.end() ? std::string_view{} : std::string_view{found->second};
}

bool has(const Fields& fields, std::string_view name) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return field.first == name; });
}

Response redirect_to(std::string location) {
  Response response{.status = 303};
  return response.with("Location", std::move(location));
}

Response no_content() { return {.status = 204}; }

}  // namespace seva::http
