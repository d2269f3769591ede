#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "seva/channel.hpp"

namespace seva {

struct StreamSettings {
  std::string name;  ///< unique in the plugin; tag of its stream and its timer, part of its health
  std::string url;   ///< https, tcp or tls
  Headers headers;
  std::string delimiter = "\n";
  std::chrono::milliseconds silence{90'000};          ///< without a byte for so long the peer counts as gone; above 0
  std::chrono::milliseconds proof{30'000};            ///< from the wish to open it until it must have proved to work
  std::chrono::milliseconds backoff{1'000};           ///< after a failure, doubled with each further one …
  std::chrono::milliseconds longest_backoff{60'000};  ///< … up to this
};

/// Keeps a stream open: opens it again whenever it ends. A part that a channel holds as a member and hands its events to.
///
/// It keeps one promise: after every event that it takes, either the stream is open and proven, and then the kernel tells of its end or its silence,
/// or a timer of its own is pending. A stream counts as proven once the channel says so, after a log in for example; one that opens again and again
/// and never works is tried ever more rarely.
class Stream {
 public:
  explicit Stream(StreamSettings settings) : settings_(std::move(settings)) {}

  /// Call in on_start, only where start.is_lead.
  void start(Effects& effects);

  // True if the event was this stream's.
  bool on_opened(const StreamOpened& opened, Effects& effects);
  bool on_closed(const StreamClosed& closed, Effects& effects);
  bool on_timer(const TimerFired& timer, Effects& effects);
  [[nodiscard]] bool owns(const StreamData& data) const { return data.tag == settings_.name; }

  /// The stream works.
  void prove(Effects& effects);
  /// The stream is of no use: closes it and opens it again in a while. `detail` holds no secrets and no personal data.
  void give_up(HealthState health, std::string_view detail, Effects& effects);
  /// Only while it is open; what is sent at other times is dropped.
  void send(std::string_view data, Effects& effects);

  [[nodiscard]] bool is_open() const { return state_ == State::open || state_ == State::proven; }
  [[nodiscard]] bool is_proven() const { return state_ == State::proven; }
  [[nodiscard]] const std::string& name() const { return settings_.name; }

 private:
  enum class State : std::uint8_t { idle = 1, opening, open, proven, waiting };

  void open(Effects& effects);
  void wait(HealthState health, std::string_view detail, Effects& effects);
  void report(HealthState health, std::string_view detail, Effects& effects);

  StreamSettings settings_;
  State state_ = State::idle;
  int failures_ = 0;
  HealthState reported_{};
};

}  // namespace seva
