#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "actions/turn.hpp"
#include "domain/result.hpp"
#include "hosting/channel_runner.hpp"
#include "hosting/effects.hpp"
#include "hosting/events.hpp"
#include "hosting/plugin_process.hpp"
#include "hosting/quarantine.hpp"
#include "hosting/replay.hpp"
#include "hosting/set_aside.hpp"

namespace seva::hosting {

/// Lines that go to the plugin together.
class LinePayload {
 public:
  /// `end` is what ends a line on the channel's stream; it outlives the payload.
  explicit LinePayload(const std::string& end) : end_(&end) {}

  void add(std::int64_t number, std::string_view line);
  [[nodiscard]] bool has_room_for(std::string_view line) const;
  [[nodiscard]] bool is_empty() const { return lines_.empty(); }
  [[nodiscard]] std::size_t size() const { return lines_.size(); }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

  /// The number of the line that the byte lies in.
  [[nodiscard]] std::int64_t line_at(std::size_t offset) const;
  /// Each line as a payload of its own.
  [[nodiscard]] std::vector<LinePayload> single_lines() const;

 private:
  struct Start {
    std::size_t offset;
    std::int64_t number;
  };

  const std::string* end_;
  std::string bytes_;
  std::vector<Start> lines_;
};

/// What was read and waits for its commit.
struct ReadLines {
  actions::Turn turn;
  std::vector<UnreadableLine> unreadable;
};

/// Hands lines to a plugin of its own and sees to it that each is accounted for. For one thread. Throws std::runtime_error where no instance can be
/// started.
class LineHandler {
 public:
  LineHandler(const ChannelSetup& setup, Stamps& stamps, const ReplayOptions& options);

  [[nodiscard]] ReadLines read(const LinePayload& payload);
  [[nodiscard]] ReadLines set_line_aside(std::int64_t number, SetAside line, const std::string& reason) const;

 private:
  void start();
  [[nodiscard]] std::optional<domain::Problem> try_start();
  /// Throws where the process was ended too often.
  void note_end_from_outside(const domain::Problem& problem);
  [[nodiscard]] domain::Result<ChannelEffects> hand_over(const LinePayload& payload);
  [[nodiscard]] ReadLines read_single(const LinePayload& line);
  [[nodiscard]] ReadLines result_of(ChannelEffects effects, const LinePayload& payload) const;
  [[nodiscard]] std::string origin_of(std::int64_t line) const;

  const ChannelSetup& setup_;
  Stamps& stamps_;
  const ReplayOptions& options_;
  EffectsReader reader_;
  Quarantine ends_from_outside_;
  std::unique_ptr<Conversation> conversation_;
};

}  // namespace seva::hosting
