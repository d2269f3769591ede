#include "actions/index_tickets.hpp"
#include "http/cursor.hpp"
#include "http/filter_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/ticket_response.hpp"
#include "http/ticket_output.hpp"
#include "http/timeline_output.hpp"

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

json::object index_json(const actions::SearchState& state) {
  return {{"part", state.part}, {"lag_seconds", std::chrono::duration<double>(state.lag).count()}};
}

/// A list, and what is found by words beside how much the words are of.
Response listed(Call& call, actions::TicketOrder usual_order, bool is_search) {
  QueryInput input(call.request.query);
  const actions::TicketFilter filter = read_filter(input, *call.instance);
  const auto order = input.choice("order", order_named).value_or(usual_order);
  const std::size_t limit = input.number("limit", 1, kMostRows, kUsualRows);
  const char written_order = order == actions::TicketOrder::due ? 'd' : 'n';
  std::optional<actions::TicketQuery::After> after;
  if (const std::string cursor = input.text("cursor"); !cursor.empty()) {
    after = read_cursor(written_order, cursor);
    if (!after) input.refuse("cursor");
  }
  if (is_search && filter.words.empty()) input.refuse("q");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto rows = actions::find_tickets(call.ports(), call.principal(), filter, order, after, limit);
  std::vector<domain::Ticket> tickets;
  for (const actions::TicketRow& row : rows) tickets.push_back(row.ticket);
  json::value next;
  if (rows.size() == limit) next = json::string(written_cursor(written_order, {rows.back().due, rows.back().ticket.id}));
  json::object answer{{"tickets", tickets_json(call, std::move(tickets))}, {"next_cursor", std::move(next)}};
  if (is_search) answer["index"] = index_json(actions::IndexTickets::state(call.ports()));
  return json_response(std::move(answer));
}

Response list(Call& call) { return listed(call, actions::TicketOrder::due, false); }

Response search(Call& call) { return listed(call, actions::TicketOrder::newest, true); }

/// Takes the list's parameters, so that one address counts what the other shows; order and page do not change a count.
Response counts(Call& call) {
  QueryInput input(call.request.query);
  const actions::TicketFilter filter = read_filter(input, *call.instance);
  (void)input.choice("order", order_named);
  (void)input.number("limit", 1, kMostRows, kUsualRows);
  (void)input.text("cursor");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  return json_response(json_of(actions::count_found(call.ports(), call.principal(), filter)));
}

Response show(Call& call) {
  const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return problem_response(file.error(), call.request.id);
  if (call.request.header("if-none-match") == entity_tag(file->ticket)) return Response{.status = 304}.with("ETag", entity_tag(file->ticket));
  const actions::TicketCard card = actions::card_of(call.ports(), call.principal(), *file);
  return json_response(json_of(card, call.ports().plugins, *call.instance)).with("ETag", entity_tag(file->ticket));
}

Response timeline(Call& call) {
  const auto file = actions::show_ticket(call.ports(), call.principal(), call.part("docket"));
  if (!file) return problem_response(file.error(), call.request.id);
  return json_response({{"entries", timeline_json(call, *file)}});
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

Response ticket_response(Call& call, const domain::Ticket& ticket) {
  return json_response(ticket_json(call, ticket)).with("ETag", entity_tag(ticket));
}

std::vector<Route> ticket_routes() {
  return {{"GET", "/api/v1/tickets", Access::session, Face::api, list, true},
          {"GET", "/api/v1/search", Access::session, Face::api, search, true},
          {"GET", "/api/v1/tickets/counts", Access::session, Face::api, counts, true},
          {"GET", "/api/v1/tickets/{docket}", Access::session, Face::api, show},
          {"GET", "/api/v1/tickets/{docket}/timeline", Access::session, Face::api, timeline},
          {"GET", "/api/v1/tickets/{docket}/explanation", Access::session, Face::api, explanation}};
}

}  // namespace seva::http
