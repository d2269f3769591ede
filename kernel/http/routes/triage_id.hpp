#pragma once

#include "http/route.hpp"

namespace seva::http {

/// The id in the path; none where it is no number: nothing is found by it.
[[nodiscard]] domain::TriageId triage_id(const Call& call);

/// Whoever holds no triage desk at all.
[[nodiscard]] domain::Problem not_triage();

}  // namespace seva::http
