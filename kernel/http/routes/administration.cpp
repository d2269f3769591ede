#include <algorithm>

#include "http/json_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/dead_letters.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

Response plugins(Call& call) {
  json::array body;
  for (const actions::PluginFacts& plugin : call.ports().plugins.plugins()) body.push_back(json_of(plugin));
  return json_response({{"plugins", std::move(body)}});
}

Response dead_letters(Call& call) {
  QueryInput input(call.request.query);
  const std::size_t limit = input.number("limit", 1, 200, 50);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  json::array body;
  for (const actions::DeadLetter& letter : newest_dead_letters(call.ports(), limit)) body.push_back(json_of(letter));
  return json_response({{"dead_letters", std::move(body)}});
}

}  // namespace

std::vector<actions::DeadLetter> newest_dead_letters(actions::Ports& ports, std::size_t limit) {
  const auto plugins = ports.plugins.plugins();
  std::vector<actions::DeadLetter> letters;
  ports.store.read([&](actions::Transaction& transaction) {
    letters.clear();
    for (const actions::PluginFacts& plugin : plugins)
      for (actions::DeadLetter& letter : transaction.plugins().dead_letters(plugin.id, limit)) letters.push_back(std::move(letter));
  });
  std::sort(letters.begin(), letters.end(), [](const auto& left, const auto& right) { return left.id > right.id; });
  if (letters.size() > limit) letters.resize(limit);
  return letters;
}

std::vector<Route> administration_routes() {
  return {{"GET", "/api/v1/admin/plugins", Access::administrator, Face::api, plugins},
          {"GET", "/api/v1/admin/dead-letters", Access::administrator, Face::api, dead_letters, true}};
}

}  // namespace seva::http
