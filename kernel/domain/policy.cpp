#include "domain/policy.hpp"

#include <algorithm>
#include <set>

namespace seva::domain {
namespace {

bool grants(Role role, Permission permission) {
  switch (permission) {
    case Permission::read_ticket:
      return role == Role::officer || role == Role::supervisor || role == Role::triage || role == Role::command_centre || role == Role::call_taker;
    case Permission::note: return role == Role::officer || role == Role::supervisor || role == Role::triage || role == Role::call_taker;
    case Permission::reply:
    case Permission::change_status:
    case Permission::forward:
    case Permission::correct: return role == Role::officer || role == Role::supervisor || role == Role::triage;
    case Permission::assign: return role == Role::officer || role == Role::supervisor;
    case Permission::verify: return role == Role::supervisor || role == Role::triage;
    case Permission::triage: return role == Role::triage;
    case Permission::read_statistics: return role != Role::auditor && role != Role::administrator;
    case Permission::read_audit: return role == Role::auditor;
    case Permission::administer: return role == Role::administrator;
    case Permission::read_call: return role == Role::officer || role == Role::supervisor || role == Role::call_taker || role == Role::command_centre;
    case Permission::take_call: return role == Role::officer || role == Role::supervisor || role == Role::call_taker;
    case Permission::read_sealed: return role == Role::officer || role == Role::supervisor || role == Role::triage || role == Role::call_taker;
    case Permission::reveal_assigned: return role == Role::officer || role == Role::supervisor;
    case Permission::reveal_any: return role == Role::supervisor;
  }
  return false;
}

bool is_for_keepers(Permission permission) {
  return permission == Permission::read_sealed || permission == Permission::reveal_assigned || permission == Permission::reveal_any;
}

/// A role held above the unit that keeps what is sealed gives nothing here, however high it is.
bool is_held_by_keeper(const RoleAt& held, std::string_view unit, const UnitTree& units) {
  const Unit* keeper = units.keeper_of(unit);
  return keeper != nullptr && units.is_within(held.unit, keeper->code);
}

}  // namespace

bool may(const Principal& principal, Permission permission, std::string_view unit, const UnitTree& units) {
  return std::any_of(principal.roles.begin(), principal.roles.end(), [&](const RoleAt& held) {
    return grants(held.role, permission) && units.is_within(unit, held.unit) && (!is_for_keepers(permission) || is_held_by_keeper(held, unit, units));
  });
}

Scope scope_of(const Principal& principal, Permission permission, const UnitTree& units) {
  std::set<std::string> codes;
  for (const RoleAt& held : principal.roles)
    if (grants(held.role, permission))
      for (std::string& code : units.subtree(held.unit))
        if (!is_for_keepers(permission) || is_held_by_keeper(held, code, units)) codes.insert(std::move(code));
  if (!codes.empty() && codes.size() == units.all().size()) return {true, {}};
  return {false, {codes.begin(), codes.end()}};
}

}  // namespace seva::domain
