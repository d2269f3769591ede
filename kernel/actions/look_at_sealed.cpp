#include "actions/look_at_sealed.hpp"

#include "actions/archived.hpp"
#include "actions/kept_result.hpp"
#include "actions/open_sealed.hpp"
#include "domain/docket.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {
namespace {

using domain::Permission;
using domain::Result;

/// What keeps the person from being shown the identity.
std::optional<domain::Problem> obstacle(const domain::Principal& who, const domain::Ticket& ticket, const domain::Instance& instance) {
  if (domain::may(who, Permission::reveal_any, ticket.unit, instance.units)) return std::nullopt;
  if (!domain::may(who, Permission::reveal_assigned, ticket.unit, instance.units)) return sealed_from_you();
  if (ticket.assignee == who.user) return std::nullopt;
  return domain::conflict("not_assigned_to_you", "The complaint is not assigned to you.", "Have it assigned to you first.");
}

}  // namespace

bool may_read_sealed(const domain::Principal& who, const std::string& unit, const domain::Instance& instance) {
  return domain::may(who, Permission::read_sealed, unit, instance.units);
}

domain::Problem sealed_from_you() { return domain::forbidden("sealed", "This is sealed: the unit that keeps it alone reads and works it."); }

domain::SealedRead look_of(Ports& ports, const domain::Principal& who, domain::SealedLook look, domain::TicketId ticket, domain::MessageId message) {
  return {ports.identities.next<domain::SealedReadId>(), ticket, message, who.user, who.name, look, ports.clock.now()};
}

Result<domain::Author> reveal_identity(Ports& ports, const domain::Principal& who, const std::string& typed, const std::string& reason) {
  const auto instance = ports.settings.current();
  return result_of_writing(ports.store, [&](Transaction& transaction) -> Result<domain::Author> {
    const auto ticket = readable_ticket(transaction, who, *instance, typed);
    if (!ticket) return ticket.error();
    const domain::Actor actor{domain::ActorKind::user, std::to_string(who.user.value), who.name};
    auto event = domain::reveal(*ticket, reason, actor, ports.clock.now());
    if (!event && event.error().kind == domain::ProblemKind::conflict) return event.error();
    if (auto problem = obstacle(who, *ticket, *instance)) return *problem;
    if (!event) return event.error();
    auto identity = open_identity(transaction, ticket->citizen);
    if (!identity)
      return domain::Problem{domain::ProblemKind::unavailable,
                             "no_key_opens",
                             "No key at hand opens this identity.",
                             {},
                             "Tell the administrator: the vault's older key is missing."};
    event->id = ports.identities.next<domain::EventId>();
    domain::Ticket after = *ticket;
    apply(after, *event);
    Changes changes;
    changes.events.push_back(std::move(*event));
    changes.ticket_changes.push_back({*ticket, std::move(after)});
    changes.sealed_reads.push_back(look_of(ports, who, domain::SealedLook::identity, ticket->id));
    transaction.write(changes);
    return std::move(*identity);
  });
}

Result<std::vector<domain::SealedRead>> list_looks(Ports& ports, const domain::Principal& who, const std::string& typed) {
  const auto instance = ports.settings.current();
  const auto docket = domain::Docket::parse(instance->docket_prefix, typed);
  if (!docket) return domain::not_found();
  std::optional<std::vector<domain::SealedRead>> looks;
  ports.store.read([&](Transaction& transaction) {
    looks.reset();
    const auto ticket = transaction.tickets().by_docket(docket->text());
    if (!ticket) return;
    const bool may_list = domain::may(who, Permission::read_audit, ticket->unit, instance->units) || may_read_sealed(who, ticket->unit, *instance);
    if (may_list) looks = transaction.sealed().reads(ticket->id);
  });
  if (!looks) return domain::not_found();
  return std::move(*looks);
}

}  // namespace seva::actions
