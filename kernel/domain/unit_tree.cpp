#include "domain/unit_tree.hpp"

#include <functional>

namespace seva::domain {

Result<UnitTree> UnitTree::build(std::vector<Unit> units) {
  UnitTree tree;
  tree.units_ = std::move(units);
  for (std::size_t index = 0; index < tree.units_.size(); ++index) {
    const Unit& unit = tree.units_[index];
    if (unit.code.empty()) return invalid("unit_without_code", "A unit has no code.", "units");
    if (!tree.places_.emplace(unit.code, Place{index, 0, 0}).second)
      return invalid("unit_twice", "The unit " + unit.code + " stands twice.", unit.code, "Give every unit a code of its own.");
  }
  std::vector<std::vector<std::size_t>> children(tree.units_.size());
  std::vector<std::size_t> roots;
  for (std::size_t index = 0; index < tree.units_.size(); ++index) {
    const Unit& unit = tree.units_[index];
    if (unit.parent.empty()) {
      roots.push_back(index);
      continue;
    }
    const auto parent = tree.places_.find(unit.parent);
    if (parent == tree.places_.end())
      return invalid("unit_parent_unknown", "The unit " + unit.code + " names the parent " + unit.parent + ", which does not exist.", unit.code);
    children[parent->second.index].push_back(index);
  }
  const std::function<void(std::size_t)> lay_out = [&](std::size_t index) {
    Place& place = tree.places_.at(tree.units_[index].code);
    place.first = tree.tree_order_.size();
    tree.tree_order_.push_back(index);
    for (const std::size_t child : children[index]) lay_out(child);
    place.last = tree.tree_order_.size();
  };
  for (const std::size_t root : roots) lay_out(root);
  if (tree.tree_order_.size() != tree.units_.size())
    return invalid("unit_circle", "Some units are their own ancestors.", "units", "Follow the parents of each unit up to a root.");
  return tree;
}

const UnitTree::Place* UnitTree::place(std::string_view code) const {
  const auto found = places_.find(std::string(code));
  return found == places_.end() ? nullptr : &found->second;
}

const Unit* UnitTree::find(std::string_view code) const {
  const Place* at = place(code);
  return at == nullptr ? nullptr : &units_[at->index];
}

bool UnitTree::is_within(std::string_view code, std::string_view ancestor) const {
  const Place* inner = place(code);
  const Place* outer = place(ancestor);
  return inner != nullptr && outer != nullptr && outer->first <= inner->first && inner->last <= outer->last;
}

std::vector<std::string> UnitTree::subtree(std::string_view code) const {
  std::vector<std::string> codes;
  if (const Place* at = place(code))
    for (std::size_t position = at->first; position < at->last; ++position) codes.push_back(units_[tree_order_[position]].code);
  return codes;
}

std::vector<std::string> UnitTree::path(std::string_view code) const {
  std::vector<std::string> upwards;
  for (const Unit* unit = find(code); unit != nullptr; unit = find(unit->parent)) upwards.push_back(unit->code);
  return {upwards.rbegin(), upwards.rend()};
}

const Unit* UnitTree::keeper_of(std::string_view code) const {
  for (const Unit* unit = find(code); unit != nullptr; unit = find(unit->parent))
    if (unit->keeps_sealed) return unit;
  return nullptr;
}

std::size_t UnitTree::depth(std::string_view code) const {
  const auto codes = path(code);
  return codes.empty() ? 0 : codes.size() - 1;
}

}  // namespace seva::domain
