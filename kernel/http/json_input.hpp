#pragma once

#include <boost/json.hpp>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/result.hpp"

namespace seva::http {

/// Reads a body as one JSON object. Refused as malformed: what is not JSON, deeper than 32, with a key twice in one object, or not UTF-8.
[[nodiscard]] domain::Result<boost::json::object> parse_object(std::string_view body);

/// Takes an object's members by name and kind, and remembers the first rule that is broken. Ask problem() last: it also names the first key
/// that nobody took. So a body that sets a role, an owner or an id where none is taken is refused as a whole.
class JsonInput {
 public:
  /// `object` outlives this. `where` stands before the names in problems: "then." for a nested one.
  explicit JsonInput(const boost::json::object& object, std::string where = {}) : object_(object), where_(std::move(where)) {}

  /// A string; empty where the member is absent and not needed.
  std::string text(std::string_view key, bool is_needed = false);
  std::optional<std::string> optional_text(std::string_view key);
  bool flag(std::string_view key, bool otherwise);
  bool needed_flag(std::string_view key);
  /// A whole number from `least` to `most`; none where the member is absent.
  std::optional<std::int64_t> number(std::string_view key, std::int64_t least, std::int64_t most);
  std::map<std::string, std::string> texts(std::string_view key);
  /// The nested object, or none.
  const boost::json::object* object(std::string_view key);
  /// A list of texts, at most `most`.
  std::vector<std::string> names(std::string_view key, std::size_t most);
  std::vector<const boost::json::object*> objects(std::string_view key, bool is_needed);

  /// One of the names that `named` knows, as in status_named.
  template <class Named>
  auto choice(std::string_view key, Named named, bool is_needed = false) -> decltype(named(std::string_view{})) {
    const auto name = is_needed ? std::optional(text(key, true)) : optional_text(key);
    if (!name || problem_) return {};
    auto value = named(*name);
    if (!value) refuse("value_unknown", "This value is not one of those that \"" + std::string(key) + "\" may have.", key);
    return value;
  }

  /// A list of them, at most `most`; empty where the member is absent.
  template <class Named>
  auto choices(std::string_view key, std::size_t most, Named named) -> std::vector<typename decltype(named(std::string_view{}))::value_type> {
    std::vector<typename decltype(named(std::string_view{}))::value_type> chosen;
    for (const std::string& name : names(key, most)) {
      auto value = named(name);
      if (!value) refuse("value_unknown", "A value is not one of those that \"" + std::string(key) + "\" may have.", key);
      if (value) chosen.push_back(std::move(*value));
    }
    return chosen;
  }

  /// Takes over what a nested JsonInput found.
  void add(const std::optional<domain::Problem>& problem);
  [[nodiscard]] std::optional<domain::Problem> problem() const;

 private:
  const boost::json::value* take(std::string_view key, bool is_needed);
  void refuse(std::string code, std::string what, std::string_view key);

  const boost::json::object& object_;
  std::string where_;
  std::set<std::string, std::less<>> taken_;
  std::optional<domain::Problem> problem_;
};

}  // namespace seva::http
