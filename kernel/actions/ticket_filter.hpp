#pragma once

#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// What people choose tickets by: one thing for lists, counts, views and bulk. Empty members choose nothing.
struct TicketFilter {
  std::vector<domain::Status> statuses;
  bool is_open = false;
  std::string unit;    ///< this one and no other
  std::string within;  ///< this one and all below it
  std::vector<std::string> categories;
  std::vector<std::string> channels;
  std::string department;
  std::vector<domain::Priority> priorities;
  std::string assignee;  ///< me, nobody or a login
  std::vector<ClockGroup> groups;
  bool needs_attention = false;
  bool is_unverified = false;
  bool is_reopened = false;
  std::string opened_from;           ///< a day of the instance as 2026-11-22, inclusive
  std::string opened_to;             ///< the same
  std::string words;                 ///< a docket or its start, else what search_tokens.hpp: terms_of() reads
  std::vector<std::string> dockets;  ///< exactly these

  friend bool operator==(const TicketFilter&, const TicketFilter&) = default;
};

/// Names what cannot be: an unknown unit, category, department or channel, a day that is none.
[[nodiscard]] domain::Result<void> check_filter(const TicketFilter& filter, const domain::Instance& instance);

/// The most tickets that a search for words counts and sorts: the newest ones.
inline constexpr std::size_t kMostFound = 2'000;

/// What the person may read of what the filter chooses. Words are looked for in the search index: in order of due, among the newest kMostFound
/// tickets that have them. What was written a moment ago may not be in it yet (index_tickets.hpp). A checked filter only.
[[nodiscard]] std::vector<TicketRow> find_tickets(Ports& ports, const domain::Principal& who, const TicketFilter& filter, TicketOrder order,
                                                  const std::optional<TicketQuery::After>& after, std::size_t limit);

/// How many there are, by clock.
[[nodiscard]] ClockCounts count_found(Ports& ports, const domain::Principal& who, const TicketFilter& filter);

/// Does the ticket have what the query asks for? The same as the store's answer to it, for tickets that were found otherwise.
[[nodiscard]] bool matches(const domain::Ticket& ticket, const TicketQuery& query);

/// Where the ticket's clock stands.
[[nodiscard]] ClockGroup clock_group(const domain::Ticket& ticket, domain::Instant now, domain::Instant day_end);

/// The start of a day of the time zone; nullopt for what is no day.
[[nodiscard]] std::optional<domain::Instant> day_start(const std::string& day, const std::string& time_zone);

/// The end of the day that it is now.
[[nodiscard]] domain::Instant day_end(domain::Instant now, const std::string& time_zone);

}  // namespace seva::actions
