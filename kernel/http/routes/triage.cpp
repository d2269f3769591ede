#include "actions/decide_triage.hpp"
#include "actions/find_duplicates.hpp"

#include <charconv>

#include "http/cursor.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/triage_id.hpp"
#include "http/ticket_output.hpp"
#include "http/triage_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
constexpr std::size_t kMostRows = 200;
constexpr std::size_t kUsualRows = 50;

bool may_triage(const Call& call) {
  const domain::Scope scope = domain::scope_of(call.principal(), domain::Permission::triage, call.instance->units);
  return scope.is_everything || !scope.units.empty();
}

/// 0, which is nobody's id, where it is none.
std::int64_t whole_number(const std::string& digits) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() ? value : 0;
}

/// What may be the same is looked for where there is a ticket already; a message that waits for one has its author's others beside it.
json::object written(Call& call, const actions::TriageCase& which) {
  json::object body = json_of(which, call.ports().plugins, *call.instance);
  if (!which.ticket) return body;
  if (const auto found = actions::find_duplicates(call.ports(), call.principal(), which.ticket->docket))
    body["similar"] = json_of(*found, *call.instance);
  return body;
}

Response list(Call& call) {
  if (!may_triage(call)) return problem_response(not_triage(), call.request.id);
  QueryInput input(call.request.query);
  const std::size_t limit = input.number("limit", 1, kMostRows, kUsualRows);
  std::optional<actions::TicketQuery::After> after;
  if (const std::string cursor = input.text("cursor"); !cursor.empty()) {
    after = read_cursor('t', cursor);
    if (!after) input.refuse("cursor");
  }
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto cases = actions::list_triage(call.ports(), call.principal(), after, limit);
  json::array items;
  for (const actions::TriageCase& one : cases) items.push_back(written(call, one));
  json::value next;
  if (cases.size() == limit) {
    const domain::TriageItem& last = cases.back().item;
    next = json::string(written_cursor('t', {domain::to_micros(last.due_at), domain::TicketId{last.id.value}}));
  }
  const actions::TriageFigures figures = actions::triage_figures(call.ports(), call.principal());
  return json_response({{"items", std::move(items)},
                        {"next_cursor", std::move(next)},
                        {"waiting", figures.waiting},
                        {"decided_today", figures.decided_today},
                        {"oldest_at", json_of(figures.oldest_at)}});
}

Response show(Call& call) {
  if (!may_triage(call)) return problem_response(not_triage(), call.request.id);
  const auto found = actions::show_triage(call.ports(), call.principal(), triage_id(call));
  if (!found) return problem_response(found.error(), call.request.id);
  return json_response(written(call, *found));
}

Response decide(Call& call) {
  if (!may_triage(call)) return problem_response(not_triage(), call.request.id);
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  actions::TriageDecision decision;
  decision.is_dismissed = input.flag("dismiss", false);
  decision.relevance = input.choice("relevance", domain::relevance_named);
  decision.department = input.text("department");
  decision.category = input.text("category");
  decision.priority = input.choice("priority", domain::priority_named);
  decision.unit = input.text("unit");
  decision.into = input.text("into");
  decision.reason = input.text("reason");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);

  const auto outcome = actions::decide_triage(call.ports(), call.principal(), triage_id(call), decision);
  if (!outcome) return problem_response(outcome.error(), call.request.id);
  return json_response(json_of(*outcome, *call.instance));
}

Response undo(Call& call) {
  if (!may_triage(call)) return problem_response(not_triage(), call.request.id);
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string token = input.text("token", true);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto waiting = actions::undo_triage(call.ports(), call.principal(), triage_id(call), domain::EventId{whole_number(token)});
  if (!waiting) return problem_response(waiting.error(), call.request.id);
  return json_response(json_of(*waiting, call.ports().plugins, *call.instance));
}

}  // namespace

domain::TriageId triage_id(const Call& call) { return domain::TriageId{whole_number(call.part("id"))}; }

domain::Problem not_triage() { return domain::forbidden("not_triage", "Only a triage desk decides this."); }

std::vector<Route> triage_routes() {
  return {{"GET", "/api/v1/triage", Access::session, Face::api, list, true},
          {"GET", "/api/v1/triage/{id}", Access::session, Face::api, show},
          {"POST", "/api/v1/triage/{id}/decision", Access::session, Face::api, decide},
          {"POST", "/api/v1/triage/{id}/undo", Access::session, Face::api, undo}};
}

}  // namespace seva::http
