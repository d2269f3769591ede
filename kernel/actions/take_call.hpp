#pragma once

#include <optional>
#include <string>

#include "actions/ports.hpp"

namespace seva::actions {

/// What a call taker fills in. What is left empty stays as the departments propose.
struct CallForm {
  std::string text;         ///< what the caller says; must be given
  std::string docket = {};  ///< the call is added to this ticket; then nothing below is asked
  std::string category;
  std::optional<domain::Priority> priority;
  std::string unit;
  std::string place;     ///< where it is happening
  std::string name;      ///< the caller's
  std::string language;  ///< BCP 47, of the caller
};

/// Makes a ticket of a call: the caller becomes its citizen, what they say its first message. The departments assess the text as they would any
/// other, and their reasons are kept; what the call taker chose wins. A call has one ticket (conflict: call_has_ticket).
/// With a docket the call joins that ticket (not_found: the person may not read it; conflict: ticket_closed).
/// A call of a confidential line makes a sealed ticket, and is taken by those alone who may read one there.
[[nodiscard]] domain::Result<domain::Ticket> open_ticket_from_call(Ports& ports, const domain::Principal& who, domain::CallId id,
                                                                   const CallForm& form);

/// No ticket is to come of the call: it was blank, a wrong number, a question that was answered. `text` may say more; at most 2,000 bytes.
/// Who can make a ticket of it can dismiss it. conflict: call_has_ticket, dismissed_already.
[[nodiscard]] domain::Result<void> dismiss_call(Ports& ports, const domain::Principal& who, domain::CallId id, domain::DismissalKind kind,
                                                const std::string& text);

/// Queues a call-back to the caller of a call that is over. conflict: call_is_live, number_withheld, call_back_under_way, replay, channel_cannot.
[[nodiscard]] domain::Result<domain::CallSession> call_back(Ports& ports, const domain::Principal& who, domain::CallId id);

}  // namespace seva::actions
