#pragma once

#include <compare>
#include <cstdint>
#include <functional>

#include "domain/instant.hpp"

namespace seva::domain {

/// A 64-bit identity, time-ordered, made by the kernel and never by the database.
/// Zero means "none". In JSON an id is a string, since JavaScript keeps 53 bits only.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using TicketId = Id<struct TicketTag>;
using MessageId = Id<struct MessageTag>;
using CitizenId = Id<struct CitizenTag>;
using EventId = Id<struct EventTag>;
using TriageId = Id<struct TriageTag>;
using DeliveryId = Id<struct DeliveryTag>;
using UserId = Id<struct UserTag>;
using DeadLetterId = Id<struct DeadLetterTag>;
using CallId = Id<struct CallTag>;

/// Makes ids: 41 bits of milliseconds since 2020-01-01 UTC, 10 bits of node, 12 bits of sequence.
/// Ids of one sequence only ever rise, also when the clock steps back or more than 4,096 are asked for in one millisecond: the sequence
/// then borrows from the milliseconds to come. Not thread-safe; whoever shares one guards it.
class IdSequence {
 public:
  /// `node` is 0 to 1023 and unique in a cluster. `last` is the highest id already stored, so that ids rise across restarts.
  explicit IdSequence(std::uint16_t node, std::int64_t last = 0);

  [[nodiscard]] std::int64_t next(Instant now);

 private:
  std::int64_t node_;
  std::int64_t last_tick_;
  std::int64_t sequence_ = 0;
};

/// The time at which an id was made, to the millisecond.
[[nodiscard]] Instant made_at(std::int64_t id);

/// No id that was made earlier is as great, and none that is made from then on is smaller.
[[nodiscard]] std::int64_t first_id_at(Instant at);

}  // namespace seva::domain

template <class Tag>
struct std::hash<seva::domain::Id<Tag>> {
  std::size_t operator()(seva::domain::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
