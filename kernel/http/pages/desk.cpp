#include <algorithm>
#include <array>

#include "actions/read_tickets.hpp"
#include "domain/docket.hpp"
#include "http/cursor.hpp"
#include "http/encoding.hpp"
#include "http/gate.hpp"
#include "http/pages/choices.hpp"
#include "http/pages/clock_words.hpp"
#include "http/pages/page.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

using domain::Status;

constexpr std::size_t kRows = 50;
constexpr std::array kStatuses = {Status::open, Status::in_process, Status::incomplete, Status::closed};
constexpr std::array<std::string_view, 4> kGroups = {"over", "today", "later", "closed"};
constexpr std::array<std::string_view, 4> kGroupIcons = {"over", "soon", "on_track", "ended"};

struct Filter {
  std::string status;  ///< pending, a status, or all
  std::string unit;
  std::string category;
  std::string order;
  std::string cursor;

  [[nodiscard]] Fields fields(const Call& call) const {
    Fields query;
    for (const auto& [name, value] : Fields{{"status", status}, {"unit", unit}, {"category", category}, {"order", order}})
      if (!value.empty()) query.emplace_back(name, value);
    if (call.is_language_asked_for) query.emplace_back("lang", call.language);
    return query;
  }
  [[nodiscard]] bool is_narrow() const { return (!status.empty() && status != "pending") || !unit.empty() || !category.empty(); }
};

std::size_t group_of(const domain::Ticket& ticket, domain::Instant now, const std::string& zone) {
  if (ticket.status == Status::closed) return 3;
  const auto due = domain::next_due(ticket);
  if (due && *due < now) return 0;
  return due && is_same_day(*due, now, zone) ? 1 : 2;
}

PageData row_of(const Call& call, const domain::Ticket& ticket, domain::Instant now) {
  const Words& words = words_of(call);
  const ClockState clock = clock_state(ticket, now, call.instance->time_zone, words);
  PageData row;
  row.set("docket", ticket.docket);
  row.set("status", status_data(ticket.status, words));
  row.set("summary", ticket.is_confidential ? std::string{} : ticket.summary);
  row.set("confidential", ticket.is_confidential);
  row.set("unread", ticket.needs_attention);
  row.set("verified", ticket.verified_at.has_value());
  row.set("reopened", ticket.reopened_count > 0 && ticket.status != Status::closed);
  row.set("urgent", ticket.priority == domain::Priority::emergency);
  row.set("unit", name_of_unit(call, ticket.unit));
  row.set("channel", name_of_plugin(call, ticket.channel));
  row.set("clock", std::string(clock.name));
  row.set("due", clock.due);
  row.set("remaining", clock.remaining);
  return row;
}

PageData groups_of(const Call& call, const std::vector<actions::TicketRow>& rows, bool has_more) {
  const domain::Instant now = call.now();
  std::array<std::vector<PageData>, 4> members;
  for (const actions::TicketRow& row : rows) members[group_of(row.ticket, now, call.instance->time_zone)].push_back(row_of(call, row.ticket, now));
  std::size_t last = 0;
  for (std::size_t place = 0; place < members.size(); ++place)
    if (!members[place].empty()) last = place;
  PageData groups(PageData::type::list);
  for (std::size_t place = 0; place < members.size(); ++place) {
    if (members[place].empty()) continue;
    PageData list(PageData::type::list);
    for (const PageData& row : members[place]) list.push_back(row);
    PageData group;
    group.set("name", std::string(kGroups[place]));
    group.set("icon", std::string(kGroupIcons[place]));
    group.set("title", words_of(call)("group." + std::string(kGroups[place])));
    group.set("count", std::to_string(members[place].size()) + (has_more && place == last ? "+" : ""));
    group.set("rows", list);
    groups.push_back(group);
  }
  return groups;
}

/// The lists at the side: by status, with the counts of the rollup.
PageData lists_of(const Call& call, const Filter& filter) {
  std::array<std::int64_t, 4> sums{};
  for (const actions::UnitCount& count : actions::count_tickets(call.ports(), call.principal()))
    if (filter.unit.empty() || filter.unit == count.unit) sums[static_cast<std::size_t>(count.status) - 1] += count.tickets;
  PageData lists(PageData::type::list);
  const auto add = [&](const std::string& name, const std::string& word, std::int64_t count) {
    Filter other{name, filter.unit, {}, {}, {}};
    PageData list;
    list.set("href", "/desk?" + written_query(other.fields(call)));
    list.set("word", word);
    list.set("count", std::to_string(count));
    list.set("here", filter.status == name || (filter.status.empty() && name == "pending"));
    if (name != "pending") list.set("shape", name);
    lists.push_back(list);
  };
  add("pending", words_of(call)("desk.pending"), sums[0] + sums[1] + sums[2]);
  for (const Status status : kStatuses) {
    const std::string name(domain::name_of(status));
    add(name, words_of(call)("status." + name), sums[static_cast<std::size_t>(status) - 1]);
  }
  return lists;
}

PageData filter_data(const Call& call, const Filter& filter, const domain::Scope& scope) {
  const Words& words = words_of(call);
  Choices statuses;
  statuses.add("pending", words("desk.pending"), filter.status.empty() || filter.status == "pending");
  for (const Status status : kStatuses) {
    const std::string name(domain::name_of(status));
    statuses.add(name, words("status." + name), filter.status == name);
  }
  statuses.add("all", words("desk.all"), filter.status == "all");
  Choices orders;
  orders.add("due", words("order.due"), filter.order != "newest").add("newest", words("order.newest"), filter.order == "newest");
  PageData data;
  data.set("statuses", statuses.data());
  data.set("units", unit_choices(call, scope, filter.unit));
  data.set("categories", category_choices(call, filter.category));
  data.set("orders", orders.data());
  return data;
}

domain::Result<actions::TicketQuery> query_of(const Call& call, Filter& filter) {
  QueryInput input(call.request.query);
  actions::TicketQuery query;
  filter = {input.text("status"), input.text("unit"), input.text("category"), input.text("order"), input.text("cursor")};
  (void)input.text("lang");
  (void)input.text("done");
  query.only_open = filter.status.empty() || filter.status == "pending";
  if (!query.only_open && filter.status != "all") {
    query.status = domain::status_named(filter.status);
    if (!query.status) input.refuse("status");
  }
  if (!filter.unit.empty() && call.instance->units.find(filter.unit) == nullptr) input.refuse("unit");
  if (!filter.category.empty() && call.instance->category(filter.category) == nullptr) input.refuse("category");
  if (!filter.order.empty() && filter.order != "due" && filter.order != "newest") input.refuse("order");
  query.unit = filter.unit;
  query.category = filter.category;
  query.order = filter.order == "newest" ? actions::TicketOrder::newest : actions::TicketOrder::due;
  query.limit = kRows;
  if (!filter.cursor.empty()) {
    query.after = read_cursor(query.order == actions::TicketOrder::due ? 'd' : 'n', filter.cursor);
    if (!query.after) input.refuse("cursor");
  }
  if (const auto problem = input.problem()) return *problem;
  return query;
}

domain::Problem no_desk() { return domain::forbidden("no_desk", "Your role reads no complaints."); }

Response show(Call& call) {
  if (const std::string_view typed = value_of(call.request.query, "docket"); !typed.empty()) {
    const auto docket = domain::Docket::parse(call.instance->docket_prefix, typed);
    return redirect_to(link_to(call, "/tickets/" + percent_encoded(docket ? docket->text() : std::string(typed.substr(0, 64)))));
  }
  const domain::Scope scope = domain::scope_of(call.principal(), domain::Permission::read_ticket, call.instance->units);
  if (!scope.is_everything && scope.units.empty())
    return may_administer(call.principal(), call.instance->units) ? redirect_to(link_to(call, "/admin")) : error_page(call, no_desk());
  Filter filter;
  const auto query = query_of(call, filter);
  if (!query) return error_page(call, query.error());
  const auto rows = actions::list_tickets(call.ports(), call.principal(), *query);
  const bool has_more = rows.size() == kRows;

  PageData data = filter_data(call, filter, scope);
  data.set("lists", lists_of(call, filter));
  data.set("groups", groups_of(call, rows, has_more));
  data.set("is_empty", rows.empty());
  data.set("is_narrow", filter.is_narrow());
  data.set("is_later_page", !filter.cursor.empty());
  data.set("first_href", "/desk?" + written_query(filter.fields(call)));
  if (has_more) {
    Fields next = filter.fields(call);
    next.emplace_back("cursor", written_cursor(query->order == actions::TicketOrder::due ? 'd' : 'n', {rows.back().due, rows.back().ticket.id}));
    data.set("next_href", "/desk?" + written_query(next));
  }
  std::string place;
  if (!filter.unit.empty()) place = name_of_unit(call, filter.unit);
  for (const domain::RoleAt& held : call.principal().roles)
    if (place.empty()) place = name_of_unit(call, held.unit);
  data.set("place", place);
  data.set("done", done_message(call));
  data.set("updated", words_of(call).filled("desk.updated", {clock_time(call.now(), call.instance->time_zone)}));
  return page(call, "desk", words_of(call)("desk.title"), data);
}

}  // namespace

std::vector<Route> desk_pages() { return {{"GET", "/desk", Access::session, Face::page, show}}; }

}  // namespace seva::http
