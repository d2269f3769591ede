#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <istream>
#include <string>
#include <vector>

#include "actions/turn.hpp"
#include "domain/result.hpp"
#include "hosting/channel_runner.hpp"
#include "hosting/events.hpp"

namespace seva::hosting {

struct ReplayOptions {
  std::string name;                      ///< of the file, as origins give it: `name:line`
  std::size_t messages_together = 1000;  ///< committed in one transaction, at least
  std::size_t listed_unreadable = 20;
  std::chrono::microseconds later{0};  ///< everything is told to have happened so much later than the file says
};

/// Does of a turn what needs no transaction, while earlier turns are committed. What it answers is called once and commits the turn. Called from a
/// thread of the replay's own, one turn at a time, in their order.
using Begin = std::function<std::function<actions::Counts()>(actions::Turn)>;

struct UnreadableLine {
  std::int64_t line = 0;
  std::string reason;
};

struct ReplayReport {
  actions::Counts counts;
  std::int64_t lines = 0;  ///< of the file, blank ones too
  std::int64_t blank_lines = 0;
  std::vector<UnreadableLine> unreadable;  ///< the first ones
  /// What each of the three threads took of the processor, the plugins' own processes left out.
  struct Processor {
    std::chrono::nanoseconds reading{0}, beginning{0}, committing{0};
  } processor;
};

using ReplayProgress = std::function<void(const ReplayReport&)>;

/// Reads a file of recorded wire messages, as the channel's stream delivers them, one a line or with the end that the manifest names, through a
/// channel's plugin and makes them durable, in their order.
///
/// The instance of the plugin is one of its own, without lead; what it asks for (requests, timers, saves, receipts) is not carried out, since the
/// file is the past. Lines go to it as stream_data with the tag `replay`, whole and each with an end, at most 100 or 256 KB together. Every line that
/// is not blank is accounted for: where the plugin failed, or its account does not match, its lines are handed to a new instance one by one; a line
/// that fails twice is unreadable (plugin_failed), so is one without account (unaccounted), and one longer than 1 MiB (line_too_long), which the
/// plugin never sees and nobody holds in memory. The account is a count: where one line becomes two messages, another line of the same payload
/// may go missing unseen. Where the plugin's process
/// was ended from outside, the same lines go to another one, as often as the plugin may crash. Reading, beginning and committing overlap, each on a
/// thread; little waits between them. Running the same file again stores nothing twice.
class Replay {
 public:
  Replay(ChannelSetup setup, Begin begin, Stamps& stamps, ReplayOptions options);

  /// `progress`, if any, is called after each commit, from this thread. A Problem (replay_failed) where the plugin cannot be started, the file cannot
  /// be read or the store fails: what was committed until then stays.
  [[nodiscard]] domain::Result<ReplayReport> run(std::istream& file, const ReplayProgress& progress);

 private:
  ChannelSetup setup_;
  Begin begin_;
  Stamps& stamps_;
  ReplayOptions options_;
};

}  // namespace seva::hosting
