#pragma once

#include <string>

#include "actions/ticket_work.hpp"

namespace seva::actions {

/// For reply_to_citizen(): gives the answer to the citizens of the tickets that are part of this one as well, each in their own ticket and by its
/// channel, with its docket at the end: so they know what it is about, and channels that refuse the same words twice carry it. Those that are sealed,
/// that are confidential where the answer is public, or that nobody can be answered in are left out. Refused, all of it, where the text is too long
/// for one of their channels.
[[nodiscard]] domain::Result<void> answer_joined(Ports& ports, Work& at_hand, const std::string& text, bool is_private);

}  // namespace seva::actions
