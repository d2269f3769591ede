#include "domain/policy.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

UnitTree units() {
  return *UnitTree::build(
      {{"HQ", "", "hq", {}, {}}, {"D1", "HQ", "district", {}, {}}, {"D2", "HQ", "district", {}, {}}, {"S1", "D1", "station", {}, {}}});
}

Principal with(Role role, std::string unit) { return {UserId{1}, "someone", "Someone", {{role, std::move(unit)}}}; }

TEST(Policy, gives_a_unit_its_subtree_and_nothing_else) {
  const Principal officer = with(Role::officer, "D1");
  EXPECT_TRUE(may(officer, Permission::read_ticket, "D1", units()));
  EXPECT_TRUE(may(officer, Permission::read_ticket, "S1", units()));
  EXPECT_FALSE(may(officer, Permission::read_ticket, "D2", units()));
  EXPECT_FALSE(may(officer, Permission::read_ticket, "HQ", units()));
}

/// A helpline with a desk below it, which keep what is sealed; a district beside them.
UnitTree units_with_keeper() {
  return *UnitTree::build(
      {{"HQ", "", "hq", {}, {}}, {"D1", "HQ", "district", {}, {}}, {"LINE", "HQ", "special", {}, {}, true}, {"DESK", "LINE", "desk", {}, {}}});
}

TEST(Policy, gives_what_is_sealed_to_its_keeper_and_to_nobody_above) {
  const UnitTree tree = units_with_keeper();
  for (const Role role : {Role::officer, Role::supervisor, Role::triage, Role::call_taker}) {
    EXPECT_TRUE(may(with(role, "LINE"), Permission::read_sealed, "LINE", tree));
    EXPECT_TRUE(may(with(role, "LINE"), Permission::read_sealed, "DESK", tree));
    EXPECT_TRUE(may(with(role, "DESK"), Permission::read_sealed, "DESK", tree));
    EXPECT_FALSE(may(with(role, "DESK"), Permission::read_sealed, "LINE", tree));
  }
  for (int role = 1; role <= static_cast<int>(Role::call_taker); ++role)
    for (const char* above : {"HQ", "D1"})
      for (const Permission permission : {Permission::read_sealed, Permission::reveal_assigned, Permission::reveal_any}) {
        EXPECT_FALSE(may(with(static_cast<Role>(role), above), permission, "LINE", tree));
        EXPECT_TRUE(scope_of(with(static_cast<Role>(role), above), permission, tree).units.empty());
        EXPECT_FALSE(scope_of(with(static_cast<Role>(role), above), permission, tree).is_everything);
      }
  EXPECT_TRUE(may(with(Role::officer, "HQ"), Permission::read_ticket, "LINE", tree)) << "that there is a ticket is seen above";
  EXPECT_EQ(scope_of(with(Role::officer, "LINE"), Permission::read_sealed, tree).units, (std::vector<std::string>{"DESK", "LINE"}));
}

TEST(Policy, reveals_to_a_supervisor_and_to_whom_it_is_assigned) {
  const UnitTree tree = units_with_keeper();
  EXPECT_TRUE(may(with(Role::supervisor, "LINE"), Permission::reveal_any, "LINE", tree));
  EXPECT_FALSE(may(with(Role::officer, "LINE"), Permission::reveal_any, "LINE", tree));
  EXPECT_TRUE(may(with(Role::officer, "LINE"), Permission::reveal_assigned, "LINE", tree));
  for (const Role role : {Role::triage, Role::command_centre, Role::auditor, Role::administrator})
    EXPECT_FALSE(may(with(role, "LINE"), Permission::reveal_assigned, "LINE", tree));
}

TEST(Policy, keeps_sealed_from_all_where_no_unit_keeps_it) { EXPECT_FALSE(may(with(Role::officer, "D1"), Permission::read_sealed, "D1", units())); }

TEST(Policy, lets_nobody_without_a_role_do_anything) {
  const Principal nobody{UserId{1}, "nobody", "Nobody", {}};
  for (int permission = 1; permission <= static_cast<int>(Permission::reveal_any); ++permission)
    EXPECT_FALSE(may(nobody, static_cast<Permission>(permission), "HQ", units()));
}

TEST(Policy, keeps_administrators_and_auditors_out_of_tickets) {
  EXPECT_FALSE(may(with(Role::administrator, "HQ"), Permission::read_ticket, "D1", units()));
  EXPECT_TRUE(may(with(Role::administrator, "HQ"), Permission::administer, "HQ", units()));
  EXPECT_FALSE(may(with(Role::auditor, "HQ"), Permission::read_ticket, "D1", units()));
  EXPECT_FALSE(may(with(Role::command_centre, "HQ"), Permission::reply, "D1", units()));
  EXPECT_FALSE(may(with(Role::officer, "HQ"), Permission::administer, "HQ", units()));
  EXPECT_FALSE(may(with(Role::officer, "HQ"), Permission::read_audit, "HQ", units()));
}

TEST(Policy, scope_holds_exactly_the_units_for_which_it_may) {
  const UnitTree tree = units();
  for (int role = 1; role <= 6; ++role)
    for (const Unit& held : tree.all())
      for (int permission = 1; permission <= static_cast<int>(Permission::reveal_any); ++permission) {
        const Principal person = with(static_cast<Role>(role), held.code);
        const Scope scope = scope_of(person, static_cast<Permission>(permission), tree);
        for (const Unit& unit : tree.all()) {
          const bool is_in = scope.is_everything || std::find(scope.units.begin(), scope.units.end(), unit.code) != scope.units.end();
          EXPECT_EQ(is_in, may(person, static_cast<Permission>(permission), unit.code, tree));
        }
      }
}

}  // namespace
}  // namespace seva::domain
