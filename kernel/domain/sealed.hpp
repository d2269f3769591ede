#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "domain/ids.hpp"

namespace seva::domain {

/// What comes in by a sealed channel is kept sealed from birth: whoever wrote it, and what was written, lie encrypted in a vault; the facts
/// themselves show kHidden, and a pseudonym (a keyed hash) where an id is needed to find them again.

/// Stands where something is kept sealed.
inline constexpr std::string_view kHidden = "X";

/// Begins every pseudonym, and nothing else: an id from outside that begins so is refused.
inline constexpr std::string_view kPseudonymPrefix = "sealed:";

[[nodiscard]] inline bool is_pseudonym(std::string_view id) { return id.starts_with(kPseudonymPrefix); }

/// Begins the purposes of the ready texts that may go to the phone of somebody who wrote by a sealed channel. They hold the docket and nothing else
/// of the case.
inline constexpr std::string_view kNeutralPrefix = "neutral_";

/// What an entry of the vault belongs to.
enum class SealedKind : std::uint8_t {
  identity = 1,  ///< of a citizen
  message,
  event,
  triage_item,
  delivery,
  dead_letter,
  call,
  file  ///< its name; the bytes lie with the other files, sealed with the same keys
};

/// What a look at something sealed has shown.
enum class SealedLook : std::uint8_t {
  text = 1,  ///< what was written, and what the office wrote about it
  identity,  ///< who it is
  file       ///< what was attached
};

using SealedReadId = Id<struct SealedReadTag>;

/// Somebody looked. Written before what they looked at is shown; never changed.
struct SealedRead {
  SealedReadId id;
  TicketId ticket;    ///< none for a message in triage
  MessageId message;  ///< none for a ticket
  UserId user;
  std::string user_name;  ///< as shown at the time
  SealedLook look = SealedLook::text;
  Instant at;

  friend bool operator==(const SealedRead&, const SealedRead&) = default;
};

[[nodiscard]] std::string_view name_of(SealedLook look);

}  // namespace seva::domain
