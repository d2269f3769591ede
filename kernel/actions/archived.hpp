#pragma once

#include "actions/ports.hpp"
#include "domain/docket.hpp"
#include "domain/policy.hpp"

namespace seva::actions {

/// What to answer where no ticket that the person may read has the docket: `archived` to those who may read tickets of the unit that held it, else
/// not_found. `where` is the month of closing, for administrators the file's name.
[[nodiscard]] domain::Problem absent_ticket(Transaction& transaction, const domain::Principal& who, const domain::Instance& instance,
                                            const domain::Docket& docket);

/// The same for anybody who knows the docket: what is confidential is not found.
[[nodiscard]] domain::Problem absent_docket(Transaction& transaction, const domain::Docket& docket);

}  // namespace seva::actions
