#pragma once

#include <vector>

#include "hosting/installed/manifest.hpp"

namespace seva::hosting {

/// Holds an outcome against the forms of the department's manifest: codes outcome_unknown, field_required, field_invalid. Needs no running plugin.
[[nodiscard]] std::vector<actions::OutcomeProblem> form_problems(const Manifest& manifest, const domain::Outcome& outcome);

}  // namespace seva::hosting
