#include "hosting/json_reader.hpp"

#include <cmath>

namespace seva::hosting {

namespace json = boost::json;

std::string Place::text() const {
  if (above_ == nullptr) return {};
  const std::string before = above_->text();
  if (field_.data() == nullptr) return before + "[" + std::to_string(index_) + "]";
  return before.empty() ? std::string(field_) : before + "." + std::string(field_);
}

const json::object& read_object(const json::value& value, const Place& place) {
  if (const json::object* object = value.if_object()) return *object;
  throw Refusal(place, "An object is needed here.");
}

const json::array& read_array(const json::value& value, const Place& place) {
  if (const json::array* array = value.if_array()) return *array;
  throw Refusal(place, "An array is needed here.");
}

std::string_view read_view(const json::value& value, const Place& place) {
  if (const json::string* text = value.if_string()) return {text->data(), text->size()};
  throw Refusal(place, "A string is needed here.");
}

std::string read_text(const json::value& value, const Place& place) { return std::string(read_view(value, place)); }

std::string read_name(const json::value& value, const Place& place) {
  const std::string_view name = read_view(value, place);
  if (name.empty()) throw Refusal(place, "This may not be empty.");
  return std::string(name);
}

bool read_flag(const json::value& value, const Place& place) {
  if (const bool* flag = value.if_bool()) return *flag;
  throw Refusal(place, "true or false is needed here.");
}

std::int64_t read_integer(const json::value& value, const Place& place, std::int64_t least, std::int64_t greatest) {
  if (!value.is_int64() && !value.is_uint64()) throw Refusal(place, "A whole number is needed here.");
  const std::int64_t* integer = value.if_int64();
  if (integer == nullptr || *integer < least || *integer > greatest)
    throw Refusal(place, "The number must lie between " + std::to_string(least) + " and " + std::to_string(greatest) + ".");
  return *integer;
}

double read_number(const json::value& value, const Place& place, double least, double greatest) {
  if (!value.is_number()) throw Refusal(place, "A number is needed here.");
  const auto number = value.to_number<double>();
  if (!std::isfinite(number) || number < least || number > greatest)
    throw Refusal(place, "The number must lie between " + std::to_string(least) + " and " + std::to_string(greatest) + ".");
  return number;
}

std::vector<std::string> read_texts(const json::value& value, const Place& place) {
  std::vector<std::string> texts;
  texts.reserve(read_array(value, place).size());
  each_element(value, place, [&](const json::value& element, const Place& at) { texts.push_back(read_text(element, at)); });
  return texts;
}

std::vector<std::pair<std::string, std::string>> read_pairs(const json::value& value, const Place& place) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& field : read_object(value, place)) {
    const std::string_view name(field.key().data(), field.key().size());
    pairs.emplace_back(name, read_text(field.value(), Place(place, name)));
  }
  return pairs;
}

void require(bool is_there, const Place& place, std::string_view field) {
  if (!is_there) throw Refusal(Place(place, field), "This field is missing.");
}

}  // namespace seva::hosting
