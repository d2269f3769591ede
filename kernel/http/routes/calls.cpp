#include <charconv>

#include "actions/read_calls.hpp"
#include "actions/take_call.hpp"
#include "http/call_output.hpp"
#include "http/cursor.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/ticket_response.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using Which = actions::CallQuery::Which;

constexpr std::size_t kMostRows = 200;
constexpr std::size_t kUsualRows = 50;
constexpr int kCreated = 201;
constexpr int kAccepted = 202;

std::optional<Which> which_named(std::string_view name) {
  if (name == "live") return Which::live;
  if (name == "owed") return Which::owed;
  if (name == "all") return Which::all;
  return std::nullopt;
}

char cursor_order(Which which) { return which == Which::live ? 'l' : which == Which::owed ? 'o' : 'a'; }

domain::CallId call_id(const Call& call) {
  const std::string& digits = call.part("id");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return domain::CallId{error == std::errc{} && end == digits.data() + digits.size() ? value : 0};
}

Response list(Call& call) {
  QueryInput input(call.request.query);
  actions::CallQuery query;
  query.which = input.choice("which", which_named).value_or(Which::live);
  query.unit = input.text("unit");
  query.limit = input.number("limit", 1, kMostRows, kUsualRows);
  const char order = cursor_order(query.which);
  if (const std::string cursor = input.text("cursor"); !cursor.empty()) {
    query.after = read_cursor(order, cursor);
    if (!query.after) input.refuse("cursor");
  }
  if (!query.unit.empty() && call.instance->units.find(query.unit) == nullptr) input.refuse("unit");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto rows = actions::list_calls(call.ports(), call.principal(), query);
  json::array calls;
  for (const actions::CallRow& row : rows) calls.push_back(json_of(row.call, *call.instance, call.ports().plugins));
  json::value next;
  if (rows.size() == query.limit) next = json::string(written_cursor(order, {rows.back().due, domain::TicketId{rows.back().call.id.value}}));
  return json_response({{"calls", std::move(calls)}, {"next_cursor", std::move(next)}});
}

Response show(Call& call) {
  const auto file = actions::show_call(call.ports(), call.principal(), call_id(call));
  if (!file) return problem_response(file.error(), call.request.id);
  return json_response(json_of(*file, *call.instance, call.ports().plugins));
}

Response open_ticket(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  actions::CallForm form;
  form.text = input.text("text", true);
  form.docket = input.text("docket");
  form.category = input.text("category");
  form.priority = input.choice("priority", domain::priority_named);
  form.unit = input.text("unit");
  form.place = input.text("place");
  form.name = input.text("name");
  form.language = input.text("language");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto ticket = actions::open_ticket_from_call(call.ports(), call.principal(), call_id(call), form);
  if (!ticket) return problem_response(ticket.error(), call.request.id);
  Response response = ticket_response(call, *ticket);
  response.status = kCreated;
  return response.with("Location", "/api/v1/tickets/" + ticket->docket);
}

Response dismiss(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const auto kind = input.choice("kind", domain::dismissal_kind_named, true);
  const std::string text = input.text("text");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto dismissed = actions::dismiss_call(call.ports(), call.principal(), call_id(call), *kind, text);
  return dismissed ? no_content() : problem_response(dismissed.error(), call.request.id);
}

Response call_back(Call& call) {
  if (!call.request.body.empty()) {
    const auto body = parse_object(call.request.body);
    if (!body) return problem_response(body.error(), call.request.id);
    if (const auto problem = JsonInput(*body).problem()) return problem_response(*problem, call.request.id);
  }
  const auto called = actions::call_back(call.ports(), call.principal(), call_id(call));
  if (!called) return problem_response(called.error(), call.request.id);
  return json_response(json_of(*called, *call.instance, call.ports().plugins), kAccepted);
}

}  // namespace

std::vector<Route> call_routes() {
  return {{"GET", "/api/v1/calls", Access::session, Face::api, list, true},
          {"GET", "/api/v1/calls/{id}", Access::session, Face::api, show},
          {"POST", "/api/v1/calls/{id}/ticket", Access::session, Face::api, open_ticket},
          {"POST", "/api/v1/calls/{id}/dismissal", Access::session, Face::api, dismiss},
          {"POST", "/api/v1/calls/{id}/call-back", Access::session, Face::api, call_back}};
}

}  // namespace seva::http
