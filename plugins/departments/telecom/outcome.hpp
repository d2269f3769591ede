#pragma once

#include <vector>

#include "seva/department.hpp"

namespace seva::telecom {

/// What is wrong with closing a ticket so. A fault that was mended needs the docket of whoever mended it; money that was returned its amount and
/// the number of the bill or transaction; an article its day of delivery, which is not to come; what cannot be done a reason of at least four words.
/// A fault of a telephone is not "delivered", a letter not "restored". No field tells a telephone number: outcomes are told in public.
[[nodiscard]] std::vector<OutcomeProblem> problems_of(const OutcomeCheck& check);

}  // namespace seva::telecom
