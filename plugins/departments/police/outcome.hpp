#pragma once

#include <vector>

#include "seva/department.hpp"

namespace seva::police {

/// What is wrong with closing a ticket so. An FIR needs its number (number/year) and the police station, an action a description of at least four
/// words, and what is no matter of the police the name of the office to which it was passed.
[[nodiscard]] std::vector<OutcomeProblem> problems_of(const OutcomeCheck& check);

}  // namespace seva::police
