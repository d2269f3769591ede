#include "actions/saved_views.hpp"

#include <algorithm>

#include "domain/unicode.hpp"

namespace seva::actions {
namespace {

constexpr std::size_t kMostViews = 100;
constexpr std::size_t kLongestViewName = 320;  ///< bytes: 80 letters of any script

domain::Result<void> check_name(const std::string& name) {
  if (name.find_first_not_of(" \t\r\n") == std::string::npos) return domain::invalid("name_missing", "The list has no name.", "name", "Give it one.");
  if (name.size() > kLongestViewName) return domain::invalid("name_too_long", "The name is longer than 80 letters.", "name", "Shorten it.");
  return {};
}

/// Loads the view, if the person may change it, and writes what `act` makes of the changes.
domain::Result<SavedView> with_view(Ports& ports, const domain::Principal& who, ViewId id, const std::function<void(SavedView&, Changes&)>& act) {
  const auto instance = ports.settings.current();
  std::optional<SavedView> view;
  ports.store.write([&](Transaction& transaction) {
    view = transaction.desk().view(id);
    const bool may_change = view && (view->owner == who.user || (!view->unit.empty() && supervises(who, view->unit, instance->units)));
    if (!may_change) return view.reset();
    Changes changes;
    act(*view, changes);
    transaction.write(changes);
  });
  if (!view) return domain::not_found();
  return std::move(*view);
}

}  // namespace

std::vector<std::string> own_units(const domain::Principal& who) {
  std::vector<std::string> units;
  for (const domain::RoleAt& held : who.roles)
    if (std::find(units.begin(), units.end(), held.unit) == units.end()) units.push_back(held.unit);
  return units;
}

bool supervises(const domain::Principal& who, const std::string& unit, const domain::UnitTree& units) {
  return std::any_of(who.roles.begin(), who.roles.end(),
                     [&](const domain::RoleAt& held) { return held.role == domain::Role::supervisor && units.is_within(unit, held.unit); });
}

std::vector<SavedView> list_views(Ports& ports, const domain::Principal& who) {
  std::vector<SavedView> views;
  ports.store.read([&](Transaction& transaction) { views = transaction.desk().views(who.user, own_units(who)); });
  return views;
}

domain::Result<SavedView> save_view(Ports& ports, const domain::Principal& who, SavedView view) {
  const auto instance = ports.settings.current();
  if (const auto checked = check_name(view.name); !checked) return checked.error();
  if (!view.unit.empty() && instance->units.find(view.unit) == nullptr)
    return domain::invalid("unit_unknown", "There is no such unit.", "unit", "Choose a unit from the list.");
  if (!view.unit.empty() && !supervises(who, view.unit, instance->units))
    return domain::invalid("not_supervisor", "Supervisors of the unit alone save lists for it.", "unit", "Save it for yourself.");
  view.owner = who.user;
  view.name = domain::to_nfc(std::move(view.name));
  view.created_at = ports.clock.now();
  view.id = ports.identities.next<ViewId>();  // one and the same, however often it is run
  bool has_room = true;
  ports.store.write([&](Transaction& transaction) {
    if (transaction.desk().view(view.id)) return;
    has_room = transaction.desk().views(who.user, {}).size() < kMostViews;
    if (!has_room) return;
    Changes changes;
    changes.views.push_back(view);
    transaction.write(changes);
  });
  if (!has_room) return domain::invalid("too_many_views", "You have a hundred lists already.", {}, "Remove one first.");
  return view;
}

domain::Result<SavedView> change_view(Ports& ports, const domain::Principal& who, ViewId id, const ViewChange& change) {
  if (change.name)
    if (const auto checked = check_name(*change.name); !checked) return checked.error();
  return with_view(ports, who, id, [&](SavedView& view, Changes& changes) {
    if (change.name) view.name = domain::to_nfc(*change.name);
    if (change.filter) view.filter = *change.filter;
    if (change.is_newest_first) view.is_newest_first = *change.is_newest_first;
    if (change.is_pinned) view.is_pinned = *change.is_pinned;
    changes.views.push_back(view);
  });
}

domain::Result<void> remove_view(Ports& ports, const domain::Principal& who, ViewId id) {
  const auto removed = with_view(ports, who, id, [&](SavedView& view, Changes& changes) { changes.removed_views.push_back(view.id); });
  if (!removed) return removed.error();
  return {};
}

}  // namespace seva::actions
