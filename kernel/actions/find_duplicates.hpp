#pragma once

#include <vector>

#include "actions/explain_ticket.hpp"

namespace seva::actions {

/// A ticket that may be about the same thing.
struct LikelyDuplicate {
  domain::Ticket ticket;
  double score = 0;  ///< 0 to 1
  bool is_same_citizen = false;
  std::vector<Explanation> reasons;
};

/// At most five that the person may read, likeliest first: of the same person within 30 days, of the same conversation, or of the same unit and
/// category within three days and of the same place or in much the same words, whoever wrote it. Found by indexes: a person's newest, a thread's, a
/// unit's newest. What is sealed is like nothing. not_found as for show_ticket().
[[nodiscard]] domain::Result<std::vector<LikelyDuplicate>> find_duplicates(Ports& ports, const domain::Principal& who, const std::string& docket);

}  // namespace seva::actions
