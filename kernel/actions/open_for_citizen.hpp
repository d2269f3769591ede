#pragma once

#include <string>
#include <vector>

#include "actions/choose_department.hpp"

namespace seva::actions {

/// What a person chose while they wrote down what a citizen said. What is left empty stays as the departments propose.
struct PersonsChoices {
  std::string department;  ///< id
  std::string category;    ///< code
  std::optional<domain::Priority> priority;
  std::string unit;  ///< code
};

/// A Problem that names the field where the instance does not have what was chosen.
[[nodiscard]] domain::Result<void> check_choices(const domain::Instance& instance, const PersonsChoices& choices);

/// What a transaction opens a ticket from; made before it, since asking the departments takes its time.
struct ForCitizen {
  const domain::Instance& instance;
  const domain::Principal& who;
  PersonsChoices choices;
  const domain::Message& message;  ///< checked
  const Opinions& opinions;        ///< of that one message
  domain::Instant now;
};

/// The message with its id and its citizen; somebody new is added to the changes.
[[nodiscard]] domain::Message message_of_citizen(Ports& ports, Transaction& transaction, const ForCitizen& opening, Changes& changes);

/// Opens a ticket of what a person wrote down: the departments' proposal with the choices over it, and both as reasons. Where no unit is known,
/// triage is asked. `message` is from message_of_citizen(). Adds to the changes and writes nothing.
[[nodiscard]] domain::Ticket open_for_citizen(Ports& ports, const ForCitizen& opening, domain::Message message, domain::CallId call,
                                              Changes& changes);

}  // namespace seva::actions
