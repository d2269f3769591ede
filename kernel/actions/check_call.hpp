#pragma once

#include "domain/call.hpp"
#include "domain/result.hpp"

namespace seva::actions {

/// Checks and normalises what a channel tells of a call: sizes, well-formed UTF-8, a plausible time; all texts to NFC.
/// The Problem's code becomes the dead letter's reason; it never holds the caller's number.
[[nodiscard]] domain::Result<void> check_call(domain::CallUpdate& call, domain::Instant now);

}  // namespace seva::actions
