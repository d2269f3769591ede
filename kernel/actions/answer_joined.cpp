#include "actions/answer_joined.hpp"

#include "actions/open_sealed.hpp"
#include "actions/outbox.hpp"

namespace seva::actions {

domain::Result<void> answer_joined(Ports& ports, Work& at_hand, const std::string& text, bool is_private) {
  domain::JoinedTickets joined;
  for (const domain::Event& event : at_hand.transaction.tickets().events(at_hand.ticket.id)) domain::follow(joined, event);
  for (const auto& [docket, citizen] : joined) {
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
    domain::Event event = replied(delivery, *answered, at_hand.actor, at_hand.now);
    event.set(domain::detail_name::kDocket, at_hand.ticket.docket);
    domain::Ticket after = *ticket;
    happen(ports, after, std::move(event), at_hand.changes);
    at_hand.changes.ticket_changes.push_back({*ticket, std::move(after)});
    at_hand.changes.deliveries.push_back(std::move(delivery));
  }
  return {};
}

}  // namespace seva::actions
