#pragma once

#include <string>
#include <string_view>

#include "actions/ports.hpp"

/// What deciding a question and taking that back have in common.
namespace seva::actions::triage {

/// Why a receipt was not sent: the decision that opened its ticket was taken back before it left.
inline constexpr std::string_view kHeldBack = "taken_back";

struct Deciding {
  Ports& ports;
  const domain::Instance& instance;
  Transaction& transaction;
  domain::Actor actor;
  domain::Instant now;
};

/// About the item's message, and its ticket where it has one.
[[nodiscard]] domain::Event event_of(const Deciding& deciding, domain::EventKind kind, const domain::TriageItem& item, const std::string& reason);

}  // namespace seva::actions::triage
