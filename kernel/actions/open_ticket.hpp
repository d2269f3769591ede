#pragma once

#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// What is needed to open a ticket.
struct Opening {
  domain::Message* message = nullptr;  ///< its citizen is set; ticket and disposition are set here
  const domain::Assessment* assessment = nullptr;
  std::string unit;  ///< who shall hold it
  std::vector<const domain::Account*> addressed;
  std::vector<domain::Reason> reasons;  ///< the kernel's own, before the department's
  domain::Actor actor;
  std::string reason;        ///< as typed by a person who promoted it
  domain::CallId call = {};  ///< that it was made of, if any
};

struct Opened {
  domain::Ticket ticket;
  domain::Event event;
  std::vector<domain::Delivery> deliveries;  ///< the receipt with the docket, or why it is not sent
};

/// Makes a ticket with its docket, deadlines and first event, and the citizen's receipt. Writes nothing.
[[nodiscard]] Opened open_ticket(Ports& ports, const domain::Instance& instance, const Opening& opening, domain::Instant now);

/// What the citizen is told at once, with the docket. An emergency has its own words, where the instance has them. What is sealed has neutral ones or
/// none: whoever holds the phone learns nothing. Empty: nothing is said.
[[nodiscard]] std::string receipt_text(const domain::Instance& instance, const domain::Ticket& ticket);

}  // namespace seva::actions
