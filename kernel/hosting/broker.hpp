#pragma once

#include <functional>
#include <string>
#include <vector>

#include "hosting/effects.hpp"
#include "hosting/events.hpp"

namespace seva::hosting {

/// Does a plugin's input and output for it. Safe to use from any thread.
class Broker {
 public:
  Broker() = default;
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  virtual ~Broker() = default;

  using Answered = std::function<void(HttpAnswer)>;

  /// Calls `answered` once, soon or late, from a thread of its own or at once from this one; never after the broker's end.
  /// `allowed_hosts` are those of the manifest and of the instance: `host` stands for the scheme's own port, `host:port` for that one.
  virtual void request(const std::vector<std::string>& allowed_hosts, HttpRequest request, Answered answered) = 0;
};

}  // namespace seva::hosting
