#pragma once

#include "actions/ports.hpp"
#include "domain/docket.hpp"
#include "domain/policy.hpp"

namespace seva::actions {

/// What to answer where no ticket that the person may read has the docket: `archived` to those who may read tickets of the unit that held it, else
/// not_found. `where` is the month of closing, for administrators the file's name.
[[nodiscard]] domain::Problem absent_ticket(Transaction& transaction, const domain::Principal& who, const domain::Instance& instance,
                                            const domain::Docket& docket);

/// The ticket where the person may read it, else absent_ticket()'s problem; not_found where it is no docket. How every verb of a person comes to the
/// ticket that is named to it.
[[nodiscard]] domain::Result<domain::Ticket> readable_ticket(Transaction& transaction, const domain::Principal& who, const domain::Instance& instance,
                                                             const std::string& typed_docket);

/// As absent_ticket(), for anybody who knows the docket: what is confidential is not found.
[[nodiscard]] domain::Problem absent_docket(Transaction& transaction, const domain::Docket& docket);

}  // namespace seva::actions
