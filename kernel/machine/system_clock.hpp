#pragma once

#include "actions/ports.hpp"

namespace seva::machine {

/// The machine's clock, kept right by NTP.
class SystemClock final : public actions::Clock {
 public:
  [[nodiscard]] domain::Instant now() override;
};

}  // namespace seva::machine
