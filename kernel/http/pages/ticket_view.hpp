#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/message.hpp"
#include "http/pages/page.hpp"

namespace seva::http {

/// A form that was sent and refused: it is shown again, open, with what was typed and why.
struct RefusedForm {
  std::string name;  ///< reply, ask, note, …; close.CODE for an outcome
  const Fields& fields;
  domain::Problem problem;
};

/// The page of a ticket for an officer. `revealed`: who the citizen of a sealed ticket is, to be shown this once.
[[nodiscard]] Response ticket_page(Call& call, const std::optional<RefusedForm>& refused, const std::optional<domain::Author>& revealed = {});

}  // namespace seva::http
