#include "seva/settings.hpp"

namespace seva {

std::string Config::text(std::string_view key, std::string_view fallback) const {
  const json::View value = object_[key];
  return std::string(value.is_text() ? value.text() : fallback);
}

std::int64_t Config::integer(std::string_view key, std::int64_t fallback) const { return object_[key].integer().value_or(fallback); }

double Config::number(std::string_view key, double fallback) const { return object_[key].number().value_or(fallback); }

bool Config::flag(std::string_view key, bool fallback) const { return object_[key].flag(fallback); }

std::chrono::seconds Config::seconds(std::string_view key, std::chrono::seconds fallback) const {
  return std::chrono::seconds{integer(key, fallback.count())};
}

std::vector<std::string> Config::texts(std::string_view key) const {
  std::vector<std::string> texts;
  for (const json::View value : object_[key])
    if (value.is_text()) texts.emplace_back(value.text());
  return texts;
}

std::vector<Config> Config::sections(std::string_view key) const {
  std::vector<Config> sections;
  for (const json::View value : object_[key])
    if (value.is_object()) sections.emplace_back(value);
  return sections;
}

std::vector<std::string> Config::keys() const {
  std::vector<std::string> keys;
  for (std::size_t index = 0; object_.is_object() && index < object_.size(); ++index) keys.emplace_back(object_.key_at(index));
  return keys;
}

std::optional<std::string_view> Files::find(std::string_view name) const {
  const auto offset = object_[name].at(0).integer();
  const auto size = object_[name].at(1).integer();
  if (!offset || !size || *offset < 0 || *size < 0) return std::nullopt;
  const auto first = static_cast<std::size_t>(*offset);
  if (first > payload_.size() || static_cast<std::size_t>(*size) > payload_.size() - first) return std::nullopt;
  return payload_.substr(first, static_cast<std::size_t>(*size));
}

std::vector<std::string> Files::names() const {
  std::vector<std::string> names;
  for (std::size_t index = 0; object_.is_object() && index < object_.size(); ++index) names.emplace_back(object_.key_at(index));
  return names;
}

}  // namespace seva
