#pragma once

#include <vector>

#include "seva/department.hpp"

namespace seva::railways {

/// What is wrong with closing a ticket so. An action needs a description of at least four words and by whom it was taken; a refund the office of
/// claims or refunds it went to and its reference; a case handed to the police its number; what was passed on, the office; a suggestion, what became
/// of it. Nothing may be closed as a suggestion or as information where somebody was in danger.
[[nodiscard]] std::vector<OutcomeProblem> problems_of(const OutcomeCheck& check);

}  // namespace seva::railways
