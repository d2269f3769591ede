#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "domain/call_back.hpp"
#include "domain/ids.hpp"
#include "domain/message.hpp"

namespace seva::domain {

/// Where a telephone call stands.
enum class CallState : std::uint8_t {
  waiting = 1,  ///< in the queue, or ringing at our number
  offered,      ///< rings at a call taker
  answered,     ///< somebody speaks with the caller
  transferred,  ///< handed on to somebody else; the caller is still there
  wrap_up,      ///< the talk is over, the call taker still writes
  ended,
  abandoned  ///< the caller gave up before anybody answered
};
inline constexpr std::size_t kCallStates = 7;

/// True while the caller is on the line or the call taker still writes.
[[nodiscard]] constexpr bool is_live(CallState state) { return state != CallState::ended && state != CallState::abandoned; }

/// What a channel tells of a call at one time. An empty field says nothing new.
struct CallUpdate {
  std::string call_id;        ///< the channel's own id, the same for the whole call
  std::int64_t sequence = 0;  ///< rises with each update of the call; above zero
  CallState state = CallState::waiting;
  Instant at;                        ///< when it happened where it came from
  std::string from;                  ///< the caller's number as the channel gives it; empty: withheld
  std::string name;                  ///< of the caller, as the channel knows it
  std::string to;                    ///< our queue or number
  std::string agent;                 ///< who was offered the call, or took it
  std::string reason;                ///< why it came to this state: a code of the channel's texts
  std::string recording;             ///< the channel's name of the recording
  std::optional<Location> location;  ///< of the caller
  bool is_gap = false;               ///< concluded after a time without connection, not seen
};

/// A value with the sequence of the update that set it: the latest update that said something holds, in whatever order they come.
template <class Value>
struct Latest {
  Value value{};
  std::int64_t sequence = 0;  ///< 0: nobody has said anything yet

  void take(const Value& said, std::int64_t at) {
    if (at < sequence || (at == sequence && !(value < said))) return;
    value = said;
    sequence = at;
  }
  friend bool operator==(const Latest&, const Latest&) = default;
};

/// What is known of a call from its channel. Made from updates by merge() alone, and the same for every order of the same updates, however often each
/// of them comes.
struct CallFacts {
  Latest<CallState> state;
  Latest<std::string> number;  ///< of the caller, as dialled_number() writes it
  Latest<std::string> name;
  Latest<std::string> to;
  Latest<std::string> agent;
  Latest<std::string> reason;
  Latest<std::string> recording;
  Latest<Location> location;
  std::array<std::optional<Instant>, kCallStates> first_at;  ///< by state: when the call first came to it
  std::optional<Instant> last_at;                            ///< of everything that is known
  bool has_gap = false;                                      ///< part of it happened unseen

  [[nodiscard]] std::optional<Instant> first(CallState of) const { return first_at[static_cast<std::size_t>(of) - 1]; }
  friend bool operator==(const CallFacts&, const CallFacts&) = default;
};

void merge(CallFacts& facts, const CallUpdate& update);

/// One telephone call, or whatever else somebody answers live. Unique by (channel, call_id). The caller's number and name stand in `facts` and
/// nowhere else: never in events, reasons or the log.
struct CallSession {
  CallId id;
  std::string channel;  ///< id of the channel's plugin
  std::string call_id;
  CallFacts facts;

  // The kernel's own.
  std::string unit;    ///< of the account that was called; the triage unit where it is none of ours
  Instant started_at;  ///< the earliest that is known
  CitizenId citizen;   ///< none: nobody known has this number
  TicketId ticket;     ///< that a call taker made of it
  CallBack call_back;
  bool is_replay = false;     ///< from a file: nobody is called back
  std::uint32_t version = 0;  ///< rises with each change

  friend bool operator==(const CallSession&, const CallSession&) = default;
};

/// Why no ticket is made of a call.
enum class DismissalKind : std::uint8_t { blank = 1, wrong_number, answered, abuse, test };

/// A call taker's word that no ticket is to come of a call.
struct CallDismissal {
  CallId call;
  DismissalKind kind = DismissalKind::blank;
  std::string text;
  UserId by;
  Instant at;

  friend bool operator==(const CallDismissal&, const CallDismissal&) = default;
};

[[nodiscard]] std::string_view name_of(DismissalKind kind);
[[nodiscard]] std::optional<DismissalKind> dismissal_kind_named(std::string_view name);
[[nodiscard]] std::string_view name_of(CallState state);
[[nodiscard]] std::optional<CallState> call_state_named(std::string_view name);

}  // namespace seva::domain
