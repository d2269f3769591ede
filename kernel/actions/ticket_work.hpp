#pragma once

#include <functional>
#include <vector>

#include "actions/work_ticket.hpp"

namespace seva::actions {

/// What all verbs on a ticket share. For the files of this folder that are such verbs.

/// What a verb works with, inside its transaction.
struct Work {
  Transaction& transaction;
  const domain::Instance& instance;
  const domain::Ticket& ticket;
  domain::Actor actor;
  domain::Instant now;
  Changes& changes;
};

/// The events that the verb causes; what else it writes, it adds to the changes.
using Rule = std::function<domain::Result<std::vector<domain::Event>>(Work&)>;

/// Loads the ticket, asks the policy, compares the version, applies the rule's events and writes all of it in one transaction.
[[nodiscard]] domain::Result<domain::Ticket> work(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                  domain::Permission permission, const Rule& rule);

/// A text as it is stored; refused where it is blank, too long or not UTF-8.
[[nodiscard]] domain::Result<std::string> checked_text(const std::string& text);

/// The rule of the workflow, then the department's: is the outcome what it wants?
[[nodiscard]] domain::Result<domain::Event> checked_status(Ports& ports, const Work& at_hand, const domain::Ticket& ticket,
                                                           const domain::StatusChange& change);

/// The policy's answer where the ticket is one that the person may read: may they do this to it?
[[nodiscard]] domain::Result<void> check_permission(const domain::Principal& who, const domain::Ticket& ticket, domain::Permission permission,
                                                    const domain::Instance& instance);

/// Adds an event to the changes, with an id where it has none yet, and makes the ticket what it is after it.
void happen(Ports& ports, domain::Ticket& ticket, domain::Event event, Changes& changes);

}  // namespace seva::actions
