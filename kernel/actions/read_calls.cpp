#include "actions/read_calls.hpp"

#include "domain/sealed.hpp"

namespace seva::actions {
namespace {

using domain::CallSession;
using domain::Permission;

constexpr std::size_t kMostTickets = 20;
constexpr std::size_t kMostCalls = 101;
constexpr std::chrono::days kLookedBack{30};

ScreenPop screen_pop_of(Transaction& transaction, const CallSession& call, const domain::Scope& readable) {
  ScreenPop pop;
  const auto calls = transaction.calls().of_caller(call.channel, call.facts.number.value, call.started_at - kLookedBack, kMostCalls);
  for (const CallSession& one : calls) {
    if (one.id == call.id || one.started_at > call.started_at) continue;
    ++pop.calls_before;
    if (one.facts.state.value == domain::CallState::abandoned) ++pop.missed_before;
  }
  if (!call.citizen) return pop;
  pop.citizen = transaction.intake().author(call.citizen, call.channel);
  TicketQuery query;
  query.scope = readable;
  query.citizen = call.citizen;
  query.only_open = true;
  query.limit = kMostTickets;
  for (TicketRow& row : transaction.tickets().list(query)) pop.tickets.push_back(std::move(row.ticket));
  return pop;
}

/// Who calls a confidential line is shown nowhere but by a reveal of the ticket; that somebody calls, and whether they are known, is.
void hide_caller(CallSession& call) {
  if (!domain::is_pseudonym(call.facts.number.value)) return;
  call.facts.number.value = domain::kHidden;
  call.facts.location = {};
  call.citizen = {};
}

}  // namespace

std::vector<CallRow> list_calls(Ports& ports, const domain::Principal& who, CallQuery query) {
  const auto instance = ports.settings.current();
  query.scope = domain::scope_of(who, Permission::read_call, instance->units);
  std::vector<CallRow> rows;
  ports.store.read([&](Transaction& transaction) { rows = transaction.calls().list(query); });
  for (CallRow& row : rows) hide_caller(row.call);
  return rows;
}

domain::Result<CallFile> show_call(Ports& ports, const domain::Principal& who, domain::CallId id) {
  const auto instance = ports.settings.current();
  const domain::Scope readable = domain::scope_of(who, Permission::read_ticket, instance->units);
  std::optional<CallFile> file;
  ports.store.read([&](Transaction& transaction) {
    file.reset();
    auto call = transaction.calls().find(id);
    if (!call || !domain::may(who, Permission::read_call, call->unit, instance->units)) return;
    file.emplace();
    file->screen_pop = screen_pop_of(transaction, *call, readable);
    file->dismissal = transaction.calls().dismissal(id);
    for (domain::Ticket& ticket : transaction.tickets().by_ids({&call->ticket, 1}))
      if (domain::may(who, Permission::read_ticket, ticket.unit, instance->units)) file->ticket = std::move(ticket);
    if (domain::is_pseudonym(call->facts.number.value) && file->screen_pop.citizen)
      file->screen_pop.citizen = domain::Author{{}, {}, std::string(domain::kHidden)};
    file->call = std::move(*call);
    hide_caller(file->call);
  });
  if (!file) return domain::not_found();
  return std::move(*file);
}

}  // namespace seva::actions
