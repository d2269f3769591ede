#pragma once

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"
#include "http/exchange.hpp"

namespace seva::http {

[[nodiscard]] domain::Problem unknown_parameter(const std::string& name);

/// Takes a query's parameters by name, as JsonInput takes members: what nobody took, what stands twice and what has no allowed value is refused with
/// 400.
class QueryInput {
 public:
  explicit QueryInput(const Fields& query) : query_(query) {}

  std::string text(std::string_view name);
  bool flag(std::string_view name);
  /// A whole number from `least` to `most`.
  std::size_t number(std::string_view name, std::size_t least, std::size_t most, std::size_t otherwise);

  /// One of the names that `named` knows.
  template <class Named>
  auto choice(std::string_view name, Named named) -> decltype(named(std::string_view{})) {
    const std::string value = text(name);
    if (value.empty()) return {};
    auto chosen = named(value);
    if (!chosen) refuse(name);
    return chosen;
  }

  /// Several of them, written with commas; at most `most`.
  template <class Named>
  auto choices(std::string_view name, std::size_t most, Named named) -> std::vector<typename decltype(named(std::string_view{}))::value_type> {
    std::vector<typename decltype(named(std::string_view{}))::value_type> chosen;
    const std::string list = text(name);
    for (std::size_t place = 0; !list.empty() && place <= list.size();) {
      const auto end = std::min(list.find(',', place), list.size());
      auto value = named(std::string_view(list).substr(place, end - place));
      if (!value || chosen.size() == most) {
        refuse(name);
        return {};
      }
      chosen.push_back(std::move(*value));
      place = end + 1;
    }
    return chosen;
  }

  void refuse(std::string_view name);
  [[nodiscard]] std::optional<domain::Problem> problem() const;

 private:
  const Fields& query_;
  std::set<std::string, std::less<>> taken_;
  std::optional<domain::Problem> problem_;
};

}  // namespace seva::http
