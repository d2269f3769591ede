#include "actions/read_tickets.hpp"

#include <algorithm>

#include "actions/archived.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "domain/docket.hpp"

namespace seva::actions {
namespace {

using domain::Event;
using domain::EventKind;
using domain::Permission;
using domain::Status;
using StageKind = TrackingStage::Kind;

std::optional<TrackingStage> stage_of(const Event& event) {
  const auto stage = [&](StageKind kind) { return TrackingStage{kind, event.at, std::string(event.detail(domain::detail_name::kUnit))}; };
  switch (event.kind) {
    case EventKind::opened: return stage(StageKind::received);
    case EventKind::forwarded:
    case EventKind::transferred: return stage(StageKind::assigned);
    case EventKind::information_received: return stage(StageKind::answered);
    case EventKind::reopened: return stage(StageKind::reopened);
    case EventKind::verified: return stage(StageKind::verified);
    case EventKind::triaged: return event.detail(domain::detail_name::kUnit).empty() ? std::nullopt : std::optional(stage(StageKind::assigned));
    case EventKind::status_changed: break;
    default: return std::nullopt;
  }
  switch (domain::status_named(event.detail(domain::detail_name::kStatus)).value_or(Status::open)) {
    case Status::in_process: return stage(StageKind::in_process);
    case Status::incomplete: return stage(StageKind::asked);
    case Status::closed: return stage(StageKind::closed);
    case Status::open: return std::nullopt;
  }
  return std::nullopt;
}

Tracking tracking_of(const domain::Ticket& ticket, const std::vector<Event>& events) {
  Tracking tracking;
  tracking.docket = ticket.docket;
  tracking.status = ticket.status;
  tracking.unit = ticket.unit;
  tracking.opened_at = ticket.opened_at;
  if (ticket.status == Status::open || ticket.status == Status::in_process) tracking.due = ticket.resolution_due;
  tracking.is_reopened = ticket.reopened_count > 0;
  tracking.is_verified = ticket.verified_at.has_value();
  for (const Event& event : events)
    if (auto stage = stage_of(event)) tracking.stages.push_back(std::move(*stage));
  return tracking;
}

/// What is stored, opened: the outcome's fields stand in the events.
void open_file(Transaction& transaction, TicketFile& file) {
  open(transaction, file.events);
  open_texts(transaction, file.messages);
  open(transaction, file.deliveries);
  open(transaction, file.files);
  domain::Ticket rebuilt;
  for (const Event& event : file.events) apply(rebuilt, event);
  file.ticket.outcome = std::move(rebuilt.outcome);
}

std::vector<MessageFile> files_of(Transaction& transaction, const std::vector<domain::Message>& messages) {
  std::vector<domain::MessageId> ids;
  for (const domain::Message& message : messages) ids.push_back(message.id);
  return ids.empty() ? std::vector<MessageFile>{} : transaction.files().of_messages(ids);
}

TicketFile file_of(Transaction& transaction, domain::Ticket ticket) {
  TicketFile file;
  file.events = transaction.tickets().events(ticket.id);
  file.messages = transaction.tickets().messages(ticket.id);
  file.deliveries = transaction.deliveries().of_ticket(ticket.id);
  file.files = transaction.files().of_ticket(ticket.id);
  file.message_files = files_of(transaction, file.messages);
  if (!ticket.is_sealed)
    if (auto citizen = transaction.intake().author(ticket.citizen, ticket.channel)) file.citizen = std::move(*citizen);
  file.ticket = std::move(ticket);
  return file;
}

/// What belongs to nothing that the person sees is not theirs to see.
void keep_own_parts(TicketFile& file, const domain::Principal& who, const domain::UnitTree& units) {
  keep_own_notes(file.events, who, units);
  std::erase_if(file.files, [&](const domain::File& one) {
    return file.is_closed_to || std::none_of(file.events.begin(), file.events.end(), [&](const Event& event) { return event.id == one.event; });
  });
}

}  // namespace

void keep_own_notes(std::vector<Event>& events, const domain::Principal& who, const domain::UnitTree& units) {
  std::string holder;
  std::erase_if(events, [&](const Event& event) {
    if (const auto unit = event.detail(domain::detail_name::kUnit); !unit.empty()) holder = unit;
    return event.kind == EventKind::noted && !domain::may(who, Permission::read_ticket, holder, units);
  });
}

domain::Result<TicketFile> show_ticket(Ports& ports, const domain::Principal& who, const std::string& typed) {
  const auto instance = ports.settings.current();
  std::optional<TicketFile> file;
  domain::Problem absent = domain::not_found();
  ports.store.read([&](Transaction& transaction) {
    file.reset();
    auto ticket = readable_ticket(transaction, who, *instance, typed);
    if (!ticket) return void(absent = ticket.error());
    file = file_of(transaction, std::move(*ticket));
  });
  if (!file) return absent;
  file->is_closed_to = file->ticket.is_sealed && !may_read_sealed(who, file->ticket.unit, *instance);
  if (!file->ticket.is_sealed || file->is_closed_to) {
    keep_own_parts(*file, who, instance->units);
    return std::move(*file);
  }
  const domain::TicketId id = file->ticket.id;
  ports.store.write([&](Transaction& transaction) {
    file.reset();
    const auto tickets = transaction.tickets().by_ids({&id, 1});
    if (tickets.empty() || !may_read_sealed(who, tickets.front().unit, *instance)) return;
    Changes changes;
    changes.sealed_reads.push_back(look_of(ports, who, domain::SealedLook::text, id));
    transaction.write(changes);
    file = file_of(transaction, tickets.front());
    open_file(transaction, *file);
  });
  if (!file) return domain::not_found();
  keep_own_parts(*file, who, instance->units);
  return std::move(*file);
}

std::vector<TicketRow> list_tickets(Ports& ports, const domain::Principal& who, TicketQuery query) {
  const auto instance = ports.settings.current();
  query.scope = domain::scope_of(who, Permission::read_ticket, instance->units);
  std::vector<TicketRow> rows;
  ports.store.read([&](Transaction& transaction) { rows = transaction.tickets().list(query); });
  return rows;
}

std::vector<UnitCount> count_tickets(Ports& ports, const domain::Principal& who) {
  const auto instance = ports.settings.current();
  const domain::Scope scope = domain::scope_of(who, Permission::read_statistics, instance->units);
  std::vector<UnitCount> counts;
  ports.store.read([&](Transaction& transaction) { counts = transaction.tickets().counts(scope); });
  return counts;
}

domain::Result<Tracking> track_docket(Ports& ports, const std::string& typed) {
  const auto instance = ports.settings.current();
  const auto docket = domain::Docket::parse(instance->docket_prefix, typed);
  if (!docket) return docket.error();
  std::optional<Tracking> tracking;
  domain::Problem absent = domain::not_found();
  ports.store.read([&](Transaction& transaction) {
    tracking.reset();
    const auto ticket = transaction.tickets().by_docket(docket->text());
    if (!ticket) absent = absent_docket(transaction, *docket);
    if (!ticket || ticket->is_confidential) return;
    tracking = tracking_of(*ticket, transaction.tickets().events(ticket->id));
    if (ticket->merged_into.empty()) return;
    const auto leading = transaction.tickets().by_docket(ticket->merged_into);
    if (leading && !leading->is_confidential) tracking->merged_into = leading->docket;
  });
  if (!tracking) return absent;
  return std::move(*tracking);
}

}  // namespace seva::actions
