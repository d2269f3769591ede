#include "actions/check_message.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_for_citizen.hpp"
#include "actions/open_sealed.hpp"
#include "actions/take_call.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

using domain::CallSession;
using domain::Message;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::Ticket;

constexpr std::string_view kSourcePrefix = "call:";

/// Whom the message is from: the number, or the call where the number is withheld.
std::string author_id(const CallSession& call) {
  return call.facts.number.value.empty() ? std::string(kSourcePrefix) + call.call_id : call.facts.number.value;
}

Message message_of(const CallSession& call, const CallForm& form, bool is_sealed, domain::Instant now) {
  Message message;
  message.channel = call.channel;
  message.source_id = std::string(kSourcePrefix) + call.call_id;
  message.thread = message.source_id;
  message.author.id = author_id(call);
  message.author.name = form.name.empty() ? call.facts.name.value : form.name;
  if (!call.facts.to.value.empty()) message.addressed_to = {call.facts.to.value};
  message.text = form.text;
  message.language = form.language;
  message.sent_at = std::min(call.started_at, now);
  message.received_at = now;
  message.is_repliable = false;
  message.is_private = true;
  message.is_replayed = call.is_replay;
  message.is_sealed = is_sealed;
  if (call.facts.location.sequence > 0) message.location = call.facts.location.value;
  if (!form.place.empty()) {
    if (!message.location) message.location.emplace();
    message.location->place = form.place;
  }
  return message;
}

/// The call joins a ticket that is there.
Result<Ticket> join(Ports& ports, Transaction& transaction, const ForCitizen& taking, const std::string& docket, CallSession call) {
  const auto ticket = transaction.tickets().by_docket(docket);
  if (!ticket || !domain::may(taking.who, Permission::read_ticket, ticket->unit, taking.instance.units)) return domain::not_found();
  if (ticket->is_sealed != taking.message.is_sealed) return domain::sealed_stays();
  if (ticket->is_sealed && !may_read_sealed(taking.who, ticket->unit, taking.instance)) return sealed_from_you();
  if (ticket->status == domain::Status::closed)
    return domain::conflict("ticket_closed", "That ticket is closed.", "Reopen it first, or make a ticket of its own.");
  Changes changes;
  Message message = message_of_citizen(ports, transaction, taking, changes);
  message.ticket = ticket->id;
  message.disposition = domain::Disposition::appended;
  domain::Event arrived = domain::message_arrived(*ticket, message.id, message.citizen == ticket->citizen, message.sent_at, taking.now);
  arrived.id = ports.identities.next<domain::EventId>();
  arrived.actor = {domain::ActorKind::user, std::to_string(taking.who.user.value), taking.who.name};
  arrived.set(domain::detail_name::kCall, std::to_string(call.id.value));
  Ticket after = *ticket;
  apply(after, arrived);
  call.ticket = ticket->id;
  call.citizen = message.citizen;
  const std::uint32_t before_version = call.version++;
  changes.call_changes.push_back({std::move(call), before_version});
  changes.messages.push_back(std::move(message));
  changes.ticket_changes.push_back({*ticket, after});
  changes.events.push_back(std::move(arrived));
  transaction.write(changes);
  return after;
}

Ticket take(Ports& ports, Transaction& transaction, const ForCitizen& taking, CallSession call) {
  Changes changes;
  Message message = message_of_citizen(ports, transaction, taking, changes);
  const domain::CitizenId citizen = message.citizen;
  Ticket ticket = open_for_citizen(ports, taking, std::move(message), call.id, changes);
  call.ticket = ticket.id;
  call.citizen = citizen;
  const std::uint32_t before_version = call.version++;
  changes.call_changes.push_back({std::move(call), before_version});
  transaction.write(changes);
  return ticket;
}

/// Opened where it is sealed: the caller becomes the ticket's citizen.
std::optional<CallSession> find(Transaction& transaction, domain::CallId id) {
  std::optional<CallSession> call = transaction.calls().find(id);
  if (call) open(transaction, std::span(&*call, 1));
  return call;
}

}  // namespace

Result<Ticket> open_ticket_from_call(Ports& ports, const Principal& who, domain::CallId id, const CallForm& form) {
  const auto instance = ports.settings.current();
  const domain::Instant now = ports.clock.now();
  std::optional<CallSession> seen;
  ports.store.read([&](Transaction& transaction) { seen = find(transaction, id); });
  if (!seen || !domain::may(who, Permission::read_call, seen->unit, instance->units)) return domain::not_found();
  if (!domain::may(who, Permission::take_call, seen->unit, instance->units))
    return domain::forbidden("not_your_role", "Your role makes no tickets of the calls of this unit.");
  if (instance->is_sealed(seen->channel) && !may_read_sealed(who, seen->unit, *instance)) return sealed_from_you();
  PersonsChoices choices{{}, form.category, form.priority, form.unit};
  if (const auto checked = check_choices(*instance, choices); !checked) return checked.error();
  std::vector<Message> messages{message_of(*seen, form, instance->is_sealed(seen->channel), now)};
  if (const auto checked = check_message(messages.front(), now); !checked) {
    domain::Problem problem = checked.error();
    if (problem.code == "message_without_text") problem.next = "Write down what the caller says.";
    return problem;
  }
  const Opinions opinions = Opinions::ask(ports.departments, *instance, messages);
  const ForCitizen taking{*instance, who, std::move(choices), messages.front(), opinions, now};
  std::optional<Result<Ticket>> result;
  ports.store.write([&](Transaction& transaction) {
    auto call = find(transaction, id);
    if (!call)
      result.emplace(domain::not_found());
    else if (call->ticket)
      result.emplace(
          domain::conflict("call_has_ticket", "A ticket was made of this call already.", "Open the call to see it, and add a note there."));
    else if (!form.docket.empty())
      result.emplace(join(ports, transaction, taking, form.docket, std::move(*call)));
    else
      result.emplace(take(ports, transaction, taking, std::move(*call)));
  });
  return std::move(*result);
}

}  // namespace seva::actions
