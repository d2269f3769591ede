#pragma once

#include <optional>
#include <string>

#include "actions/ports.hpp"

namespace seva::actions {

/// The kernel's own channel: what came by no plugin, but at the counter, in a letter or by e-mail, and was written down by a person.
inline constexpr const char* kCounter = "counter";

/// What the person fills in. What is left empty stays as the departments propose.
struct CounterForm {
  std::string text;       ///< what the citizen says; must be given
  std::string name;       ///< the citizen's
  std::string phone;      ///< theirs, with country code or of ten digits; by it they are known again
  std::string reference;  ///< of the letter, say: the same one is registered once; empty: none
  std::string language;   ///< BCP 47
  std::string place;      ///< where it is happening
  std::string department, category;
  std::optional<domain::Priority> priority;
  std::string unit;
};

/// Registers a complaint for a citizen who stands before the person or wrote on paper: a ticket as any other, assessed by the departments, with what
/// the person chose over it. It may go to any unit; the person needs the right to make tickets of calls somewhere. conflict: registered_already,
/// which names the docket. Nobody is answered by itself: the docket is told or printed.
[[nodiscard]] domain::Result<domain::Ticket> register_ticket(Ports& ports, const domain::Principal& who, const CounterForm& form);

}  // namespace seva::actions
