#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "domain/result.hpp"

namespace seva::hosting {

/// The code of a Problem where a plugin's process was ended by somebody else: the event is not to blame, and may be handed over again.
inline constexpr std::string_view kKilledFromOutside = "plugin_killed";

/// What is said of a plugin that failed: `what` in a sentence.
inline domain::Problem plugin_failed(std::string code, std::string what) {
  return {domain::ProblemKind::unavailable, std::move(code), std::move(what), {}, "Look into the plugin's own log lines, and mend the plugin."};
}

/// One running instance of a plugin: bytes in, bytes out. For one thread at a time. Ended by its destruction.
class Conversation {
 public:
  Conversation() = default;
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;
  virtual ~Conversation() = default;

  /// Hands over an event with its payload. The effects are valid until the next send. A Problem: the plugin failed, and the conversation is to be
  /// ended.
  [[nodiscard]] virtual domain::Result<std::string_view> send(std::string_view event, std::string_view payload) = 0;
};

/// Where instances of one plugin come from: this process, or a child that gets the same bytes. Safe to use from any thread.
class PluginProcess {
 public:
  PluginProcess() = default;
  PluginProcess(const PluginProcess&) = delete;
  PluginProcess& operator=(const PluginProcess&) = delete;
  virtual ~PluginProcess() = default;

  /// A new instance, which has not been sent `start` yet. A Problem: the plugin could not make one.
  [[nodiscard]] virtual domain::Result<std::unique_ptr<Conversation>> open() = 0;
};

}  // namespace seva::hosting
