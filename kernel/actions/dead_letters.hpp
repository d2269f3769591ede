#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/plugin_control.hpp"

namespace seva::actions {

struct DeadLetterPage {
  std::vector<DeadLetter> letters;  ///< newest first, without their bytes
  std::int64_t waiting = 0;         ///< of the plugin, or of all
};

/// For administrators (the route asks).
[[nodiscard]] DeadLetterPage list_dead_letters(Ports& ports, const DeadLetterQuery& query);

/// Hands it to its plugin again. What the plugin makes of it is stored as at first, so nothing is doubled. not_found: there is none. conflict:
/// letter_settled; letter_cut (it was too large to be kept whole); not_running; under_way (it was not settled within the time: look again).
[[nodiscard]] domain::Result<DeadLetter> retry_dead_letter(Ports& ports, PluginControl& control, const domain::Principal& who,
                                                           domain::DeadLetterId id);

/// Nothing is to be done with it. not_found; conflict: letter_settled; invalid: the reason.
[[nodiscard]] domain::Result<DeadLetter> dismiss_dead_letter(Ports& ports, const domain::Principal& who, domain::DeadLetterId id,
                                                             const std::string& reason);

}  // namespace seva::actions
