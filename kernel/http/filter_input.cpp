#include "http/filter_input.hpp"

#include <array>

namespace seva::http {
namespace {

namespace json = boost::json;
using actions::ClockGroup;
using actions::TicketFilter;

constexpr std::size_t kLongestWords = 200;
constexpr std::size_t kMostDockets = 100;
constexpr std::size_t kMostMembers = 100;

constexpr std::array<std::pair<std::string_view, ClockGroup>, 5> kGroups{{{"over", ClockGroup::over},
                                                                          {"today", ClockGroup::today},
                                                                          {"later", ClockGroup::later},
                                                                          {"stopped", ClockGroup::stopped},
                                                                          {"closed", ClockGroup::closed}}};

std::optional<ClockGroup> group_named(std::string_view name) {
  for (const auto& [known, group] : kGroups)
    if (known == name) return group;
  return std::nullopt;
}

std::string_view name_of(ClockGroup group) {
  for (const auto& [name, known] : kGroups)
    if (known == group) return name;
  return {};
}

std::optional<std::string> any_text(std::string_view text) { return text.empty() ? std::nullopt : std::optional<std::string>(text); }

json::array texts(const std::vector<std::string>& members) { return json::array(members.begin(), members.end()); }

template <class Members>
json::array names(const Members& members) {
  json::array written;
  for (const auto member : members) written.push_back(json::string(name_of(member)));
  return written;
}

}  // namespace

TicketFilter read_filter(QueryInput& input, const domain::Instance& instance) {
  TicketFilter filter;
  filter.statuses = input.choices("status", kMostMembers, domain::status_named);
  filter.is_open = input.flag("open");
  filter.unit = input.text("unit");
  filter.within = input.text("within");
  filter.categories = input.choices("category", kMostMembers, any_text);
  filter.channels = input.choices("channel", kMostMembers, any_text);
  filter.department = input.text("department");
  filter.priorities = input.choices("priority", kMostMembers, domain::priority_named);
  filter.assignee = input.text("assignee");
  filter.groups = input.choices("due", kMostMembers, group_named);
  filter.needs_attention = input.flag("attention");
  filter.is_unverified = input.flag("unverified");
  filter.is_reopened = input.flag("reopened");
  filter.opened_from = input.text("opened_from");
  filter.opened_to = input.text("opened_to");
  filter.words = input.text("q");
  filter.dockets = input.choices("docket", kMostDockets, any_text);
  if (filter.words.size() > kLongestWords * 4) input.refuse("q");
  if (const auto checked = actions::check_filter(filter, instance); !checked) input.refuse(checked.error().where);
  return filter;
}

domain::Result<TicketFilter> read_filter(const json::object& object, const std::string& where, const domain::Instance& instance) {
  JsonInput input(object, where);
  TicketFilter filter;
  filter.statuses = input.choices("status", kMostMembers, domain::status_named);
  filter.is_open = input.flag("open", false);
  filter.unit = input.text("unit");
  filter.within = input.text("within");
  filter.categories = input.choices("category", kMostMembers, any_text);
  filter.channels = input.choices("channel", kMostMembers, any_text);
  filter.department = input.text("department");
  filter.priorities = input.choices("priority", kMostMembers, domain::priority_named);
  filter.assignee = input.text("assignee");
  filter.groups = input.choices("due", kMostMembers, group_named);
  filter.needs_attention = input.flag("attention", false);
  filter.is_unverified = input.flag("unverified", false);
  filter.is_reopened = input.flag("reopened", false);
  filter.opened_from = input.text("opened_from");
  filter.opened_to = input.text("opened_to");
  filter.words = input.text("q");
  if (const auto problem = input.problem()) return *problem;
  if (auto checked = actions::check_filter(filter, instance); !checked) {
    domain::Problem problem = checked.error();
    problem.where = where + problem.where;
    return problem;
  }
  return filter;
}

json::object json_of(const TicketFilter& filter) {
  json::object body;
  const auto add = [&](const char* name, auto value, bool is_there) {
    if (is_there) body[name] = std::move(value);
  };
  add("status", names(filter.statuses), !filter.statuses.empty());
  add("open", true, filter.is_open);
  add("unit", json::string(filter.unit), !filter.unit.empty());
  add("within", json::string(filter.within), !filter.within.empty());
  add("category", texts(filter.categories), !filter.categories.empty());
  add("channel", texts(filter.channels), !filter.channels.empty());
  add("department", json::string(filter.department), !filter.department.empty());
  add("priority", names(filter.priorities), !filter.priorities.empty());
  add("assignee", json::string(filter.assignee), !filter.assignee.empty());
  add("due", names(filter.groups), !filter.groups.empty());
  add("attention", true, filter.needs_attention);
  add("unverified", true, filter.is_unverified);
  add("reopened", true, filter.is_reopened);
  add("opened_from", json::string(filter.opened_from), !filter.opened_from.empty());
  add("opened_to", json::string(filter.opened_to), !filter.opened_to.empty());
  add("q", json::string(filter.words), !filter.words.empty());
  return body;
}

}  // namespace seva::http
