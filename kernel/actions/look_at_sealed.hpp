#pragma once

#include "actions/ports.hpp"

namespace seva::actions {

/// True where the person may read what is sealed at the unit. Every action that opens something sealed asks here, and then notes the look.
[[nodiscard]] bool may_read_sealed(const domain::Principal& who, const std::string& unit, const domain::Instance& instance);

/// The problem for whoever sees that there is a sealed ticket, and may do nothing with it.
[[nodiscard]] domain::Problem sealed_from_you();

/// The look, to be written in the transaction that shows.
[[nodiscard]] domain::SealedRead look_of(Ports& ports, const domain::Principal& who, domain::SealedLook look, domain::TicketId ticket,
                                         domain::MessageId message = {});

/// Who the citizen of a sealed ticket is. It needs the permission, a reason as typed, and, below a supervisor, that the ticket is assigned to the
/// person. The look and the reason are written down in the same transaction: an event of the ticket, and an entry in the list of looks. not_found:
/// the ticket does not exist or may not be seen. forbidden, conflict: what is missing. invalid: the reason.
[[nodiscard]] domain::Result<domain::Author> reveal_identity(Ports& ports, const domain::Principal& who, const std::string& docket,
                                                             const std::string& reason);

/// All looks at a sealed ticket, oldest first: for auditors, and for whoever may read it.
[[nodiscard]] domain::Result<std::vector<domain::SealedRead>> list_looks(Ports& ports, const domain::Principal& who, const std::string& docket);

}  // namespace seva::actions
