#include <algorithm>

#include "actions/answer_joined.hpp"
#include "actions/attach_files.hpp"
#include "actions/delivery_files.hpp"
#include "actions/open_sealed.hpp"
#include "actions/outbox.hpp"
#include "actions/ticket_work.hpp"
#include "domain/sealed.hpp"

namespace seva::actions {
namespace {

using domain::Event;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::Ticket;

/// The text to be sent: as typed, or a ready one. To somebody who wrote by a sealed channel go neutral ready texts alone.
Result<std::string> text_to_send(const Work& at_hand, const Reply& answer) {
  const bool is_neutral = answer.ready.starts_with(domain::kNeutralPrefix);
  if (at_hand.ticket.is_sealed && !is_neutral)
    return domain::invalid("text_not_neutral", "Only the instance's neutral texts go to this phone.", "ready",
                           "Choose one of the neutral texts, or call.");
  if (answer.ready.empty()) return checked_text(answer.text);
  if (!answer.text.empty()) return domain::invalid("text_twice", "There is a text and a ready text.", "text", "Leave one of them out.");
  std::string text = ready_text(at_hand.instance, answer.ready, at_hand.ticket);
  if (text.empty()) return domain::invalid("ready_text_unknown", "The instance has no such ready text.", "ready", "Choose one of its texts.");
  return text;
}

/// The failed delivery that this one takes the place of.
Result<std::optional<domain::Delivery>> delivery_to_resend(const Work& at_hand, const std::string& resends) {
  if (resends.empty()) return std::nullopt;
  auto deliveries = at_hand.transaction.deliveries().of_ticket(at_hand.ticket.id);
  open(at_hand.transaction, deliveries);
  const auto is_it = [&](const domain::Delivery& one) { return std::to_string(one.id.value) == resends; };
  const auto found = std::find_if(deliveries.begin(), deliveries.end(), is_it);
  if (found == deliveries.end()) return domain::invalid("delivery_unknown", "The ticket has no such delivery.", "resends", "Load the ticket again.");
  if (found->state != domain::DeliveryState::failed && found->state != domain::DeliveryState::not_sent)
    return domain::conflict("delivery_not_failed", "This answer did not fail.", "Load the ticket again: it may have arrived.");
  for (const Event& event : at_hand.transaction.tickets().events(at_hand.ticket.id))
    if (event.detail(domain::detail_name::kResends) == resends)
      return domain::conflict("already_resent", "This answer was sent again already.", "Load the ticket again.");
  return std::optional(*found);
}

/// What goes with the answer: what was uploaded for it, which then is part of it, and what went with the one that it takes the place of.
Result<std::vector<domain::DeliveryFile>> files_to_send(Ports& ports, Work& at_hand, const Reply& answer,
                                                        const std::optional<domain::Delivery>& resent, Event& event) {
  std::vector<domain::DeliveryFile> files;
  if (resent) files = resent->files;
  if (at_hand.ticket.is_sealed && !(files.empty() && answer.files.empty()))
    return domain::invalid("sealed_files_stay", "Files of a sealed ticket never leave.", "attachments", "Put them to a note.");
  if (const auto attached = attach_files(ports, at_hand, event, answer.files); !attached) return attached.error();
  for (const domain::FileId id : answer.files)
    if (const auto file = at_hand.transaction.files().find(id)) files.push_back({file->id, file->type, file->size});
  if (resent && !resent->files.empty()) {
    std::string names;
    for (const domain::DeliveryFile& file : files) names += (names.empty() ? "" : ",") + std::to_string(file.id.value);
    event.set(domain::detail_name::kFiles, names);
  }
  return files;
}

Result<std::vector<Event>> reply(Ports& ports, Work& at_hand, const Reply& typed) {
  const Ticket& ticket = at_hand.ticket;
  Reply answer = typed;
  const auto resent = delivery_to_resend(at_hand, answer.resends);
  if (!resent) return resent.error();
  if (*resent && answer.text.empty() && answer.ready.empty()) answer.text = (*resent)->text;
  const auto text = text_to_send(at_hand, answer);
  if (!text) return text.error();
  const auto channel = ports.plugins.plugin(ticket.channel);
  const bool can = channel && (answer.is_private ? channel->can_send_private : channel->can_reply);
  if (!can)
    return domain::conflict("channel_cannot", "The ticket's channel carries no such answer.", "Reach the citizen by another way and leave a note.");
  if (ticket.is_confidential && !answer.is_private)
    return domain::conflict("confidential", "A confidential ticket is never answered in public.", "Answer in private.");
  if (const auto length = check_length(*text, *channel); !length) return length.error();
  auto answered = message_to_answer(at_hand.transaction, ticket);
  if (!answered) return domain::conflict("nobody_to_answer", "The ticket holds no message of the citizen.");
  open_whole(at_hand.transaction, *answered);

  const auto kind = answer.is_private ? domain::DeliveryKind::private_message : domain::DeliveryKind::reply;
  domain::Delivery delivery =
      make_delivery({&ticket, &*answered, *text, kind, false}, at_hand.instance, ports.plugins, ports.identities, at_hand.now);
  Event event = replied(delivery, *answered, at_hand.actor, at_hand.now);
  if (!answer.resends.empty()) event.set(domain::detail_name::kResends, answer.resends);
  if (!answer.ready_reply.empty()) event.set(domain::detail_name::kReadyReply, answer.ready_reply);
  auto files = files_to_send(ports, at_hand, answer, *resent, event);
  if (!files) return files.error();
  if (const auto fit = check_attachments(*files, *channel, answer.is_private); !fit) return fit.error();
  delivery.files = std::move(*files);
  at_hand.changes.deliveries.push_back(std::move(delivery));
  if (answer.to_all_joined)
    if (const auto rest = answer_joined(ports, at_hand, *text, answer.is_private); !rest) return rest.error();

  std::vector<Event> events{std::move(event)};
  if (answer.then && answer.then->to != ticket.status) {
    Ticket answered_ticket = ticket;
    apply(answered_ticket, events.front());
    auto status = checked_status(ports, at_hand, answered_ticket, *answer.then);
    if (!status) return status.error();
    events.push_back(std::move(*status));
  }
  return events;
}

/// Not yet on its way, or given up: it is tried now. The channel looks for an earlier attempt's post first, so nobody reads it twice.
Result<std::vector<Event>> retry(Work& at_hand, domain::DeliveryId id) {
  auto delivery = at_hand.transaction.deliveries().find(id);
  if (!delivery || delivery->ticket != at_hand.ticket.id) return domain::not_found();
  const bool can_be_tried = delivery->state == domain::DeliveryState::failed || delivery->state == domain::DeliveryState::queued;
  if (!can_be_tried || delivery->kind == domain::DeliveryKind::call_back)
    return domain::conflict("delivery_not_failed", "This delivery is not one to try again.", "Load the ticket again: it may have arrived.");
  delivery->state = domain::DeliveryState::queued;
  delivery->next_attempt_at = at_hand.now;
  delivery->reason.clear();
  Event event;
  event.kind = domain::EventKind::delivery_changed;
  event.ticket = at_hand.ticket.id;
  event.actor = at_hand.actor;
  event.at = event.source_at = at_hand.now;
  event.set(domain::detail_name::kDelivery, std::to_string(id.value));
  event.set(domain::detail_name::kState, domain::name_of(delivery->state));
  at_hand.changes.delivery_changes.push_back(std::move(*delivery));
  return std::vector<Event>{std::move(event)};
}

}  // namespace

Result<Ticket> reply_to_citizen(Ports& ports, const Principal& who, const TicketReference& which, const Reply& answer) {
  return work(ports, who, which, Permission::reply, [&](Work& at_hand) { return reply(ports, at_hand, answer); });
}

Result<Ticket> retry_delivery(Ports& ports, const Principal& who, const TicketReference& which, domain::DeliveryId delivery) {
  return work(ports, who, which, Permission::reply, [&](Work& at_hand) { return retry(at_hand, delivery); });
}

}  // namespace seva::actions
