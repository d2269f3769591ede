#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "actions/read_tickets.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {

/// What is shown of a ticket wherever it stands in a list: beside its own state what must be looked up for it.
struct TicketCard {
  domain::Ticket ticket;
  std::string assignee_name;
  domain::Author author;                     ///< as the ticket's channel knows them; nobody where it is sealed
  std::map<std::string, std::string> facts;  ///< what the department took out of the citizen's words
  std::chrono::minutes not_counted{0};       ///< how long the clock stood and went on
  std::optional<domain::Reason> deadline;    ///< why the deadlines are so
  bool is_unread = false;                    ///< the person has not seen its last change
  domain::JoinedTickets joined;              ///< what is part of this one

  /// How many citizens it is about: its own and, each once, those of what was joined to it.
  [[nodiscard]] std::size_t affected() const;
};

/// In the order of the tickets; a handful of look-ups for all of them together. Facts of sealed tickets stay sealed.
[[nodiscard]] std::vector<TicketCard> cards_of(Ports& ports, const domain::Principal& who, std::vector<domain::Ticket> tickets);

/// The card of a ticket that was shown: with its facts, where they were opened.
[[nodiscard]] TicketCard card_of(Ports& ports, const domain::Principal& who, const TicketFile& file);

/// A number with all but its ends hidden: +91 98••• ••210. Empty for what is no number.
[[nodiscard]] std::string masked_number(const std::string& number);

}  // namespace seva::actions
