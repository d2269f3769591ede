#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace seva::actions {

/// A built plugin that its author tries. For one thread.
class TriedPlugin {
 public:
  TriedPlugin() = default;
  TriedPlugin(const TriedPlugin&) = delete;
  TriedPlugin& operator=(const TriedPlugin&) = delete;
  virtual ~TriedPlugin() = default;

  class Talk {
   public:
    Talk() = default;
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;
    virtual ~Talk() = default;

    /// The effects, until the next event. Problems: plugin_handle_failed (it said that it failed), or how its process ended.
    [[nodiscard]] virtual domain::Result<std::string_view> send(std::string_view event, std::string_view payload) = 0;
  };

  /// As the server took it.
  [[nodiscard]] virtual const std::string& manifest() const = 0;
  [[nodiscard]] virtual domain::Result<std::unique_ptr<Talk>> open() = 0;
};

enum class TriedWhere : std::uint8_t {
  own_process = 1,  ///< each instance in the process that it would have in the server
  this_process      ///< for a debugger: nothing is closed off, and there are no limits
};

/// Reads the file and its manifest as the server does. Problems: why the server would refuse it; program_has_own_process.
using TryPlugin = std::function<domain::Result<std::unique_ptr<TriedPlugin>>(const std::string& file, TriedWhere where)>;

}  // namespace seva::actions
