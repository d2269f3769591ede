#include "actions/register_ticket.hpp"

#include "actions/check_message.hpp"
#include "actions/open_for_citizen.hpp"
#include "domain/phone_number.hpp"

namespace seva::actions {
namespace {

using domain::Result;
using domain::Ticket;

constexpr std::string_view kReferencePrefix = "reference:";
constexpr std::size_t kRandomBytes = 16;

domain::Message message_of(Ports& ports, const CounterForm& form, domain::Instant now) {
  domain::Message message;
  message.channel = kCounter;
  message.source_id = form.reference.empty() ? ports.identities.random_hex(kRandomBytes) : std::string(kReferencePrefix) + form.reference;
  message.author.id = domain::dialled_number(form.phone);
  if (message.author.id.empty()) message.author.id = message.source_id;
  message.author.name = form.name;
  message.text = form.text;
  message.language = form.language;
  message.sent_at = message.received_at = now;
  message.is_repliable = false;
  message.is_private = true;
  if (!form.place.empty()) message.location = domain::Location{0, 0, form.place};
  return message;
}

Result<Ticket> registered_already(Transaction& transaction, const KnownMessage& known) {
  const auto tickets = transaction.tickets().by_ids({&known.ticket, 1});
  return domain::conflict("registered_already",
                          "This reference was registered already" + (tickets.empty() ? "." : ", as " + tickets.front().docket + "."),
                          "Open that docket, or give this one a reference of its own.");
}

}  // namespace

Result<Ticket> register_ticket(Ports& ports, const domain::Principal& who, const CounterForm& form) {
  const auto instance = ports.settings.current();
  const domain::Instant now = ports.clock.now();
  const domain::Scope scope = domain::scope_of(who, domain::Permission::take_call, instance->units);
  if (!scope.is_everything && scope.units.empty()) return domain::forbidden("not_your_role", "Your role registers no complaints.");
  PersonsChoices choices{form.department, form.category, form.priority, form.unit};
  if (const auto checked = check_choices(*instance, choices); !checked) return checked.error();
  std::vector<domain::Message> messages{message_of(ports, form, now)};
  if (const auto checked = check_message(messages.front(), now); !checked) {
    domain::Problem problem = checked.error();
    if (problem.code == "message_without_text") problem.next = "Write down what the citizen says.";
    return problem;
  }
  const Opinions opinions = Opinions::ask(ports.departments, *instance, messages);
  const ForCitizen opening{*instance, who, std::move(choices), messages.front(), opinions, now};
  std::optional<Result<Ticket>> result;
  ports.store.write([&](Transaction& transaction) {
    const std::string& source = messages.front().source_id;
    if (const auto known = transaction.intake().known_messages(kCounter, {&source, 1}); !known.empty()) {
      result.emplace(registered_already(transaction, known.front()));
      return;
    }
    Changes changes;
    domain::Message message = message_of_citizen(ports, transaction, opening, changes);
    result.emplace(open_for_citizen(ports, opening, std::move(message), {}, changes));
    changes.deliveries.clear();  // they are told here
    changes.events.back().details.erase(std::string(domain::detail_name::kDelivery));
    transaction.write(changes);
  });
  return std::move(*result);
}

}  // namespace seva::actions
