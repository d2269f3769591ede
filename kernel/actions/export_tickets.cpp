#include "actions/export_tickets.hpp"

#include <algorithm>

namespace seva::actions {
namespace {

constexpr std::size_t kRowsAtOnce = 200;

/// The conversation in its order: the citizen's messages, and what was answered.
std::vector<ImportedMessage> conversation_of(Transaction& transaction, domain::TicketId ticket, const std::vector<domain::Message>& messages) {
  std::vector<ImportedMessage> said;
  for (const domain::Message& message : messages)
    if (message.direction == domain::Direction::incoming) said.push_back({message.sent_at, false, message.text});
  for (const domain::Event& event : transaction.tickets().events(ticket))
    if (event.kind == domain::EventKind::replied) said.push_back({event.at, true, std::string(event.detail(domain::detail_name::kText))});
  std::stable_sort(said.begin(), said.end(), [](const ImportedMessage& one, const ImportedMessage& other) { return one.sent_at < other.sent_at; });
  const auto complaint = std::find_if(said.begin(), said.end(), [](const ImportedMessage& one) { return !one.is_from_office; });
  if (complaint != said.end()) std::rotate(said.begin(), complaint, complaint + 1);
  return said;
}

ExportedTicket exported(Transaction& transaction, const domain::Ticket& ticket) {
  ExportedTicket leaving;
  ImportedTicket& row = leaving.row;
  row.channel = ticket.channel;
  row.docket = ticket.docket;
  row.language = ticket.language;
  row.department = ticket.department;
  row.unit = ticket.unit;
  row.category = ticket.category;
  row.priority = ticket.priority;
  row.status = ticket.status;
  row.outcome = ticket.outcome.code;
  row.opened_at = ticket.opened_at;
  row.closed_at = ticket.closed_at;
  row.is_confidential = ticket.is_confidential;
  leaving.is_sealed = ticket.is_sealed;
  leaving.responded_at = ticket.responded_at;
  leaving.resolution_due = ticket.resolution_due;
  leaving.merged_into = ticket.merged_into;
  if (ticket.is_sealed) return leaving;
  const auto messages = transaction.tickets().messages(ticket.id);
  row.messages = conversation_of(transaction, ticket.id, messages);
  const auto first =
      std::find_if(messages.begin(), messages.end(), [](const domain::Message& one) { return one.direction == domain::Direction::incoming; });
  if (first != messages.end()) row.number = first->source_id;
  if (auto author = transaction.intake().author(ticket.citizen, ticket.channel)) row.author = std::move(*author);
  return leaving;
}

bool is_wanted(const domain::Ticket& ticket, const ExportFilter& filter, const domain::UnitTree& units) {
  return filter.unit.empty() || units.is_within(ticket.unit, filter.unit);
}

}  // namespace

domain::Result<std::int64_t> export_tickets(Ports& ports, const ExportFilter& filter, const std::function<void(const ExportedTicket&)>& give) {
  const auto instance = ports.settings.current();
  if (!filter.unit.empty() && instance->units.find(filter.unit) == nullptr)
    return domain::invalid("unit_unknown", "The instance has no such unit.", filter.unit, "Look at the instance's units.csv.");
  if (!filter.department.empty() && instance->department(filter.department) == nullptr)
    return domain::invalid("department_unknown", "The instance has no such department.", filter.department, "Look at seva plugin list.");
  TicketQuery query;
  query.scope.is_everything = true;
  query.department = filter.department;
  query.opened_from = filter.opened_from;
  query.opened_before = filter.opened_before;
  query.order = TicketOrder::newest;
  query.limit = kRowsAtOnce;
  std::int64_t given = 0;
  for (std::size_t read = kRowsAtOnce; read == kRowsAtOnce;) {
    std::vector<ExportedTicket> page;
    std::optional<TicketQuery::After> last;
    ports.store.read([&](Transaction& transaction) {
      page.clear();
      const std::vector<TicketRow> rows = transaction.tickets().list(query);
      read = rows.size();
      if (!rows.empty()) last = TicketQuery::After{rows.back().due, rows.back().ticket.id};
      for (const TicketRow& row : rows)
        if (is_wanted(row.ticket, filter, instance->units)) page.push_back(exported(transaction, row.ticket));
    });
    query.after = last;
    for (const ExportedTicket& ticket : page) give(ticket);
    given += static_cast<std::int64_t>(page.size());
  }
  return given;
}

}  // namespace seva::actions
