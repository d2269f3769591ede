#pragma once

#include <span>
#include <string>
#include <vector>

#include "domain/event.hpp"
#include "domain/message.hpp"

namespace seva::actions {

/// An event of the log and the ticket that it changed; none for one without a ticket. That a ticket went into an archive, or came back, counts as
/// one.
struct LoggedEvent {
  domain::EventId event;
  domain::TicketId ticket;
};

/// What was said about a ticket, and by whom.
struct SaidWords {
  domain::TicketId ticket;
  domain::Author author;
  std::string text;
};

/// What an index of words is made from, for many tickets at once and by key.
class SearchRecords {
 public:
  virtual ~SearchRecords() = default;
  /// By id, from after `after` on. Where several bear the id of the last one, all of them.
  virtual std::vector<LoggedEvent> events_after(domain::EventId after, std::size_t limit) = 0;
  /// Ids below `before`, newest first.
  virtual std::vector<domain::TicketId> tickets_before(domain::TicketId before, std::size_t limit) = 0;
  /// None where no ticket is stored.
  virtual domain::TicketId oldest_ticket() = 0;
  /// By their ids. Nothing of sealed messages.
  virtual std::vector<SaidWords> messages_of(std::span<const domain::TicketId> tickets) = 0;
  /// Replies, notes, and what was written beside a change of status or unit.
  virtual std::vector<domain::Event> remarks_of(std::span<const domain::TicketId> tickets) = 0;
};

}  // namespace seva::actions
