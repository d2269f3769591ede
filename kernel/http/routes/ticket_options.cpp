#include "actions/ticket_options.hpp"

#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

json::array json_of(const std::vector<actions::Colleague>& people) {
  json::array body;
  for (const actions::Colleague& person : people)
    body.push_back({{"login", person.login}, {"name", person.name}, {"role", domain::name_of(person.role)}, {"open_tickets", person.open_tickets}});
  return body;
}

json::array json_of(const std::vector<actions::PossibleAct>& acts) {
  json::array body;
  for (const actions::PossibleAct& act : acts) {
    json::object row{{"act", act.name}, {"may", act.may_do}};
    if (!act.may_do) row["why_not"] = http::json_of(act.why_not);
    body.push_back(std::move(row));
  }
  return body;
}

json::array json_of(const std::vector<actions::Way>& ways) {
  json::array body;
  for (const actions::Way& way : ways)
    body.push_back({{"id", way.id},
                    {"channel", way.channel},
                    {"kind", way.is_private ? "private" : "public"},
                    {"to", way.to},
                    {"reply_limit", way.reply_limit_json.empty() ? json::value(nullptr) : json::parse(way.reply_limit_json)},
                    {"takes_attachments", way.takes_attachments}});
  return body;
}

Response options(Call& call) {
  const auto found = actions::show_options(call.ports(), call.principal(), call.part("docket"));
  if (!found) return problem_response(found.error(), call.request.id);
  json::object variables;
  for (const auto& [name, text] : found->variables) variables[name] = http::json_of(text);
  return json_response(
      {{"acts", json_of(found->acts)}, {"ways", json_of(found->ways)}, {"people", json_of(found->people)}, {"variables", std::move(variables)}});
}

Response people(Call& call) {
  const auto found = actions::list_people(call.ports(), call.principal(), call.part("code"));
  if (!found) return problem_response(found.error(), call.request.id);
  return json_response({{"people", json_of(*found)}});
}

}  // namespace

std::vector<Route> option_routes() {
  return {{"GET", "/api/v1/tickets/{docket}/options", Access::session, Face::api, options},
          {"GET", "/api/v1/units/{code}/people", Access::session, Face::api, people}};
}

}  // namespace seva::http
