#pragma once

#include <optional>
#include <string>
#include <vector>

#include "actions/ports.hpp"

namespace seva::actions {

/// The units that the person has a role at; what is saved for them is shown to the person.
[[nodiscard]] std::vector<std::string> own_units(const domain::Principal& who);

/// Does the person supervise the unit? Supervisors alone keep views and ready replies for others.
[[nodiscard]] bool supervises(const domain::Principal& who, const std::string& unit, const domain::UnitTree& units);

/// The person's own, then those of their units.
[[nodiscard]] std::vector<SavedView> list_views(Ports& ports, const domain::Principal& who);

/// Checks the name, and who may save for a unit; at most a hundred a person. Id, owner and time are set here.
[[nodiscard]] domain::Result<SavedView> save_view(Ports& ports, const domain::Principal& who, SavedView view);

struct ViewChange {
  std::optional<std::string> name;
  std::optional<std::string> filter;
  std::optional<bool> is_newest_first;
  std::optional<bool> is_pinned;
};

/// By its owner, and where it is a unit's by whoever supervises that. not_found for everybody else.
[[nodiscard]] domain::Result<SavedView> change_view(Ports& ports, const domain::Principal& who, ViewId id, const ViewChange& change);
[[nodiscard]] domain::Result<void> remove_view(Ports& ports, const domain::Principal& who, ViewId id);

}  // namespace seva::actions
