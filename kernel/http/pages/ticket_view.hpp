#pragma once

#include <map>
#include <optional>
#include <string>

#include "http/pages/page.hpp"

namespace seva::http {

/// A form that was sent and refused: it is shown again, open, with what was typed and why.
struct RefusedForm {
  std::string name;  ///< reply, ask, note, …; close.CODE for an outcome
  const Fields& fields;
  domain::Problem problem;
};

/// The page of a ticket for an officer.
[[nodiscard]] Response ticket_page(Call& call, const std::optional<RefusedForm>& refused);

}  // namespace seva::http
