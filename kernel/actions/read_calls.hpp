#pragma once

#include <optional>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// Who calls, as far as it is known: what a call taker sees before saying the first word.
struct ScreenPop {
  std::optional<domain::Author> citizen;  ///< none: nobody known has this number
  std::vector<domain::Ticket> tickets;    ///< their open ones that the person may read, most urgent first
  std::size_t calls_before = 0;           ///< from this number in the 30 days before; a hundred stands for all that is more
  std::size_t missed_before = 0;          ///< of these, given up before anybody answered
};

struct CallFile {
  domain::CallSession call;
  std::optional<domain::Ticket> ticket;  ///< that was made of it, where the person may read it
  ScreenPop screen_pop;
  std::optional<domain::CallDismissal> dismissal;
};

/// The scope of the query is set here from the person's roles. Callers of a confidential line are hidden here and in show_call().
[[nodiscard]] std::vector<CallRow> list_calls(Ports& ports, const domain::Principal& who, CallQuery query);

/// not_found where it does not exist or the person may not see the calls of its unit.
[[nodiscard]] domain::Result<CallFile> show_call(Ports& ports, const domain::Principal& who, domain::CallId id);

}  // namespace seva::actions
