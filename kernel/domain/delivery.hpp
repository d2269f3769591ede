#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/file.hpp"
#include "domain/ids.hpp"

namespace seva::domain {

enum class DeliveryState : std::uint8_t {
  queued = 1,  ///< waits for its next attempt
  sending,     ///< an attempt was recorded; its outcome is not known yet
  sent,        ///< the channel took it
  delivered,   ///< it reached the citizen's device
  read,
  failed,   ///< given up; the reason says why
  not_sent  ///< never to be sent: the account is in replay mode, the message is not repliable, the channel cannot
};

enum class DeliveryKind : std::uint8_t {
  reply = 1,  ///< public answer
  private_message,
  call_back  ///< by telephone; `to` is the number, `in_reply_to` the call that was missed
};

/// A file that goes with it.
struct DeliveryFile {
  FileId id;
  std::string type;  ///< as File::type
  std::uint64_t size = 0;

  friend bool operator==(const DeliveryFile&, const DeliveryFile&) = default;
};

/// Something on its way to the citizen. Queued in the transaction of the event that caused it; carried by the deliverer.
/// An attempt is recorded before it is made, so that an unknown outcome is known to be one.
struct Delivery {
  DeliveryId id;
  TicketId ticket;
  std::string channel;
  std::string account;  ///< ours
  DeliveryKind kind = DeliveryKind::reply;
  std::string to;           ///< the citizen's id on the channel
  std::string in_reply_to;  ///< source id of the message that it answers
  std::string thread;
  std::string text;
  DeliveryState state = DeliveryState::queued;
  std::uint32_t attempts = 0;
  Instant next_attempt_at;
  Instant created_at;
  std::string sent_id;                   ///< the channel's id of what was sent
  std::string reason;                    ///< a code: replay, not_repliable, a code of the channel's manifest, …
  std::vector<DeliveryFile> files = {};  ///< in the order in which they were chosen

  friend bool operator==(const Delivery&, const Delivery&) = default;
};

[[nodiscard]] std::string_view name_of(DeliveryState state);
[[nodiscard]] std::string_view name_of(DeliveryKind kind);
[[nodiscard]] std::optional<DeliveryState> delivery_state_named(std::string_view name);

}  // namespace seva::domain
