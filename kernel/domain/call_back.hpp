#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "domain/ids.hpp"

namespace seva::domain {

/// What became of the duty to call somebody back.
enum class CallBackState : std::uint8_t {
  none = 1,      ///< nothing is owed
  owed,          ///< the caller gave up before anybody answered
  under_way,     ///< a call-back is on its way
  reached,       ///< the caller was spoken to
  called_again,  ///< the caller called again and was answered
  unreached      ///< tried as often as is owed, without an answer
};

/// How often a missed caller is called back before it counts as unreached: UP 112's own rule.
inline constexpr std::uint32_t kCallBacksOwed = 3;

struct CallBack {
  CallBackState state = CallBackState::none;
  std::optional<Instant> owed_since;
  std::uint32_t attempts = 0;  ///< that came to nothing
  DeliveryId delivery;         ///< the latest attempt
  std::optional<Instant> settled_at;

  friend bool operator==(const CallBack&, const CallBack&) = default;
};

/// A person still has to act.
[[nodiscard]] constexpr bool is_owed(CallBackState state) { return state == CallBackState::owed || state == CallBackState::under_way; }

[[nodiscard]] std::string_view name_of(CallBackState state);

}  // namespace seva::domain
