#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "action.hpp"
#include "call_book.hpp"
#include "call_list.hpp"
#include "message.hpp"
#include "settings.hpp"
#include "seva/stream.hpp"

namespace seva::dial100 {

/// The connection to Asterisk: logs in by MD5 challenge, keeps the line alive, and after each log in asks what is there, since Asterisk tells no
/// event twice. What happened unseen is concluded by the book and recorded as a gap.
class Connection {
 public:
  /// Both outlive the connection.
  Connection(const Settings& settings, CallBook& book);

  /// Call in on_start, only where start.is_lead.
  void start(const Start& start, Effects& effects);
  void on_opened(const StreamOpened& opened, Effects& effects);
  void on_closed(const StreamClosed& closed, Effects& effects);
  void on_timer(const TimerFired& timer, Effects& effects);
  [[nodiscard]] bool owns(const StreamData& data) const { return stream_.owns(data); }

  /// Something came, whatever it was.
  void hear(Instant now) { heard_at_ = now; }
  /// True if the message was the connection's own: an answer to it, or a row of a list that it asked for.
  bool take(const Message& message, Instant now, Effects& effects);

  /// Logged in.
  [[nodiscard]] bool is_ready() const { return stream_.is_proven(); }
  /// False: the action cannot be written, or nobody is there.
  bool send(const Action& action, Effects& effects);

 private:
  enum class Step : std::uint8_t { none = 1, challenge, login, lists, ready };

  [[nodiscard]] std::string id_of(std::string_view action) const;
  void log_in(const Message& challenge, Effects& effects);
  void begin_resync(Effects& effects);
  void take_list(const Message& message, Instant now, Effects& effects);
  void end_resync(Instant now, Effects& effects);
  void record_gap(Instant until, int ended, int taken_up, Effects& effects);

  const Settings& settings_;
  CallBook& book_;
  Stream stream_;
  Step step_ = Step::none;
  int number_ = 0;  ///< of the connection; part of the action ids
  CallList list_;
  int lists_open_ = 0;
  std::optional<Instant> heard_at_;
  std::optional<Instant> gap_since_;  ///< when the last was heard before what nobody has seen yet
  std::string gaps_;                  ///< the latest ones, a line each, newest first
};

}  // namespace seva::dial100
