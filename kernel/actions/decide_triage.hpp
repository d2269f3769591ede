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
  std::vector<domain::Ticket> citizen_before;  ///< the citizen's newest others that the person may read, at most four; none where it is sealed
};

/// How long whoever decided may take it back.
inline constexpr std::chrono::minutes kTriageUndoTime{10};

/// How the person's desks do today, by the instance's clock.
struct TriageFigures {
  std::int64_t waiting = 0;
  std::int64_t decided_today = 0;
  std::optional<domain::Instant> oldest_at;  ///< since when the one that is due first waits
};

[[nodiscard]] TriageFigures triage_figures(Ports& ports, const domain::Principal& who);

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
  std::string into;  ///< a docket: the message joins that ticket, and nothing else is decided
  std::string reason;
};

struct TriageOutcome {
  std::optional<domain::Ticket> ticket;  ///< the ticket that was opened, corrected or joined; none when dismissed
  domain::EventId decision = {};         ///< what undo_triage() takes back
  domain::Instant decided_at = {};
};

/// Promotes a message to a ticket, settles a ticket's unit, adds the message to an older ticket, or dismisses it. Each is an event that holds what
/// the machine proposed and what the person made of it. conflict: somebody decided before. invalid: relevance and act contradict each other (a
/// grievance is not dismissed, praise opens no ticket), a ticket's question names another department, or a name is unknown. A question that waits
/// again after its ticket was opened may name another department, and dismissing it closes the ticket as no complaint.
[[nodiscard]] domain::Result<TriageOutcome> decide_triage(Ports& ports, const domain::Principal& who, domain::TriageId id,
                                                          const TriageDecision& decision);

/// Takes a decision back by new events; the question waits again. A ticket that was opened stays, since its docket may be known, and lies at the
/// triage desk; its receipt is held back if it has not left. conflict: undo_gone (it is not the last decision, not the person's own, or older than
/// kTriageUndoTime), worked_on (somebody did something with the ticket since).
[[nodiscard]] domain::Result<TriageCase> undo_triage(Ports& ports, const domain::Principal& who, domain::TriageId id, domain::EventId decision);

}  // namespace seva::actions
