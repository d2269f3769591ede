#include "storage/ticket_records.hpp"

#include <set>
#include <unordered_map>

#include "storage/key_list.hpp"
#include "storage/row_codec.hpp"
#include "storage/stored_numbers.hpp"
#include "storage/ticket_list.hpp"

namespace seva::storage {
namespace {

const Select kByDocket = select("find a ticket by docket", kTicketColumns, "FROM tickets WHERE docket = :docket");
const Select kArchived = select("find an archived ticket", "t.ticket, t.docket, t.unit, t.is_confidential, a.month, a.file",
                                "FROM archived_tickets t JOIN archives a ON a.id = t.archive WHERE t.docket = :docket AND t.is_back = 0");
constexpr KeyedSelect kTicketsByIds{"find tickets by id", kTicketColumns, "FROM tickets WHERE id IN", ""};
const Select kEvents = select("read a ticket's events", kEventColumns, "FROM events WHERE ticket = :ticket ORDER BY id");
const Select kEventsOfMessage = select("read a message's events", kEventColumns, "FROM events WHERE message = :message ORDER BY id");
const Select kMessages = select("read a ticket's messages", kMessageColumns, "FROM messages WHERE ticket = :ticket ORDER BY sent_at, id");
const Select kMessage = select("find a message", kMessageColumns, "FROM messages WHERE id = :id");
const Select kAllCounts = select("read all counts", "unit, status, tickets", "FROM unit_counts ORDER BY unit, status");
constexpr KeyedSelect kCounts{"read counts", "unit, status, tickets", "FROM unit_counts WHERE unit IN", "ORDER BY unit, status"};

std::vector<domain::Event> read_events(RepositorySession& session, const Select& select, std::int64_t id) {
  std::vector<domain::Event> events;
  session.select(select, {id}, [&](Row& row) { events.push_back(read_event(row)); });
  return events;
}

}  // namespace

std::optional<domain::Ticket> SociTicketRecords::by_docket(const std::string& docket) {
  std::optional<domain::Ticket> ticket;
  session_.select(kByDocket, {docket}, [&](Row& row) { ticket = read_ticket(row); });
  return ticket;
}

std::optional<actions::ArchivedTicket> SociTicketRecords::archived(const std::string& docket) {
  std::optional<actions::ArchivedTicket> ticket;
  session_.select(kArchived, {docket}, [&](Row& row) {
    ticket.emplace();
    ticket->id = row.id<domain::TicketId>();
    ticket->docket = row.text();
    ticket->unit = row.text();
    ticket->is_confidential = row.flag();
    ticket->month = row.text();
    ticket->archive = row.text();
  });
  return ticket;
}

std::vector<domain::Ticket> SociTicketRecords::by_ids(std::span<const domain::TicketId> ids) {
  std::unordered_map<domain::TicketId, domain::Ticket> found;
  select_by_keys(session_, kTicketsByIds, {}, key_values(ids), [&](Row& row) {
    domain::Ticket ticket = read_ticket(row);
    found.emplace(ticket.id, std::move(ticket));
  });
  std::vector<domain::Ticket> tickets;
  tickets.reserve(found.size());
  for (const domain::TicketId id : ids)
    if (auto ticket = found.extract(id)) tickets.push_back(std::move(ticket.mapped()));
  return tickets;
}

std::vector<actions::TicketRow> SociTicketRecords::list(const actions::TicketQuery& query) { return rows(listed_tickets(session_, query)); }

std::vector<actions::TicketRow> SociTicketRecords::rows(std::span<const domain::TicketId> ids) {
  std::vector<actions::TicketRow> rows;
  rows.reserve(ids.size());
  for (domain::Ticket& ticket : by_ids(ids)) {
    const std::int64_t due = stored_due(ticket);
    rows.push_back({std::move(ticket), due});
  }
  return rows;
}

actions::ClockCounts SociTicketRecords::count(const actions::TicketQuery& query) { return counted_tickets(session_, query); }

std::vector<domain::Event> SociTicketRecords::events(domain::TicketId ticket) { return read_events(session_, kEvents, ticket.value); }

std::vector<domain::Event> SociTicketRecords::events_of_message(domain::MessageId message) {
  return read_events(session_, kEventsOfMessage, message.value);
}

std::vector<domain::Message> SociTicketRecords::messages(domain::TicketId ticket) {
  std::vector<domain::Message> messages;
  session_.select(kMessages, {to_value(ticket)}, [&](Row& row) { messages.push_back(read_message(row)); });
  return messages;
}

std::optional<domain::Message> SociTicketRecords::message(domain::MessageId id) {
  std::optional<domain::Message> message;
  session_.select(kMessage, {to_value(id)}, [&](Row& row) { message = read_message(row); });
  return message;
}

std::vector<actions::UnitCount> SociTicketRecords::counts(const domain::Scope& scope) {
  std::vector<actions::UnitCount> counts;
  const auto take = [&](Row& row) {
    auto& count = counts.emplace_back();
    count.unit = row.text();
    count.status = row.one_of(kLastStatus);
    count.tickets = row.number();
  };
  if (scope.is_everything)
    session_.select(kAllCounts, {}, take);
  else
    select_by_keys(session_, kCounts, {}, key_values(std::set<std::string_view>(scope.units.begin(), scope.units.end())), take);
  return counts;
}

std::int64_t SociTicketRecords::opened_since(const std::string& department, domain::TicketId first) {
  static const Select kOpenedSince =
      select("count a department's new tickets", "COUNT(*)", "FROM tickets WHERE department = :department AND id >= :first");
  std::int64_t count = 0;
  session_.select(kOpenedSince, {department, to_value(first)}, [&](Row& row) { count = row.number(); });
  return count;
}

}  // namespace seva::storage
