#include "storage/search_records.hpp"

#include <algorithm>

#include "domain/sealed.hpp"
#include "storage/key_list.hpp"
#include "storage/row_codec.hpp"

namespace seva::storage {
namespace {

const Select kEventsAfter = select("follow the log", "id, ticket", "FROM events WHERE id > :after ORDER BY id LIMIT :most");
/// That a ticket went into an archive or came back is no event of it; it stands in the log at the id of its move.
const Select kMovesAfter =
    select("follow what goes and comes", "move, ticket", "FROM archived_tickets WHERE move > :after ORDER BY move LIMIT :most");
const Select kTicketsBefore = select("go through tickets", "id", "FROM tickets WHERE id < :before ORDER BY id DESC LIMIT :most");
const Select kOldestTicket = select("find the oldest ticket", "COALESCE(MIN(id), 0)", "FROM tickets");
constexpr KeyedSelect kMessagesOfTickets{"read what tickets' messages say", "id, ticket, source_id, author_id, author_handle, author_name, body",
                                         "FROM messages WHERE ticket IN", ""};
/// replied, noted, status_changed, reopened, forwarded, transferred, reopening_asked
constexpr KeyedSelect kRemarks{"read what was remarked on tickets", kEventColumns, "FROM events WHERE kind IN (4, 5, 6, 7, 11, 12, 25) AND ticket IN",
                               ""};

template <class Parts>
void sort_by_id(Parts& parts) {
  std::sort(parts.begin(), parts.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
}

}  // namespace

std::vector<actions::LoggedEvent> SociSearchRecords::events_after(domain::EventId after, std::size_t limit) {
  std::vector<actions::LoggedEvent> events;
  const auto take = [&](Row& row) {
    const auto event = row.id<domain::EventId>();
    events.push_back({event, row.id<domain::TicketId>()});
  };
  session_.select(kEventsAfter, {to_value(after), to_value(limit)}, take);
  const auto logged = static_cast<std::ptrdiff_t>(events.size());
  session_.select(kMovesAfter, {to_value(after), to_value(limit)}, take);
  std::inplace_merge(events.begin(), events.begin() + logged, events.end(),
                     [](const auto& left, const auto& right) { return left.event < right.event; });
  std::size_t end = std::min(limit, events.size());
  while (end < events.size() && events[end].event == events[end - 1].event) ++end;  // numbered by two processes at once
  events.resize(end);
  return events;
}

std::vector<domain::TicketId> SociSearchRecords::tickets_before(domain::TicketId before, std::size_t limit) {
  std::vector<domain::TicketId> tickets;
  session_.select(kTicketsBefore, {to_value(before), to_value(limit)}, [&](Row& row) { tickets.push_back(row.id<domain::TicketId>()); });
  return tickets;
}

domain::TicketId SociSearchRecords::oldest_ticket() {
  domain::TicketId oldest;
  session_.select(kOldestTicket, {}, [&](Row& row) { oldest = row.id<domain::TicketId>(); });
  return oldest;
}

std::vector<actions::SaidWords> SociSearchRecords::messages_of(std::span<const domain::TicketId> tickets) {
  std::vector<std::pair<domain::MessageId, actions::SaidWords>> found;
  select_by_keys(session_, kMessagesOfTickets, {}, key_values(tickets), [&](Row& row) {
    const auto id = row.id<domain::MessageId>();
    const auto ticket = row.id<domain::TicketId>();
    if (domain::is_pseudonym(row.text())) return;
    actions::SaidWords said{ticket, {}, {}};
    said.author.id = row.text();
    said.author.handle = row.text();
    said.author.name = row.text();
    said.text = row.text();
    found.emplace_back(id, std::move(said));
  });
  sort_by_id(found);
  std::vector<actions::SaidWords> words;
  words.reserve(found.size());
  for (auto& [id, said] : found) words.push_back(std::move(said));
  return words;
}

std::vector<domain::Event> SociSearchRecords::remarks_of(std::span<const domain::TicketId> tickets) {
  std::vector<domain::Event> remarks;
  select_by_keys(session_, kRemarks, {}, key_values(tickets), [&](Row& row) { remarks.push_back(read_event(row)); });
  std::sort(remarks.begin(), remarks.end(), [](const domain::Event& left, const domain::Event& right) { return left.id < right.id; });
  return remarks;
}

}  // namespace seva::storage
