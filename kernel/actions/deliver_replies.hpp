#pragma once

#include "actions/ports.hpp"

namespace seva::actions {

/// Empties the outbox: finds what is due, records the attempt, hands it to the channel. Run it again and again, by one thread.
/// At least once towards the channel; exactly once for the citizen, since a retry after an unknown outcome says so and the channel looks for its own
/// post first.
class DeliverReplies {
 public:
  DeliverReplies(Ports& ports, Courier& courier) : ports_(ports), courier_(courier) {}

  /// Hands over what is due now; the number of deliveries handed over.
  std::size_t run();

 private:
  Ports& ports_;
  Courier& courier_;
};

}  // namespace seva::actions
