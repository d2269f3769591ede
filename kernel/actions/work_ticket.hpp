#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "actions/ports.hpp"
#include "domain/workflow.hpp"

namespace seva::actions {

/// What an officer does to a ticket. Every verb loads the ticket, asks the policy (an unreadable ticket is as one that does not exist),
/// checks the rule, and writes event, state and outbox in one transaction. A sealed ticket is worked by those alone who may read it. All are
/// thread-safe.

/// Which ticket, and which version of it the caller saw. Without a version nothing is compared.
struct TicketReference {
  std::string docket;
  std::optional<std::uint32_t> version;
};

struct Reply {
  std::string text;
  bool is_private = false;
  std::optional<domain::StatusChange> then;  ///< the status that follows, in the same transaction
  std::string ready = {};                    ///< instead of a text: the purpose of one of the instance's ready texts
  std::string resends = {};                  ///< the id of a delivery that failed and is sent in this way now; without a text its own is taken
  std::string ready_reply = {};              ///< the id of the ready reply that it began from, for the figures
  std::vector<domain::FileId> files =
      {};                      ///< that the person uploaded to this ticket; they go with it in this order. With `resends`, its own go again
  bool to_all_joined = false;  ///< the citizens of the tickets that are part of this one get the text as well (answer_joined.hpp)
};

/// Answers the citizen by the outbox. Refused: empty, longer than the channel carries, a channel that cannot, a confidential ticket in public, and
/// for a sealed one every text but the neutral ready ones, and every file; files that the channel does not carry (delivery_files.hpp).
[[nodiscard]] domain::Result<domain::Ticket> reply_to_citizen(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                              const Reply& reply);

/// Tries a delivery that failed, or that waits for its next attempt, again now.
[[nodiscard]] domain::Result<domain::Ticket> retry_delivery(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                            domain::DeliveryId delivery);

/// `files`: at most ten that the person uploaded to this ticket (attach_files.hpp).
[[nodiscard]] domain::Result<domain::Ticket> add_note(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                      const std::string& text, std::span<const domain::FileId> files = {});

/// Closing is checked by the ticket's department: it may want the number of a case, say.
[[nodiscard]] domain::Result<domain::Ticket> change_status(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                           const domain::StatusChange& change);

/// To a person by login, or to nobody where it is empty. The person must be able to read the ticket.
[[nodiscard]] domain::Result<domain::Ticket> assign_ticket(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                           const std::string& login);

[[nodiscard]] domain::Result<domain::Ticket> forward_ticket(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                            const std::string& unit, const std::string& reason);

[[nodiscard]] domain::Result<domain::Ticket> correct_ticket(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                            const domain::Correction& correction);

[[nodiscard]] domain::Result<domain::Ticket> verify_closure(Ports& ports, const domain::Principal& who, const TicketReference& which,
                                                            const std::string& reason);

}  // namespace seva::actions
