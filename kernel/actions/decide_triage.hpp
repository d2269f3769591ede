#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// A triage item with what a person needs to decide it.
struct TriageCase {
  domain::TriageItem item;
  domain::Message message;
  std::optional<domain::Ticket> ticket;
};

/// Undecided items at desks that the person may work, soonest due first. What is sealed is among them for those alone who may read it, and is
/// not opened in a list.
[[nodiscard]] std::vector<TriageCase> list_triage(Ports& ports, const domain::Principal& who, std::optional<TicketQuery::After> after,
                                                  std::size_t limit);

/// What is sealed is opened, and the look is written down.
[[nodiscard]] domain::Result<TriageCase> show_triage(Ports& ports, const domain::Principal& who, domain::TriageId id);

/// A person's answer. What is left empty stays as the machine proposed.
struct TriageDecision {
  bool is_dismissed = false;  ///< nobody has to act; needs a reason
  std::optional<domain::Relevance> relevance;
  std::string department;
  std::string category;
  std::optional<domain::Priority> priority;
  std::string unit;
  std::string reason;
};

struct TriageOutcome {
  std::optional<domain::Ticket> ticket;  ///< the ticket that was opened or corrected; none when dismissed
};

/// Promotes a message to a ticket, settles a ticket's unit, or dismisses a message. Each is an event that holds what the machine proposed and what
/// the person made of it. conflict: somebody decided before. invalid: relevance and act contradict each other (a grievance is not dismissed, praise
/// opens no ticket), a ticket's question names another department, or a name is unknown.
[[nodiscard]] domain::Result<TriageOutcome> decide_triage(Ports& ports, const domain::Principal& who, domain::TriageId id,
                                                          const TriageDecision& decision);

}  // namespace seva::actions
