#include "domain/unit_tree.hpp"

#include <gtest/gtest.h>

namespace seva::domain {
namespace {

Unit unit(std::string code, std::string parent) { return {std::move(code), std::move(parent), "unit", {}, {}}; }

UnitTree state() {
  return *UnitTree::build(
      {unit("HQ", ""), unit("D1", "R1"), unit("Z1", "HQ"), unit("R1", "Z1"), unit("D2", "R1"), unit("S1", "D1"), unit("Z2", "HQ")});
}

TEST(UnitTree, knows_who_lies_within_whom) {
  const UnitTree tree = state();
  EXPECT_TRUE(tree.is_within("S1", "HQ"));
  EXPECT_TRUE(tree.is_within("S1", "D1"));
  EXPECT_TRUE(tree.is_within("D1", "D1"));
  EXPECT_FALSE(tree.is_within("S1", "D2"));
  EXPECT_FALSE(tree.is_within("HQ", "Z1"));
  EXPECT_FALSE(tree.is_within("nobody", "HQ"));
  EXPECT_FALSE(tree.is_within("HQ", ""));
}

TEST(UnitTree, lists_a_subtree_and_a_path) {
  const UnitTree tree = state();
  EXPECT_EQ(tree.subtree("R1"), (std::vector<std::string>{"R1", "D1", "S1", "D2"}));
  EXPECT_EQ(tree.path("S1"), (std::vector<std::string>{"HQ", "Z1", "R1", "D1", "S1"}));
  EXPECT_EQ(tree.depth("S1"), 4U);
  EXPECT_TRUE(tree.subtree("nobody").empty());
}

TEST(UnitTree, agrees_with_its_own_paths) {
  const UnitTree tree = state();
  for (const Unit& inner : tree.all())
    for (const Unit& outer : tree.all()) {
      const auto path = tree.path(inner.code);
      const bool is_on_path = std::find(path.begin(), path.end(), outer.code) != path.end();
      EXPECT_EQ(tree.is_within(inner.code, outer.code), is_on_path) << inner.code << " in " << outer.code;
    }
}

TEST(UnitTree, refuses_what_is_no_tree) {
  EXPECT_EQ(UnitTree::build({unit("A", ""), unit("A", "")}).error().code, "unit_twice");
  EXPECT_EQ(UnitTree::build({unit("A", "B")}).error().code, "unit_parent_unknown");
  EXPECT_EQ(UnitTree::build({unit("A", "B"), unit("B", "A")}).error().code, "unit_circle");
  EXPECT_EQ(UnitTree::build({unit("", "")}).error().code, "unit_without_code");
}

}  // namespace
}  // namespace seva::domain
