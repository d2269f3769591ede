#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/ids.hpp"
#include "domain/unit_tree.hpp"

namespace seva::domain {

/// What a person may be at a unit. A role counts for the unit and everything below it.
enum class Role : std::uint8_t {
  officer = 1,     ///< works the tickets of the unit's desk
  supervisor,      ///< an officer who also verifies closures and may be shown who the citizen of any sealed ticket of the unit is
  triage,          ///< decides what the machine was unsure of
  command_centre,  ///< sees everything below, works nothing
  auditor,         ///< reads what was done, works nothing
  administrator,   ///< manages the instance; reads no tickets by that alone
  call_taker       ///< answers the unit's calls and makes tickets of them, for whichever unit must act
};

enum class Permission : std::uint8_t {
  read_ticket = 1,
  reply,
  note,
  change_status,
  assign,
  forward,
  correct,
  verify,
  triage,
  read_statistics,
  read_audit,
  administer,
  read_call,        ///< of a queue or number of the unit, with the caller's number
  take_call,        ///< make a ticket of it, call the caller back
  read_sealed,      ///< the text of what is sealed for the unit; held only from within the unit that keeps it, never from above
  reveal_assigned,  ///< who the citizen of a sealed ticket is, where the ticket is assigned to the person
  reveal_any        ///< the same for every sealed ticket of the unit
};

struct RoleAt {
  Role role = Role::officer;
  std::string unit;

  friend bool operator==(const RoleAt&, const RoleAt&) = default;
};

/// Who asks.
struct Principal {
  UserId user;
  std::string login;
  std::string name;
  std::vector<RoleAt> roles;
};

/// The units a principal may see for a permission.
struct Scope {
  bool is_everything = false;      ///< the whole tree: queries need no filter
  std::vector<std::string> units;  ///< otherwise exactly these; empty: nothing
};

/// The one policy: may this person do this at this unit? Every route and every action asks here and nowhere else.
[[nodiscard]] bool may(const Principal& principal, Permission permission, std::string_view unit, const UnitTree& units);

/// The same for lists: all units for which may() holds.
[[nodiscard]] Scope scope_of(const Principal& principal, Permission permission, const UnitTree& units);

[[nodiscard]] std::string_view name_of(Role role);
[[nodiscard]] std::optional<Role> role_named(std::string_view name);

}  // namespace seva::domain
