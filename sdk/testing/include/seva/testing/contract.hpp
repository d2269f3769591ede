#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "seva/plugin.h"
#include "seva/testing/subject.hpp"

/// What every plugin has to keep, whoever wrote it and in whatever language.
namespace seva::testing {

struct Finding {
  std::string check;    ///< snake_case, stable
  std::string problem;  ///< empty: it is kept
  std::string next;     ///< what to do
};

struct ContractInput {
  std::filesystem::path transcripts;  ///< folder of the author's transcripts (*.txt); their events are what the plugin is tried with
  bool is_update = false;             ///< write the expected effects anew instead of comparing them
};

/// Judges a plugin, wherever its code runs: one finding a check, kept or not. Each check plays the transcripts' events in its own way: as they are,
/// twice, with spoilt payloads, with other secrets, with failures and restarts between. No network, no waiting; the same plugin gives the same
/// findings. One that crashes or hangs costs the finding `stays_alive`, which says how it ended and at which event.
[[nodiscard]] std::vector<Finding> check_contract(Subject& plugin, const ContractInput& input);
[[nodiscard]] std::vector<Finding> check_contract(const seva_plugin& plugin, const ContractInput& input);

/// Judges the file of a plugin without running it: a shared library with the one exported symbol seva_plugin_v1 that needs nothing but the C and
/// C++ libraries.
[[nodiscard]] std::vector<Finding> check_library(const std::filesystem::path& file);

}  // namespace seva::testing
