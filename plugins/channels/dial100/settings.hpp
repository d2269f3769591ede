#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string>

#include "seva/settings.hpp"

namespace seva::dial100 {

/// How a caller who was missed is called back. `{number}` stands for the number with its country (+91…), `{national}` for the same as it is dialled
/// within India (0…).
struct CallBackSettings {
  std::string channel;  ///< whom Asterisk dials first: PJSIP/{number}@trunk, say
  std::string context;  ///< where the call goes on once they answer
  std::string extension;
  std::string caller_id;
  std::chrono::seconds timeout{45};
};

/// What the channel was started with, copied.
struct Settings {
  std::string url;
  std::string username;
  std::string secret;
  std::set<std::string, std::less<>> queues;   ///< whose calls are ours; empty: all queues
  std::set<std::string, std::less<>> numbers;  ///< dialled numbers without a queue whose calls are ours
  std::chrono::seconds ping{30};
  bool takes_recordings = false;
  std::optional<CallBackSettings> call_back;
};

[[nodiscard]] Settings read_settings(const Config& config, const Secrets& secrets);

}  // namespace seva::dial100
