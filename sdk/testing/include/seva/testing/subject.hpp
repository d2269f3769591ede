#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "seva/plugin.h"

namespace seva::testing {

/// A plugin ended in place of answering: it crashed, took too long or did what it may not. The text is a sentence.
class PluginEnded : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One instance of a plugin that is tried.
class Instance {
 public:
  Instance() = default;
  Instance(const Instance&) = delete;
  Instance& operator=(const Instance&) = delete;
  virtual ~Instance() = default;

  /// The effects, until the next call; nullopt: it failed. Throws PluginEnded; nothing may be asked of it afterwards.
  [[nodiscard]] virtual std::optional<std::string_view> handle(std::string_view event, std::string_view payload) = 0;
};

/// A plugin that is tried, wherever its code runs: linked into the test, or in a process of its own.
class Subject {
 public:
  Subject() = default;
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;
  virtual ~Subject() = default;

  [[nodiscard]] virtual std::string_view manifest() const = 0;
  /// NULL: it made none. Throws PluginEnded.
  [[nodiscard]] virtual std::unique_ptr<Instance> create() = 0;

  /// How it ended where it should have answered, the first time; empty: it never did.
  std::string first_end;
};

/// A plugin in this process, called as the struct says. `plugin` outlives the answer.
[[nodiscard]] std::unique_ptr<Subject> linked(const seva_plugin& plugin);

}  // namespace seva::testing
