#pragma once

#include <boost/json/object.hpp>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "seva/testing/fake_host.hpp"

namespace seva::testing {

/// The events of one transcript, its first being a start.
struct Script {
  std::string name;
  struct Step {
    boost::json::object event;
    std::string payload;
  };
  std::vector<Step> steps;
};

struct Trials {
  Subject& plugin;
  boost::json::object manifest;
  std::vector<Script> scripts;
};

/// Empty: kept; else what happened.
[[nodiscard]] std::string trial_of_replay(const Trials& trials);
[[nodiscard]] std::string trial_of_unknown_news(const Trials& trials);
[[nodiscard]] std::string trial_of_hostile_payloads(const Trials& trials);
[[nodiscard]] std::string trial_of_stable_ids(const Trials& trials);
[[nodiscard]] std::string trial_of_forgery(const Trials& trials);
[[nodiscard]] std::string trial_of_missing_capability(const Trials& trials);
[[nodiscard]] std::string trial_of_silence_after_stop(const Trials& trials);
[[nodiscard]] std::string trial_of_failure_at_every_step(const Trials& trials);
[[nodiscard]] std::string trial_of_texts(const Trials& trials);

// Of departments.
[[nodiscard]] std::string trial_of_hostile_texts(const Trials& trials);
[[nodiscard]] std::string trial_of_batches(const Trials& trials);

/// Sends a step to the host: a start starts it.
Turn play(FakeHost& host, const Script::Step& step);
[[nodiscard]] std::string described(const Script& script, std::size_t step);

}  // namespace seva::testing
