#include <map>

#include "http/console_files.hpp"
#include "http/gate.hpp"
#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

Response instance(Call& call) {
  const domain::Instance& shown = *call.instance;
  return json_response({{"name", json_of(shown.name)},
                        {"docket_prefix", shown.docket_prefix},
                        {"time_zone", shown.time_zone},
                        {"languages", {"hi", "en"}},
                        {"terms", json::object{}},
                        {"public_url", public_origin(call.request, call.services.settings)},
                        {"build", call.services.console.build()},
                        {"now", written_instant(call.now())}});
}

Response units(Call& call) {
  json::array body;
  for (const domain::Unit& unit : call.instance->units.all()) {
    json::object row{{"code", unit.code}, {"parent", nullptr}, {"kind", unit.kind}, {"name", json_of(unit.name)}};
    if (!unit.parent.empty()) row["parent"] = unit.parent;
    body.push_back(std::move(row));
  }
  return json_response({{"units", std::move(body)}});
}

Response categories(Call& call) {
  json::array body;
  for (const domain::Category& category : call.instance->categories)
    body.push_back({{"code", category.code}, {"name", json_of(category.name)}, {"group", category.group}});
  return json_response({{"categories", std::move(body)}});
}

Response counts(Call& call) {
  const domain::Scope scope = domain::scope_of(call.principal(), domain::Permission::read_statistics, call.instance->units);
  if (!scope.is_everything && scope.units.empty())
    return problem_response(domain::forbidden("not_statistics", "Your role reads no figures."), call.request.id);
  std::map<std::string, json::object> rows;
  for (const actions::UnitCount& count : actions::count_tickets(call.ports(), call.principal())) {
    json::object& row = rows[count.unit];
    if (row.empty()) {
      const domain::Unit* unit = call.instance->units.find(count.unit);
      row = {{"unit", count.unit}, {"name", json_of(unit == nullptr ? domain::Text{count.unit, count.unit} : unit->name)},
             {"open", 0},          {"in_process", 0},
             {"incomplete", 0},    {"closed", 0}};
    }
    row[domain::name_of(count.status)] = count.tickets;
  }
  json::array body;
  for (auto& [unit, row] : rows) body.push_back(std::move(row));
  return json_response({{"units", std::move(body)}});
}

}  // namespace

std::vector<Route> instance_routes() {
  return {{"GET", "/api/v1/instance", Access::open, Face::api, instance},
          {"GET", "/api/v1/units", Access::session, Face::api, units},
          {"GET", "/api/v1/categories", Access::session, Face::api, categories},
          {"GET", "/api/v1/stats/units", Access::session, Face::api, counts}};
}

}  // namespace seva::http
