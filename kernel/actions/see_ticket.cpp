#include "actions/see_ticket.hpp"

#include <algorithm>

#include "actions/archived.hpp"

namespace seva::actions {
namespace {

bool is_news(Transaction& transaction, domain::UserId user, domain::TicketId ticket, std::uint32_t version) {
  const auto seen = transaction.personal().seen(user, {&ticket, 1});
  return seen.empty() || seen.front().version < version;
}

}  // namespace

domain::Result<domain::Ticket> see_ticket(Ports& ports, const domain::Principal& who, const std::string& typed,
                                          std::optional<std::uint32_t> version) {
  const auto instance = ports.settings.current();
  domain::Result<domain::Ticket> ticket = domain::not_found();
  bool is_to_be_marked = false;
  ports.store.read([&](Transaction& transaction) {
    ticket = readable_ticket(transaction, who, *instance, typed);
    is_to_be_marked = ticket && version && is_news(transaction, who.user, ticket->id, std::min(*version, ticket->version));
  });
  if (!ticket) return ticket.error();
  if (is_to_be_marked)
    ports.store.write([&](Transaction& transaction) {
      const std::uint32_t seen = std::min(*version, ticket->version);
      if (is_news(transaction, who.user, ticket->id, seen)) transaction.personal().mark_seen(who.user, ticket->id, seen);
    });
  return std::move(*ticket);
}

}  // namespace seva::actions
