#include "actions/bulk_work.hpp"

#include "http/filter_input.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"
#include "http/routes/status_input.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using actions::BulkAct;
using Kind = BulkAct::Kind;

std::optional<Kind> kind_named(std::string_view name) {
  if (name == "assign") return Kind::assign;
  if (name == "forward") return Kind::forward;
  if (name == "status") return Kind::status;
  if (name == "note") return Kind::note;
  if (name == "correct") return Kind::correct;
  if (name == "verify") return Kind::verify;
  return std::nullopt;
}

std::optional<std::string> any_text(std::string_view text) { return std::string(text); }

BulkAct read_act(JsonInput& around) {
  BulkAct act;
  const json::object* written = around.object("act");
  if (written == nullptr) {
    (void)around.text("act", true);
    return act;
  }
  JsonInput input(*written, "act.");
  act.kind = input.choice("kind", kind_named, true).value_or(Kind::assign);
  act.reason = input.text("reason");
  if (act.kind == Kind::assign) act.login = input.text("login", true);
  if (act.kind == Kind::forward) act.unit = input.text("unit", true);
  if (act.kind == Kind::note) act.text = input.text("text", true);
  if (act.kind == Kind::correct) {
    act.correction.category = input.optional_text("category");
    act.correction.priority = input.choice("priority", domain::priority_named);
    act.correction.reason = act.reason;
  }
  if (act.kind == Kind::status) act.status = read_status_change(input, "act.");
  around.add(input.problem());
  return act;
}

json::value problem_of(const std::optional<domain::Problem>& problem) {
  if (!problem) return nullptr;
  return json::parse(problem_response(*problem, {}).body);
}

Response answer(const domain::Result<actions::BulkOutcome>& outcome, Call& call) {
  if (!outcome) return problem_response(outcome.error(), call.request.id);
  json::array rows;
  std::int64_t done = 0;
  for (const actions::BulkRow& row : outcome->rows) {
    if (!row.problem) ++done;
    rows.push_back({{"docket", row.docket}, {"ok", !row.problem}, {"version", row.version}, {"problem", problem_of(row.problem)}});
  }
  json::object body{{"total", rows.size()}, {"done", done}, {"results", std::move(rows)}, {"selection", nullptr}, {"undo", nullptr}};
  if (!outcome->selection.empty()) body["selection"] = outcome->selection;
  if (!outcome->undo.empty()) body["undo"] = json::object{{"token", outcome->undo}, {"expires_at", written_instant(outcome->undo_until)}};
  return json_response(body);
}

Response bulk(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const BulkAct act = read_act(input);
  const bool is_rehearsal = input.flag("dry_run", false);
  const std::string selection = input.text("selection");
  const auto dockets = input.choices("dockets", actions::kMostInBulk, any_text);
  const json::object* written = input.object("filter");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const int ways = static_cast<int>(body->contains("dockets")) + static_cast<int>(written != nullptr) + static_cast<int>(!selection.empty());
  if (ways != 1 || (is_rehearsal && !selection.empty()))
    return problem_response(domain::invalid("choice_wrong", "Exactly one of dockets, filter and selection says which tickets.", "dockets",
                                            "Send one of them; a selection is not previewed again."),
                            call.request.id);
  actions::BulkWork& work = call.services.bulk;
  if (!selection.empty()) return answer(work.perform_selection(call.ports(), call.principal(), selection, act), call);
  if (written == nullptr)
    return answer(
        is_rehearsal ? work.rehearse(call.ports(), call.principal(), dockets, act) : work.perform(call.ports(), call.principal(), dockets, act),
        call);
  const auto filter = read_filter(*written, "filter.", *call.instance);
  if (!filter) return problem_response(filter.error(), call.request.id);
  return answer(
      is_rehearsal ? work.rehearse(call.ports(), call.principal(), *filter, act) : work.perform(call.ports(), call.principal(), *filter, act), call);
}

Response undo(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string token = input.text("token", true);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  return answer(call.services.bulk.take_back(call.ports(), call.principal(), token), call);
}

}  // namespace

std::vector<Route> bulk_routes() {
  return {{"POST", "/api/v1/tickets/bulk", Access::session, Face::api, bulk},
          {"POST", "/api/v1/tickets/bulk/undo", Access::session, Face::api, undo}};
}

}  // namespace seva::http
