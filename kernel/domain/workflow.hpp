#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/event.hpp"
#include "domain/instance.hpp"
#include "domain/result.hpp"

namespace seva::domain {

/// What an officer does to a ticket. Each function checks the rule and answers with the event that makes it so; ids are set by the caller.
/// None of them changes the ticket: apply() does.

struct StatusChange {
  Status to = Status::in_process;
  Outcome outcome;  ///< needed for closed, and only there
  std::string reason;
};

/// Every status may follow every other but itself, with these rules: closing needs an outcome; leaving closed is a reopening and needs a reason;
/// incomplete stops the clock, leaving it moves the resolution's deadline by the time it stood.
[[nodiscard]] Result<Event> change_status(const Ticket& ticket, const StatusChange& change, const Actor& actor, Instant now);

/// The office at headquarters found that the closure is right. Only for a closed ticket that is not yet verified.
[[nodiscard]] Result<Event> verify(const Ticket& ticket, const std::string& reason, const Actor& actor, Instant now);

/// The citizen appeals against a closure.
[[nodiscard]] Result<Event> appeal(const Ticket& ticket, const std::string& reason, const Actor& actor, Instant now);

/// Hands the ticket to another unit; the assignee is set free. `to` must exist and differ from the holder; a reason is needed.
/// A sealed ticket stays with the unit that keeps it and those below.
[[nodiscard]] Result<Event> forward(const Ticket& ticket, const UnitTree& units, const std::string& to, const std::string& reason, const Actor& actor,
                                    Instant now);

/// True where a ticket that is sealed or not may lie at the unit: what is sealed never leaves its keeper.
[[nodiscard]] bool may_lie_at(const Ticket& ticket, const UnitTree& units, const std::string& unit);

[[nodiscard]] Problem sealed_stays();

/// Shows who the citizen of a sealed ticket is. A reason is needed; conflict where nothing is sealed.
[[nodiscard]] Result<Event> reveal(const Ticket& ticket, const std::string& reason, const Actor& actor, Instant now);

/// Gives the ticket to a person (or to nobody).
[[nodiscard]] Result<Event> assign(const Ticket& ticket, UserId assignee, const std::string& assignee_name, const Actor& actor, Instant now);

struct Correction {
  std::optional<std::string> category;
  std::optional<Priority> priority;
  std::string reason;
};

/// Corrects category or priority; deadlines are computed anew from when the ticket was opened, with their reasons.
[[nodiscard]] Result<Event> correct(const Ticket& ticket, const Instance& instance, const Correction& correction, const Actor& actor, Instant now);

/// A reason as a person types it: not longer than 4,000 bytes, and where it is needed more than blanks.
[[nodiscard]] Result<void> check_reason(const std::string& reason, bool is_needed);

/// Closes the ticket as part of another one: the same thing told twice. A reason is needed. Neither may be merged already, the leading one is not
/// closed, and what is sealed joins only what is sealed by the same keeper.
[[nodiscard]] Result<Event> merge(const Ticket& ticket, const Ticket& leading, const UnitTree& units, const std::string& reason, const Actor& actor,
                                  Instant now);

/// What the leading ticket is told of it.
[[nodiscard]] Event took_in(const Ticket& leading, const Ticket& merged, const Actor& actor, Instant now);

/// Takes a merge back: the ticket is where it was before. `before` is its status then.
[[nodiscard]] Result<Event> unmerge(const Ticket& ticket, Status before, const Actor& actor, Instant now);

/// What the ticket that led is told of it.
[[nodiscard]] Event let_go(const Ticket& leading, const Ticket& unmerged, const Actor& actor, Instant now);

/// Tickets that are part of another one: their dockets, and their citizens' ids where they are not sealed.
using JoinedTickets = std::map<std::string, std::string>;
/// Goes through the leading ticket's events, oldest first; all kinds but merged and unmerged change nothing.
void follow(JoinedTickets& joined, const Event& event);

/// Makes the ticket what it was before the last act on it. Whoever calls knows that nothing happened since.
[[nodiscard]] Event take_back(const Ticket& ticket, const Ticket& before, const Actor& actor, Instant now);

[[nodiscard]] Event note(const Ticket& ticket, const std::string& text, const Actor& actor, Instant now);

/// The citizen (or another voice in the thread) wrote. An answer of the citizen to an incomplete ticket sets its clock going again.
[[nodiscard]] Event message_arrived(const Ticket& ticket, MessageId message, bool is_from_citizen, Instant sent_at, Instant now);

}  // namespace seva::domain
