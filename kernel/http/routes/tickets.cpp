#include <algorithm>

#include "http/cursor.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/ticket_response.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
constexpr std::size_t kMostRows = 200;
constexpr std::size_t kUsualRows = 50;

std::optional<actions::TicketOrder> order_named(std::string_view name) {
  if (name == "due") return actions::TicketOrder::due;
  if (name == "newest") return actions::TicketOrder::newest;
  return std::nullopt;
}

Response list(Call& call) {
  QueryInput input(call.request.query);
  actions::TicketQuery query;
  query.status = input.choice("status", domain::status_named);
  query.only_open = input.flag("open");
  query.unit = input.text("unit");
  query.category = input.text("category");
  query.department = input.text("department");
  query.order = input.choice("order", order_named).value_or(actions::TicketOrder::due);
  query.limit = input.number("limit", 1, kMostRows, kUsualRows);
  const char order = query.order == actions::TicketOrder::due ? 'd' : 'n';
  if (const std::string cursor = input.text("cursor"); !cursor.empty()) {
    query.after = read_cursor(order, cursor);
    if (!query.after) input.refuse("cursor");
  }
  if (!query.unit.empty() && call.instance->units.find(query.unit) == nullptr) input.refuse("unit");
  if (!query.category.empty() && call.instance->category(query.category) == nullptr) input.refuse("category");
  if (!query.department.empty() && call.instance->department(query.department) == nullptr) input.refuse("department");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto rows = actions::list_tickets(call.ports(), call.principal(), query);
  json::array tickets;
  for (const actions::TicketRow& row : rows) tickets.push_back(json_of(row.ticket, *call.instance));
  json::value next;
  if (rows.size() == query.limit) next = json::string(written_cursor(order, {rows.back().due, rows.back().ticket.id}));
  return json_response({{"tickets", std::move(tickets)}, {"next_cursor", std::move(next)}});
}

Response show(Call& call) {
  const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return problem_response(file.error(), call.request.id);
  if (call.request.header("if-none-match") == entity_tag(file->ticket)) return Response{.status = 304}.with("ETag", entity_tag(file->ticket));
  return ticket_response(file->ticket, *call.instance);
}

Response timeline(Call& call) {
  const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return problem_response(file.error(), call.request.id);
  return json_response({{"entries", timeline_of(*file)}});
}

Response explanation(Call& call) {
  const auto explanations = actions::explain_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!explanations) return problem_response(explanations.error(), call.request.id);
  json::array reasons;
  for (const actions::Explanation& one : *explanations) reasons.push_back(json_of(one));
  return json_response({{"reasons", std::move(reasons)}});
}

}  // namespace

std::string entity_tag(const domain::Ticket& ticket) { return '"' + std::to_string(ticket.version) + '"'; }

Response ticket_response(const domain::Ticket& ticket, const domain::Instance& instance) {
  return json_response(json_of(ticket, instance)).with("ETag", entity_tag(ticket));
}

std::vector<Route> ticket_routes() {
  return {{"GET", "/api/v1/tickets", Access::session, Face::api, list, true},
          {"GET", "/api/v1/tickets/{docket}", Access::session, Face::api, show},
          {"GET", "/api/v1/tickets/{docket}/timeline", Access::session, Face::api, timeline},
          {"GET", "/api/v1/tickets/{docket}/explanation", Access::session, Face::api, explanation}};
}

}  // namespace seva::http
