#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

/// Strict reading of what plugins say: every type is checked, and a field that nobody knows is refused.
namespace seva::hosting {

/// Where in a JSON text something stands: a chain on the stack, written out only when a refusal needs it.
class Place {
 public:
  Place() = default;
  Place(const Place& above, std::string_view field) : above_(&above), field_(field) {}
  Place(const Place& above, std::size_t index) : above_(&above), index_(index) {}

  /// As in `[3].messages[0].author.id`.
  [[nodiscard]] std::string text() const;

 private:
  const Place* above_ = nullptr;
  std::string_view field_;
  std::size_t index_ = 0;
};

/// Ends the reading; every reader catches it once, at its edge, and answers with a Problem. `what()` never quotes a value.
class Refusal : public std::runtime_error {
 public:
  Refusal(const Place& place, const std::string& what) : std::runtime_error(what), where_(place.text()) {}
  [[nodiscard]] const std::string& where() const { return where_; }

 private:
  std::string where_;
};

[[nodiscard]] const boost::json::object& read_object(const boost::json::value& value, const Place& place);
[[nodiscard]] const boost::json::array& read_array(const boost::json::value& value, const Place& place);
/// Valid as long as `value`.
[[nodiscard]] std::string_view read_view(const boost::json::value& value, const Place& place);
[[nodiscard]] std::string read_text(const boost::json::value& value, const Place& place);
/// Not empty.
[[nodiscard]] std::string read_name(const boost::json::value& value, const Place& place);
[[nodiscard]] bool read_flag(const boost::json::value& value, const Place& place);
[[nodiscard]] std::int64_t read_integer(const boost::json::value& value, const Place& place, std::int64_t least, std::int64_t greatest);
[[nodiscard]] double read_number(const boost::json::value& value, const Place& place, double least, double greatest);
[[nodiscard]] std::vector<std::string> read_texts(const boost::json::value& value, const Place& place);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_pairs(const boost::json::value& value, const Place& place);

/// Refuses where `is_there` is false: a field that may not be absent.
void require(bool is_there, const Place& place, std::string_view field);

/// Calls `visit(name, value, place)` for each field of an object; it answers whether it knows the name.
template <class Visit>
void each_field(const boost::json::value& value, const Place& place, Visit&& visit) {
  for (const auto& field : read_object(value, place)) {
    const std::string_view name(field.key().data(), field.key().size());
    const Place at(place, name);
    if (!visit(name, field.value(), at)) throw Refusal(at, "The kernel does not know this field.");
  }
}

/// Calls `visit(value, place)` for each element of an array.
template <class Visit>
void each_element(const boost::json::value& value, const Place& place, Visit&& visit) {
  std::size_t index = 0;
  for (const auto& element : read_array(value, place)) visit(element, Place(place, index++));
}

}  // namespace seva::hosting
