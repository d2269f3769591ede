#include "actions/answer_joined.hpp"

#include <set>

#include "actions/open_sealed.hpp"
#include "actions/outbox.hpp"

namespace seva::actions {
namespace {

namespace name = domain::detail_name;
using domain::Event;
using domain::EventKind;
using domain::Ticket;

std::set<std::string> joined_to(Work& at_hand) {
  std::set<std::string> dockets;
  for (const Event& event : at_hand.transaction.tickets().events(at_hand.ticket.id)) {
    if (event.kind == EventKind::merged) dockets.emplace(event.detail(name::kDocket));
    if (event.kind == EventKind::unmerged) dockets.erase(std::string(event.detail(name::kDocket)));
  }
  return dockets;
}

Event replied(const Work& at_hand, const Ticket& ticket, const domain::Message& answered, const domain::Delivery& delivery) {
  Event event;
  event.kind = EventKind::replied;
  event.ticket = ticket.id;
  event.message = answered.id;
  event.actor = at_hand.actor;
  event.at = event.source_at = at_hand.now;
  event.set(name::kText, delivery.text);
  event.set(name::kDelivery, std::to_string(delivery.id.value));
  event.set(name::kIsResponse, "true");
  event.set(name::kDocket, at_hand.ticket.docket);
  return event;
}

}  // namespace

domain::Result<void> answer_joined(Ports& ports, Work& at_hand, const std::string& text, bool is_private) {
  for (const std::string& docket : joined_to(at_hand)) {
    const auto ticket = at_hand.transaction.tickets().by_docket(docket);
    if (!ticket || ticket->is_sealed || (ticket->is_confidential && !is_private)) continue;
    const auto channel = ports.plugins.plugin(ticket->channel);
    auto answered = message_to_answer(at_hand.transaction, *ticket);
    if (!channel || !answered || !(is_private ? channel->can_send_private : channel->can_reply)) continue;
    const std::string own_text = text + "\n" + docket;
    if (const auto length = check_length(own_text, *channel); !length) return length.error();
    open_whole(at_hand.transaction, *answered);
    const auto kind = is_private ? domain::DeliveryKind::private_message : domain::DeliveryKind::reply;
    domain::Delivery delivery =
        make_delivery({&*ticket, &*answered, own_text, kind, false}, at_hand.instance, ports.plugins, ports.identities, at_hand.now);
    Ticket after = *ticket;
    happen(ports, after, replied(at_hand, *ticket, *answered, delivery), at_hand.changes);
    at_hand.changes.ticket_changes.push_back({*ticket, std::move(after)});
    at_hand.changes.deliveries.push_back(std::move(delivery));
  }
  return {};
}

}  // namespace seva::actions
