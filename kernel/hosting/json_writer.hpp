#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace seva::hosting {

/// Appends JSON to a string. What is no UTF-8 is replaced by U+FFFD, so that whatever is written can be read: Boost.JSON's own serializer writes
/// invalid UTF-8 that its parser refuses, and one foreign header would spoil an event. Places the commas; the nesting is the caller's duty.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);
  JsonWriter& text(std::string_view value);
  JsonWriter& integer(std::int64_t value);
  JsonWriter& number(double value);
  JsonWriter& flag(bool value) { return json(value ? "true" : "false"); }
  /// What is JSON already.
  JsonWriter& json(std::string_view value);

  JsonWriter& text(std::string_view name, std::string_view value) { return key(name).text(value); }
  JsonWriter& integer(std::string_view name, std::int64_t value) { return key(name).integer(value); }
  template <std::same_as<bool> Flag>
  JsonWriter& flag(std::string_view name, Flag value) {
    return key(name).flag(value);
  }
  template <class Texts>
  JsonWriter& texts(std::string_view name, const Texts& values) {
    key(name).begin_array();
    for (const auto& value : values) text(value);
    return end_array();
  }
  /// An object of names and texts.
  template <class Pairs>
  JsonWriter& pairs(std::string_view name, const Pairs& values) {
    key(name).begin_object();
    for (const auto& [field, value] : values) text(field, value);
    return end_object();
  }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate();

  std::string& out_;
};

}  // namespace seva::hosting
