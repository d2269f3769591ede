#include "actions/bulk_work.hpp"

#include <algorithm>

#include "actions/archived.hpp"
#include "actions/rehearsing_store.hpp"
#include "actions/ticket_work.hpp"

namespace seva::actions {
namespace {

using domain::Principal;
using domain::Problem;
using domain::Result;
using domain::Ticket;
using ActKind = BulkAct::Kind;

constexpr std::size_t kMostKept = 100;
constexpr std::size_t kMarkBytes = 16;
constexpr std::size_t kTicketsAtOnce = 200;

Result<Ticket> act_on(Ports& ports, const Principal& who, const TicketReference& which, const BulkAct& act) {
  switch (act.kind) {
    case ActKind::assign: return assign_ticket(ports, who, which, act.login);
    case ActKind::forward: return forward_ticket(ports, who, which, act.unit, act.reason);
    case ActKind::status: return change_status(ports, who, which, act.status);
    case ActKind::note: return add_note(ports, who, which, act.text);
    case ActKind::correct: return correct_ticket(ports, who, which, act.correction);
    case ActKind::verify: return verify_closure(ports, who, which, act.reason);
  }
  return domain::not_found();
}

Problem too_many() { return domain::invalid("too_many_tickets", "These are more than 2,000 tickets.", {}, "Narrow the choice and do it in parts."); }

Problem changed_since() {
  return {domain::ProblemKind::stale, "stale", "Something happened to the ticket since.", {}, "Load it and look at what is new."};
}

/// The readable tickets of the dockets, each once; what cannot be found becomes a row with its problem.
Result<std::vector<Ticket>> tickets_of(Ports& ports, const Principal& who, const std::vector<std::string>& dockets, std::vector<BulkRow>& rows) {
  if (dockets.size() > kMostInBulk) return too_many();
  const auto instance = ports.settings.current();
  std::vector<Ticket> tickets;
  ports.store.read([&](Transaction& transaction) {
    tickets.clear();
    rows.clear();
    for (const std::string& typed : dockets) {
      auto ticket = readable_ticket(transaction, who, *instance, typed);
      if (!ticket) {
        rows.push_back({typed, 0, ticket.error()});
      } else if (std::none_of(tickets.begin(), tickets.end(), [&](const Ticket& known) { return known.id == ticket->id; })) {
        tickets.push_back(std::move(*ticket));
      }
    }
  });
  return tickets;
}

Result<std::vector<Ticket>> tickets_of(Ports& ports, const Principal& who, const TicketFilter& filter) {
  std::vector<Ticket> tickets;
  std::optional<TicketQuery::After> after;
  for (;;) {
    const auto rows = find_tickets(ports, who, filter, TicketOrder::due, after, kTicketsAtOnce);
    for (const TicketRow& row : rows) tickets.push_back(row.ticket);
    if (tickets.size() > kMostInBulk) return too_many();
    if (rows.size() < kTicketsAtOnce) return tickets;
    after = TicketQuery::After{rows.back().due, rows.back().ticket.id};
  }
}

/// Adds to what is kept; what is over, and the oldest where there are too many, goes.
template <class Kept>
void keep(std::deque<Kept>& all, Kept one, domain::Instant now) {
  std::erase_if(all, [&](const Kept& known) { return known.until < now; });
  if (all.size() >= kMostKept) all.pop_front();
  all.push_back(std::move(one));
}

template <class Kept>
auto find(std::deque<Kept>& all, const std::string& token, domain::UserId user, domain::Instant now) {
  return std::find_if(all.begin(), all.end(), [&](const Kept& one) { return one.token == token && one.user == user && one.until >= now; });
}

/// The ticket becomes what it was before the act, if nothing happened to it since.
BulkRow taken_back(Ports& ports, const Principal& who, const Ticket& before, std::uint32_t version) {
  const auto instance = ports.settings.current();
  BulkRow row{before.docket, version, std::nullopt};
  ports.store.write([&](Transaction& transaction) {
    row = {before.docket, version, std::nullopt};
    const auto ticket = transaction.tickets().by_docket(before.docket);
    const bool is_theirs = ticket && domain::may(who, domain::Permission::read_ticket, before.unit, instance->units);
    if (!is_theirs) {
      row.problem = domain::not_found();
      return;
    }
    // What was said of a sealed outcome lies in the vault and is not here to be restored.
    if (ticket->version != version || (ticket->is_sealed && ticket->outcome != before.outcome)) {
      row.problem = changed_since();
      return;
    }
    const domain::Actor actor{domain::ActorKind::user, std::to_string(who.user.value), who.name};
    Changes changes;
    Ticket after = *ticket;
    happen(ports, after, domain::take_back(*ticket, before, actor, ports.clock.now()), changes);
    row.version = after.version;
    changes.ticket_changes.push_back({*ticket, std::move(after)});
    transaction.write(changes);
  });
  return row;
}

}  // namespace

Result<BulkOutcome> BulkWork::rehearse(Ports& ports, const Principal& who, const std::vector<std::string>& dockets, const BulkAct& act) {
  std::vector<BulkRow> rows;
  const auto tickets = tickets_of(ports, who, dockets, rows);
  if (!tickets) return tickets.error();
  return rehearse(ports, who, *tickets, std::move(rows), act);
}

Result<BulkOutcome> BulkWork::rehearse(Ports& ports, const Principal& who, const TicketFilter& filter, const BulkAct& act) {
  const auto tickets = tickets_of(ports, who, filter);
  if (!tickets) return tickets.error();
  return rehearse(ports, who, *tickets, {}, act);
}

Result<BulkOutcome> BulkWork::rehearse(Ports& ports, const Principal& who, const std::vector<Ticket>& tickets, std::vector<BulkRow> rows,
                                       const BulkAct& act) {
  RehearsingStore stage(ports.store);
  Ports staged{stage, ports.clock, ports.identities, ports.settings, ports.departments, ports.plugins, ports.search};
  Selection selection{ports.identities.random_hex(kMarkBytes), who.user, ports.clock.now() + kSelectionLife, {}};
  BulkOutcome outcome;
  outcome.rows = std::move(rows);
  for (const Ticket& ticket : tickets) {
    const TicketReference which{ticket.docket, ticket.version};
    const auto would = act_on(staged, who, which, act);
    outcome.rows.push_back({ticket.docket, ticket.version, would ? std::nullopt : std::optional(would.error())});
    if (would) selection.tickets.push_back(which);
  }
  outcome.selection = selection.token;
  const std::lock_guard lock(mutex_);
  keep(selections_, std::move(selection), ports.clock.now());
  return outcome;
}

Result<BulkOutcome> BulkWork::perform(Ports& ports, const Principal& who, const std::vector<std::string>& dockets, const BulkAct& act) {
  std::vector<BulkRow> rows;
  const auto tickets = tickets_of(ports, who, dockets, rows);
  if (!tickets) return tickets.error();
  std::vector<TicketReference> which;
  for (const Ticket& ticket : *tickets) which.push_back({ticket.docket, ticket.version});
  auto outcome = perform(ports, who, which, act);
  if (outcome) outcome->rows.insert(outcome->rows.begin(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
  return outcome;
}

Result<BulkOutcome> BulkWork::perform(Ports& ports, const Principal& who, const TicketFilter& filter, const BulkAct& act) {
  const auto tickets = tickets_of(ports, who, filter);
  if (!tickets) return tickets.error();
  std::vector<TicketReference> which;
  for (const Ticket& ticket : *tickets) which.push_back({ticket.docket, ticket.version});
  return perform(ports, who, which, act);
}

Result<BulkOutcome> BulkWork::perform_selection(Ports& ports, const Principal& who, const std::string& selection, const BulkAct& act) {
  std::vector<TicketReference> tickets;
  {
    const std::lock_guard lock(mutex_);
    const auto found = find(selections_, selection, who.user, ports.clock.now());
    if (found == selections_.end()) return domain::conflict("selection_gone", "What was chosen is no longer remembered.", "Preview it again.");
    tickets = std::move(found->tickets);
    selections_.erase(found);
  }
  return perform(ports, who, tickets, act);
}

Result<BulkOutcome> BulkWork::perform(Ports& ports, const Principal& who, const std::vector<TicketReference>& tickets, const BulkAct& act) {
  Undo undo{ports.identities.random_hex(kMarkBytes), who.user, {}, {}};
  BulkOutcome outcome;
  for (const TicketReference& which : tickets) {
    std::optional<Ticket> before;
    ports.store.read([&](Transaction& transaction) { before = transaction.tickets().by_docket(which.docket); });
    const auto done = act_on(ports, who, which, act);
    outcome.rows.push_back({which.docket, done ? done->version : which.version.value_or(0), done ? std::nullopt : std::optional(done.error())});
    if (done && before && act.kind != ActKind::note) undo.done.push_back({std::move(*before), done->version});
  }
  if (undo.done.empty()) return outcome;
  undo.until = ports.clock.now() + kUndoLife;
  outcome.undo = undo.token;
  outcome.undo_until = undo.until;
  const std::lock_guard lock(mutex_);
  keep(undos_, std::move(undo), ports.clock.now());
  return outcome;
}

Result<BulkOutcome> BulkWork::take_back(Ports& ports, const Principal& who, const std::string& token) {
  std::vector<Done> done;
  {
    const std::lock_guard lock(mutex_);
    const auto found = find(undos_, token, who.user, ports.clock.now());
    if (found == undos_.end()) return domain::conflict("undo_gone", "This can no longer be taken back.", "Work on the tickets themselves.");
    done = std::move(found->done);
    undos_.erase(found);
  }
  BulkOutcome outcome;
  for (const Done& one : done) outcome.rows.push_back(taken_back(ports, who, one.before, one.version));
  return outcome;
}

}  // namespace seva::actions
