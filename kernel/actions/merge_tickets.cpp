#include "actions/merge_tickets.hpp"

#include <algorithm>

#include "actions/ticket_work.hpp"
#include "domain/docket.hpp"

namespace seva::actions {
namespace {

using domain::Event;
using domain::Permission;
using domain::Principal;
using domain::Result;
using domain::Ticket;

/// What the other ticket becomes by the event, in the same transaction.
void change_other(Ports& ports, const Ticket& other, Event event, Changes& changes) {
  Ticket after = other;
  happen(ports, after, std::move(event), changes);
  changes.ticket_changes.push_back({other, std::move(after)});
}

domain::Problem no_such_leader() {
  return domain::invalid("ticket_unknown", "There is no such ticket that you may work.", "into", "Check the docket.");
}

}  // namespace

Result<Ticket> merge_ticket(Ports& ports, const Principal& who, const TicketReference& which, const std::string& into, const std::string& reason) {
  return work(ports, who, which, Permission::change_status, [&](Work& at_hand) -> Result<std::vector<Event>> {
    const auto docket = domain::Docket::parse(at_hand.instance.docket_prefix, into);
    if (!docket) return no_such_leader();
    const auto leading = at_hand.transaction.tickets().by_docket(docket->text());
    if (!leading || !domain::may(who, Permission::read_ticket, leading->unit, at_hand.instance.units)) return no_such_leader();
    if (const auto permitted = check_permission(who, *leading, Permission::change_status, at_hand.instance); !permitted) return permitted.error();
    auto event = domain::merge(at_hand.ticket, *leading, at_hand.instance.units, reason, at_hand.actor, at_hand.now);
    if (!event) return event.error();
    change_other(ports, *leading, domain::took_in(*leading, at_hand.ticket, at_hand.actor, at_hand.now), at_hand.changes);
    return std::vector<Event>{std::move(*event)};
  });
}

Result<Ticket> unmerge_ticket(Ports& ports, const Principal& who, const TicketReference& which) {
  return work(ports, who, which, Permission::change_status, [&](Work& at_hand) -> Result<std::vector<Event>> {
    domain::Status before = domain::Status::open;
    for (const Event& event : at_hand.transaction.tickets().events(at_hand.ticket.id))
      if (event.kind == domain::EventKind::merged_into)
        before = domain::status_named(event.detail(domain::detail_name::kStatusBefore)).value_or(domain::Status::open);
    auto event = domain::unmerge(at_hand.ticket, before, at_hand.actor, at_hand.now);
    if (!event) return event.error();
    if (const auto leading = at_hand.transaction.tickets().by_docket(at_hand.ticket.merged_into))
      change_other(ports, *leading, domain::let_go(*leading, at_hand.ticket, at_hand.actor, at_hand.now), at_hand.changes);
    return std::vector<Event>{std::move(*event)};
  });
}

}  // namespace seva::actions
