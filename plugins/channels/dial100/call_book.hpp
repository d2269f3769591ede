#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "call_list.hpp"
#include "message.hpp"
#include "settings.hpp"
#include "seva/call.hpp"
#include "seva/channel.hpp"

namespace seva::dial100 {

/// The id of the channel that a call-back is made with, and so Asterisk's idempotency key for it. It names the call that was missed, so that what
/// becomes of the call-back is told of that call, also after a restart.
[[nodiscard]] std::string call_back_channel(std::string_view delivery, std::string_view call_id);
/// The call that a channel belongs to: its Uniqueid, or the missed call's where the channel is a call-back.
[[nodiscard]] std::string_view call_of_channel(std::string_view unique_id);

/// The calls that are under way, and what Asterisk's events mean for them. A call is known by the Uniqueid of the caller's own channel; Linkedid is
/// shared by channels that have nothing to do with the caller.
class CallBook {
 public:
  /// `settings` outlives the book.
  explicit CallBook(const Settings& settings) : settings_(settings) {}

  /// A call that the kernel knows to be live.
  void remember(const KnownCall& call);

  /// What an event says of a call; nothing if it says nothing. At most one update an event.
  [[nodiscard]] std::optional<Call> read(const Message& event, Instant now);

  // After a connection was made: what happened unseen.
  /// From now on, calls that events tell of are not judged by the lists, which are older.
  void begin_resync();
  /// Compares with what Asterisk says is there. Calls that vanished are ended, calls that were found are taken up.
  void end_resync(const CallList& list, Instant now, const std::function<void(const Call&)>& tell);

  [[nodiscard]] std::size_t size() const { return calls_.size(); }

 private:
  struct Tracked {
    CallState state = CallState::waiting;
    bool is_answered = false;
    bool is_queued = false;  ///< it came by a queue; else by a dialled number
    bool is_merged = false;  ///< its caller was an agent who handed somebody over
    bool was_told = false;   ///< an event told of it since the resync began
  };

  [[nodiscard]] std::optional<Call> read_queue_event(const Message& event, Instant at);
  [[nodiscard]] std::optional<Call> read_agent_event(const Message& event, Instant at);
  [[nodiscard]] std::optional<Call> read_dial_event(const Message& event, Instant at);
  [[nodiscard]] std::optional<Call> read_transfer(const Message& event, Instant at);
  [[nodiscard]] std::optional<Call> read_recording(const Message& event, Instant at);
  [[nodiscard]] std::optional<Call> begin_by_number(const Message& event, Instant at);
  [[nodiscard]] std::optional<Call> hang_up(const Message& event, Instant at);
  [[nodiscard]] Tracked* tracked(std::string_view unique_id);
  [[nodiscard]] Call update(std::string_view unique_id, Tracked& call, CallState state, Instant at, std::string_view reason = {});
  [[nodiscard]] bool is_ours(std::string_view queue) const { return settings_.queues.empty() || settings_.queues.contains(queue); }

  const Settings& settings_;
  std::map<std::string, Tracked, std::less<>> calls_;  ///< by call id
  std::set<std::string, std::less<>> gone_;            ///< that ended since the resync began
  std::int64_t last_sequence_ = 0;
  bool is_resyncing_ = false;
};

}  // namespace seva::dial100
