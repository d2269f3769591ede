#include <boost/json/value.hpp>
#include <cmath>

#include "seva/json.hpp"

namespace seva::json {
namespace {

using boost::json::kind;
using boost::json::value;

const value* as_value(const void* pointer) { return static_cast<const value*>(pointer); }

std::string_view view_of(boost::json::string_view text) { return {text.data(), text.size()}; }

constexpr double kLargestExact = 9007199254740992.0;

}  // namespace

View::operator bool() const { return value_ != nullptr && !as_value(value_)->is_null(); }

bool View::is_object() const { return value_ != nullptr && as_value(value_)->is_object(); }

bool View::is_array() const { return value_ != nullptr && as_value(value_)->is_array(); }

bool View::is_text() const { return value_ != nullptr && as_value(value_)->is_string(); }

View View::operator[](std::string_view key) const {
  if (!is_object()) return {};
  return View(as_value(value_)->get_object().if_contains({key.data(), key.size()}));
}

View View::at(std::size_t index) const {
  if (value_ == nullptr) return {};
  if (const auto* array = as_value(value_)->if_array()) return View(array->if_contains(index));
  const auto* object = as_value(value_)->if_object();
  if (object == nullptr || index >= object->size()) return {};
  return View(&(object->begin() + static_cast<std::ptrdiff_t>(index))->value());
}

std::string_view View::key_at(std::size_t index) const {
  if (!is_object() || index >= size()) return {};
  return view_of((as_value(value_)->get_object().begin() + static_cast<std::ptrdiff_t>(index))->key());
}

std::size_t View::size() const {
  if (value_ == nullptr) return 0;
  if (const auto* array = as_value(value_)->if_array()) return array->size();
  if (const auto* object = as_value(value_)->if_object()) return object->size();
  return 0;
}

std::string_view View::text() const {
  if (!is_text()) return {};
  const auto& text = as_value(value_)->get_string();
  return {text.data(), text.size()};
}

std::string View::id() const {
  if (value_ == nullptr) return {};
  const value& one = *as_value(value_);
  if (one.is_string()) return std::string(text());
  if (one.is_int64()) return std::to_string(one.get_int64());
  if (one.is_uint64()) return std::to_string(one.get_uint64());
  return {};
}

std::optional<std::int64_t> View::integer() const {
  if (value_ == nullptr) return std::nullopt;
  const value& one = *as_value(value_);
  if (one.is_int64()) return one.get_int64();
  if (!one.is_double()) return std::nullopt;
  const double number = one.get_double();
  if (std::trunc(number) != number || std::abs(number) > kLargestExact) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

std::optional<double> View::number() const {
  if (value_ == nullptr) return std::nullopt;
  const value& one = *as_value(value_);
  if (one.is_double()) return one.get_double();
  if (one.is_int64()) return static_cast<double>(one.get_int64());
  if (one.is_uint64()) return static_cast<double>(one.get_uint64());
  return std::nullopt;
}

bool View::flag(bool fallback) const {
  if (value_ == nullptr || !as_value(value_)->is_bool()) return fallback;
  return as_value(value_)->get_bool();
}

View::Iterator View::begin() const { return {*this, 0}; }

View::Iterator View::end() const { return {*this, is_array() ? size() : 0}; }

}  // namespace seva::json
