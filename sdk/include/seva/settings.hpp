#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "seva/json.hpp"

namespace seva {

// Everything here is a view on the event that brought it: valid during the call only. Copy what must last.

/// The plugin's configuration as the administrator wrote it. The kernel has already checked it against the manifest's config_schema, so
/// a key of another type counts as absent.
class Config {
 public:
  Config() = default;
  explicit Config(json::View object) : object_(object) {}

  [[nodiscard]] bool has(std::string_view key) const { return static_cast<bool>(object_[key]); }
  [[nodiscard]] std::string text(std::string_view key, std::string_view fallback = {}) const;
  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t fallback = 0) const;
  [[nodiscard]] double number(std::string_view key, double fallback = 0) const;
  [[nodiscard]] bool flag(std::string_view key, bool fallback = false) const;
  /// A whole number of seconds.
  [[nodiscard]] std::chrono::seconds seconds(std::string_view key, std::chrono::seconds fallback) const;
  /// A list of strings.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;
  /// A section below this one; empty if absent.
  [[nodiscard]] Config section(std::string_view key) const { return Config(object_[key]); }
  /// A list of sections.
  [[nodiscard]] std::vector<Config> sections(std::string_view key) const;
  /// The keys of this section, in the order written.
  [[nodiscard]] std::vector<std::string> keys() const;

 private:
  json::View object_;
};

/// The plugin's secrets. Each may have a previous value, which others still use for a while after a rotation: check signatures against
/// both, sign with the current one. Never write a secret to a log, a health detail or a save that is not secret.
class Secrets {
 public:
  Secrets() = default;
  explicit Secrets(json::View object) : object_(object) {}
  /// Empty if there is none.
  [[nodiscard]] std::string_view current(std::string_view name) const { return object_[name].at(0).text(); }
  [[nodiscard]] std::string_view previous(std::string_view name) const { return object_[name].at(1).text(); }

 private:
  json::View object_;
};

/// What the instance before this one has saved.
class SavedState {
 public:
  SavedState() = default;
  explicit SavedState(json::View object) : object_(object) {}
  [[nodiscard]] bool has(std::string_view key) const { return object_[key].is_text(); }
  /// Empty if it was never saved.
  [[nodiscard]] std::string_view get(std::string_view key) const { return object_[key].text(); }

 private:
  json::View object_;
};

/// Files that the configuration names (a gazetteer, a model), as raw bytes.
class Files {
 public:
  Files() = default;
  Files(json::View object, std::string_view payload) : object_(object), payload_(payload) {}
  /// Nothing if there is no such file; an empty file is an empty view.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  json::View object_;
  std::string_view payload_;
};

}  // namespace seva
