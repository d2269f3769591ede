#pragma once

#include <string_view>
#include <vector>

#include "domain/instance.hpp"

namespace seva::domain {

/// The two deadlines of a ticket and why they are so.
struct Deadlines {
  Instant response_due;
  Instant resolution_due;
  std::vector<Reason> reasons;  ///< aspect deadline
};

/// The deadlines of a ticket opened at `opened_at`. The category's own target comes before the priority's.
/// A priority without a target counts as normal; without any, the national norm of 21 days (DARPG, 2024) for resolution and 3 days for response.
[[nodiscard]] Deadlines deadlines_of(const ServiceLevel& level, std::string_view category, Priority priority, Instant opened_at);

}  // namespace seva::domain
