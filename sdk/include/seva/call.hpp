#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "seva/instant.hpp"
#include "seva/message.hpp"

namespace seva {

enum class CallState : std::uint8_t {
  waiting = 1,  ///< in the queue, or ringing at our number
  offered,      ///< rings at a call taker
  answered,     ///< somebody speaks with the caller
  transferred,  ///< handed on to somebody else; the caller is still there
  wrap_up,      ///< the talk is over, the call taker still writes
  ended,
  abandoned  ///< the caller gave up before anybody answered
};

/// What a channel tells of a call at one time. The kernel makes one session of all updates of a call, whatever the order in which they come: for each
/// field the update with the highest sequence that filled it holds. So fill what is known and leave the rest empty.
struct Call {
  std::string call_id;        ///< the service's own id, the same for the whole call; required
  std::int64_t sequence = 0;  ///< above 0; rises with each update of the call, also over restarts: the time in microseconds, say
  CallState state = CallState::waiting;
  Instant at;                        ///< when it happened where it came from
  std::string from;                  ///< the caller's number as the service gives it; empty if withheld
  std::string name;                  ///< of the caller, as the service knows it
  std::string to;                    ///< the queue or number of ours: an account of the instance
  std::string agent;                 ///< whom it was offered to, or who took it
  std::string reason;                ///< why it came to this state: a code of the manifest's texts
  std::string recording;             ///< the service's name of the recording
  std::optional<Location> location;  ///< of the caller
  bool is_gap = false;               ///< concluded after a time without connection, not seen
};

}  // namespace seva
