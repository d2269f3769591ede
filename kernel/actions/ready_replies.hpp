#pragma once

#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// A reply at hand: the instance's, by its purpose, or a unit's.
struct OfferedReply {
  std::string id;  ///< the purpose, or the id of the unit's
  domain::Text title;
  domain::Text text;
  std::string purpose;  ///< empty: a unit's
  std::string unit;     ///< empty: the instance's
  std::string category;
  bool is_private = false;
  std::string follows;  ///< JSON, as ReadyReply has it
  bool may_change = false;
};

/// The instance's texts that are not sent by themselves, then those of the person's units and of the units above them. With a category: those for it
/// and those for all.
[[nodiscard]] std::vector<OfferedReply> list_replies(Ports& ports, const domain::Principal& who, const std::string& category);

/// Adds a reply for a unit (without one: the first that the person supervises), or replaces the one of the id. Supervisors of the unit alone.
[[nodiscard]] domain::Result<OfferedReply> save_reply(Ports& ports, const domain::Principal& who, ReadyReply reply);

[[nodiscard]] domain::Result<void> remove_reply(Ports& ports, const domain::Principal& who, ReadyReplyId id);

}  // namespace seva::actions
