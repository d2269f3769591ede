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

TEST(Policy, lets_nobody_without_a_role_do_anything) {
  const Principal nobody{UserId{1}, "nobody", "Nobody", {}};
  for (int permission = 1; permission <= static_cast<int>(Permission::administer); ++permission)
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
      for (int permission = 1; permission <= static_cast<int>(Permission::administer); ++permission) {
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
