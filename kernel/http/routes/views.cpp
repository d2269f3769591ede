#include "actions/saved_views.hpp"

#include <charconv>

#include "http/filter_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"
#include "http/ticket_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using actions::ClockGroup;
using actions::TicketFilter;

constexpr int kCreated = 201;

std::int64_t total(const actions::ClockCounts& counts) { return counts.over + counts.today + counts.later + counts.stopped + counts.closed; }

/// Whose desk it is: the first unit whose tickets the person reads.
std::string home_of(const Call& call) {
  for (const domain::RoleAt& held : call.principal().roles)
    if (domain::may({{}, {}, {}, {held}}, domain::Permission::read_ticket, held.unit, call.instance->units)) return held.unit;
  return {};
}

json::object standard(const char* code, const TicketFilter& filter, std::int64_t count) {
  return {{"id", code},     {"code", code},   {"name", ""},      {"filter", json_of(filter)},
          {"order", "due"}, {"pinned", true}, {"is_own", false}, {"count", count}};
}

/// The lists that every desk has. Four of their counts are parts of one.
json::array standard_views(Call& call) {
  const std::string home = home_of(call);
  const auto count = [&](const TicketFilter& filter) { return actions::count_found(call.ports(), call.principal(), filter); };
  const auto within = [&](auto choose) {
    TicketFilter filter;
    filter.within = home;
    choose(filter);
    return filter;
  };
  const TicketFilter queue = within([](TicketFilter& filter) { filter.is_open = true; });
  const TicketFilter attention = within([](TicketFilter& filter) { filter.needs_attention = true; });
  const TicketFilter unverified = within([](TicketFilter& filter) { filter.is_unverified = true; });
  TicketFilter mine;
  mine.assignee = "me";
  mine.is_open = true;
  const actions::ClockCounts counts = count(queue);
  json::array views;
  views.push_back(standard("queue", queue, total(counts)));
  views.push_back(standard("over", within([](TicketFilter& filter) { filter.groups = {ClockGroup::over}; }), counts.over));
  views.push_back(standard("today", within([](TicketFilter& filter) { filter.groups = {ClockGroup::today}; }), counts.today));
  views.push_back(standard("attention", attention, total(count(attention))));
  views.push_back(standard("mine", mine, total(count(mine))));
  views.push_back(standard("incomplete", within([](TicketFilter& filter) { filter.statuses = {domain::Status::incomplete}; }), counts.stopped));
  views.push_back(standard("unverified", unverified, total(count(unverified))));
  return views;
}

/// A filter that names what the instance no longer has finds nothing.
json::object json_of(Call& call, const actions::SavedView& view) {
  const json::object written = json::parse(view.filter).as_object();
  const auto filter = read_filter(written, "filter.", *call.instance);
  return {{"id", std::to_string(view.id.value)},
          {"code", nullptr},
          {"name", view.name},
          {"filter", written},
          {"order", view.is_newest_first ? "newest" : "due"},
          {"pinned", view.is_pinned},
          {"is_own", view.owner == call.principal().user},
          {"count", filter ? total(actions::count_found(call.ports(), call.principal(), *filter)) : 0}};
}

std::optional<bool> order_named(std::string_view name) {
  if (name == "due") return false;
  if (name == "newest") return true;
  return std::nullopt;
}

actions::ViewId view_id(const Call& call) {
  const std::string& digits = call.part("id");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return {error == std::errc{} && end == digits.data() + digits.size() ? value : 0};
}

/// What both a new and a changed view may hold.
domain::Result<actions::ViewChange> read_change(Call& call, const json::object& body, JsonInput& input) {
  actions::ViewChange change;
  change.name = input.optional_text("name");
  change.is_newest_first = input.choice("order", order_named);
  if (body.contains("pinned")) change.is_pinned = input.flag("pinned", false);
  if (const json::object* written = input.object("filter")) {
    const auto filter = read_filter(*written, "filter.", *call.instance);
    if (!filter) return filter.error();
    change.filter = json::serialize(http::json_of(*filter));
  }
  return change;
}

Response list(Call& call) {
  json::array views = standard_views(call);
  for (const actions::SavedView& view : actions::list_views(call.ports(), call.principal())) views.push_back(json_of(call, view));
  return json_response({{"views", std::move(views)}});
}

Response save(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const auto given = read_change(call, *body, input);
  if (!given) return problem_response(given.error(), call.request.id);
  actions::SavedView view;
  view.unit = input.text("unit");
  view.name = given->name.value_or("");
  view.filter = given->filter.value_or("{}");
  view.is_newest_first = given->is_newest_first.value_or(false);
  view.is_pinned = given->is_pinned.value_or(false);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto saved = actions::save_view(call.ports(), call.principal(), std::move(view));
  return saved ? json_response(json_of(call, *saved), kCreated) : problem_response(saved.error(), call.request.id);
}

Response change(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const auto given = read_change(call, *body, input);
  if (!given) return problem_response(given.error(), call.request.id);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto changed = actions::change_view(call.ports(), call.principal(), view_id(call), *given);
  return changed ? json_response(json_of(call, *changed)) : problem_response(changed.error(), call.request.id);
}

Response remove(Call& call) {
  const auto removed = actions::remove_view(call.ports(), call.principal(), view_id(call));
  return removed ? no_content() : problem_response(removed.error(), call.request.id);
}

}  // namespace

std::vector<Route> view_routes() {
  return {{"GET", "/api/v1/views", Access::session, Face::api, list},
          {"POST", "/api/v1/views", Access::session, Face::api, save},
          {"PATCH", "/api/v1/views/{id}", Access::session, Face::api, change},
          {"DELETE", "/api/v1/views/{id}", Access::session, Face::api, remove}};
}

}  // namespace seva::http
