#pragma once

#include <optional>

#include "actions/read_tickets.hpp"
#include "http/pages/page.hpp"

namespace seva::http {

/// A docket's page. With a proof, what was said and what the citizen may say stand below; `problem` is of the form that was sent.
[[nodiscard]] Response tracking_page(Call& call, const actions::Tracking& tracking, const std::optional<domain::Problem>& problem, int status);

/// What the proof in the cookie opens, or how to prove.
void add_citizen_parts(Call& call, const actions::Tracking& tracking, const std::optional<domain::Problem>& problem, PageData& data);

/// No docket, or none that may be shown.
[[nodiscard]] Response missed(Call& call, const domain::Problem& problem);

/// Too many guesses came from there.
[[nodiscard]] Response too_many(Call& call);

}  // namespace seva::http
