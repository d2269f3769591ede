#pragma once

#include "domain/message.hpp"
#include "domain/result.hpp"

namespace seva::actions {

/// Checks and normalises what a channel read: sizes, well-formed UTF-8, a plausible time; all texts to NFC.
/// The Problem's code becomes the dead letter's reason.
[[nodiscard]] domain::Result<void> check_message(domain::Message& message, domain::Instant now);

}  // namespace seva::actions
