#include "actions/work_ticket.hpp"

#include <functional>

#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/outbox.hpp"
#include "domain/docket.hpp"
#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

using domain::Event;
using domain::Permission;
using domain::Principal;
using domain::Problem;
using domain::Result;
using domain::Ticket;

constexpr std::size_t kLongestText = 20'000;

/// What a verb works with, inside its transaction.
struct Work {
  Transaction& transaction;
  const domain::Instance& instance;
  const Ticket& ticket;
  domain::Actor actor;
  domain::Instant now;
  Changes& changes;
};

/// The events that the verb causes; what else it writes, it adds to the changes.
using Rule = std::function<Result<std::vector<Event>>(Work&)>;

Problem stale() {
  return {domain::ProblemKind::stale, "stale", "The ticket was changed since you loaded it.", {}, "Load it again, look at what is new, and repeat."};
}

/// Whoever forwards or closes a ticket has answered the question which unit it is for.
void settle_question(Transaction& transaction, const Ticket& before, const Ticket& after, domain::Instant now, Changes& changes) {
  if (before.unit == after.unit && after.status != domain::Status::closed) return;
  auto question = transaction.triage().open_of_ticket(after.id);
  if (!question) return;
  question->decided_at = now;
  question->decision = "worked";
  changes.triage_changes.push_back(std::move(*question));
}

Result<Ticket> work(Ports& ports, const Principal& who, const TicketReference& which, Permission permission, const Rule& rule) {
  const auto instance = ports.settings.current();
  const auto docket = domain::Docket::parse(instance->docket_prefix, which.docket);
  if (!docket) return domain::not_found();
  std::optional<Result<Ticket>> result;
  ports.store.write([&](Transaction& transaction) {
    result.emplace([&]() -> Result<Ticket> {
      const auto ticket = transaction.tickets().by_docket(docket->text());
      if (!ticket || !domain::may(who, Permission::read_ticket, ticket->unit, instance->units)) return domain::not_found();
      if (!domain::may(who, permission, ticket->unit, instance->units))
        return domain::forbidden("not_your_role", "Your role does not do this at the unit that holds the ticket.");
      if (ticket->is_sealed && !may_read_sealed(who, ticket->unit, *instance)) return sealed_from_you();
      if (which.version && *which.version != ticket->version) return stale();
      Changes changes;
      Work at_hand{transaction, *instance, *ticket, {domain::ActorKind::user, std::to_string(who.user.value), who.name}, ports.clock.now(), changes};
      auto events = rule(at_hand);
      if (!events) return events.error();
      Ticket after = *ticket;
      for (Event& event : *events) {
        event.id = ports.identities.next<domain::EventId>();
        apply(after, event);
        changes.events.push_back(std::move(event));
      }
      settle_question(transaction, *ticket, after, at_hand.now, changes);
      changes.ticket_changes.push_back({*ticket, after});
      transaction.write(changes);
      return after;
    }());
  });
  return std::move(*result);
}

Result<std::vector<Event>> only(Result<Event> event) {
  if (!event) return event.error();
  return std::vector<Event>{std::move(*event)};
}

Result<std::string> checked_text(const std::string& text) {
  if (text.find_first_not_of(" \t\r\n") == std::string::npos)
    return domain::invalid("text_missing", "There is no text.", "text", "Write what is to be said.");
  if (text.size() > kLongestText || !domain::is_utf8(text))
    return domain::invalid("text_invalid", "The text is too long or not UTF-8.", "text", "Shorten it.");
  return domain::to_nfc(text);
}

/// The rule of the workflow, then the department's: is the outcome what it wants?
Result<Event> checked_status(Ports& ports, const Work& at_hand, const Ticket& ticket, const domain::StatusChange& change) {
  auto event = domain::change_status(ticket, change, at_hand.actor, at_hand.now);
  if (!event || change.to != domain::Status::closed) return event;
  const domain::PluginSettings* department = at_hand.instance.department(ticket.department);
  if (ticket.is_sealed && (department == nullptr || !department->reads_sealed)) return event;
  const auto problems = ports.departments.check_outcome(ticket, change.outcome);
  if (!problems) return problems.error();
  if (problems->empty()) return event;
  const OutcomeProblem& problem = problems->front();
  const auto text = ports.plugins.text(ticket.department, problem.code);
  return domain::invalid(problem.code, text ? text->en : "The department does not accept this outcome.", "outcome." + problem.field,
                         "Fill the outcome's form as the department wants it.");
}

/// May the person be given the ticket?
bool is_fit(const Principal& person, const Work& at_hand) {
  return domain::may(person, Permission::reply, at_hand.ticket.unit, at_hand.instance.units) &&
         (!at_hand.ticket.is_sealed || may_read_sealed(person, at_hand.ticket.unit, at_hand.instance));
}

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

/// The citizen's latest message that can be answered.
std::optional<domain::Message> message_to_answer(Work& at_hand) {
  std::optional<domain::Message> latest;
  for (domain::Message& message : at_hand.transaction.tickets().messages(at_hand.ticket.id)) {
    const bool is_citizens = message.direction == domain::Direction::incoming && message.citizen == at_hand.ticket.citizen;
    if (is_citizens && (!latest || message.is_repliable || !latest->is_repliable)) latest = std::move(message);
  }
  return latest;
}

Result<std::vector<Event>> reply(Ports& ports, Work& at_hand, const Reply& answer) {
  const Ticket& ticket = at_hand.ticket;
  const auto text = text_to_send(at_hand, answer);
  if (!text) return text.error();
  const auto channel = ports.plugins.plugin(ticket.channel);
  const bool can = channel && (answer.is_private ? channel->can_send_private : channel->can_reply);
  if (!can)
    return domain::conflict("channel_cannot", "The ticket's channel carries no such answer.", "Reach the citizen by another way and leave a note.");
  if (ticket.is_confidential && !answer.is_private)
    return domain::conflict("confidential", "A confidential ticket is never answered in public.", "Answer in private.");
  if (const auto length = check_length(*text, *channel); !length) return length.error();
  auto answered = message_to_answer(at_hand);
  if (!answered) return domain::conflict("nobody_to_answer", "The ticket holds no message of the citizen.");
  open_whole(at_hand.transaction, *answered);

  const auto kind = answer.is_private ? domain::DeliveryKind::private_message : domain::DeliveryKind::reply;
  domain::Delivery delivery =
      make_delivery({&ticket, &*answered, *text, kind, false}, at_hand.instance, ports.plugins, ports.identities, at_hand.now);
  Event event;
  event.kind = domain::EventKind::replied;
  event.ticket = ticket.id;
  event.message = answered->id;
  event.actor = at_hand.actor;
  event.at = event.source_at = at_hand.now;
  event.set(domain::detail_name::kText, *text);
  event.set(domain::detail_name::kDelivery, std::to_string(delivery.id.value));
  event.set(domain::detail_name::kIsResponse, "true");
  at_hand.changes.deliveries.push_back(std::move(delivery));

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

}  // namespace

Result<Ticket> reply_to_citizen(Ports& ports, const Principal& who, const TicketReference& which, const Reply& answer) {
  return work(ports, who, which, Permission::reply, [&](Work& at_hand) { return reply(ports, at_hand, answer); });
}

Result<Ticket> add_note(Ports& ports, const Principal& who, const TicketReference& which, const std::string& text) {
  auto checked = checked_text(text);
  if (!checked) return checked.error();
  return work(ports, who, which, Permission::note, [&](Work& at_hand) -> Result<std::vector<Event>> {
    return std::vector{domain::note(at_hand.ticket, *checked, at_hand.actor, at_hand.now)};
  });
}

Result<Ticket> change_status(Ports& ports, const Principal& who, const TicketReference& which, const domain::StatusChange& change) {
  return work(ports, who, which, Permission::change_status,
              [&](Work& at_hand) { return only(checked_status(ports, at_hand, at_hand.ticket, change)); });
}

Result<Ticket> assign_ticket(Ports& ports, const Principal& who, const TicketReference& which, const std::string& login) {
  return work(ports, who, which, Permission::assign, [&](Work& at_hand) -> Result<std::vector<Event>> {
    if (login.empty()) return only(domain::assign(at_hand.ticket, {}, {}, at_hand.actor, at_hand.now));
    const auto person = at_hand.transaction.people().user_by_login(login);
    const bool can_work = person && !person->is_disabled && is_fit({person->id, person->login, person->name, person->roles}, at_hand);
    if (!can_work)
      return domain::invalid("assignee_unfit", "Nobody with this login can work the ticket.", "login",
                             "Choose an officer of the unit that holds it.");
    return only(domain::assign(at_hand.ticket, person->id, person->name, at_hand.actor, at_hand.now));
  });
}

Result<Ticket> forward_ticket(Ports& ports, const Principal& who, const TicketReference& which, const std::string& unit, const std::string& reason) {
  return work(ports, who, which, Permission::forward,
              [&](Work& at_hand) { return only(domain::forward(at_hand.ticket, at_hand.instance.units, unit, reason, at_hand.actor, at_hand.now)); });
}

Result<Ticket> correct_ticket(Ports& ports, const Principal& who, const TicketReference& which, const domain::Correction& correction) {
  return work(ports, who, which, Permission::correct,
              [&](Work& at_hand) { return only(domain::correct(at_hand.ticket, at_hand.instance, correction, at_hand.actor, at_hand.now)); });
}

Result<Ticket> verify_closure(Ports& ports, const Principal& who, const TicketReference& which, const std::string& reason) {
  return work(ports, who, which, Permission::verify,
              [&](Work& at_hand) { return only(domain::verify(at_hand.ticket, reason, at_hand.actor, at_hand.now)); });
}

}  // namespace seva::actions
