#include "domain/ticket.hpp"

#include <algorithm>

namespace seva::domain {

std::optional<Instant> next_due(const Ticket& ticket) {
  if (ticket.status == Status::closed || ticket.status == Status::incomplete) return std::nullopt;
  return ticket.responded_at ? ticket.resolution_due : std::min(ticket.response_due, ticket.resolution_due);
}

}  // namespace seva::domain
