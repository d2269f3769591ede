#include <charconv>

#include "actions/administer_plugins.hpp"
#include "actions/dead_letters.hpp"
#include "actions/show_plugins.hpp"
#include "actions/take_in_plugin.hpp"
#include "http/cursor.hpp"
#include "http/json_input.hpp"
#include "http/json_output.hpp"
#include "http/plugin_output.hpp"
#include "http/problems.hpp"
#include "http/query_input.hpp"
#include "http/routes/if_match.hpp"
#include "http/routes/routes.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
constexpr int kUnprocessable = 422;

actions::PluginPorts plugin_ports(Call& call) {
  Dependencies& actions = call.services.actions;
  return {actions.control, actions.configuration, actions.vault};
}

/// As it is now.
json::object shown(Call& call, const actions::PluginFacts& plugin) {
  return json_of(plugin, *call.ports().settings.current(), call.ports().plugins, actions::host_approvals(call.ports().store));
}

Response list(Call& call) {
  const auto approvals = actions::host_approvals(call.ports().store);
  json::array body;
  for (const actions::PluginFacts& plugin : actions::show_plugins(call.ports()))
    body.push_back(json_of(plugin, *call.instance, call.ports().plugins, approvals));
  return json_response({{"plugins", std::move(body)}});
}

Response switch_one(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const bool is_enabled = input.needed_flag("enabled");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  actions::PluginPorts plugins = plugin_ports(call);
  const auto switched = actions::switch_plugin(call.ports(), plugins, call.principal(), call.part("id"), is_enabled);
  if (!switched) return problem_response(switched.error(), call.request.id);
  for (const actions::PluginFacts& plugin : actions::show_plugins(call.ports()))
    if (plugin.id == switched->id) return json_response(shown(call, plugin));
  return json_response(shown(call, *switched));
}

Response approve_host(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string host = input.text("host", true);
  const bool is_approved = input.needed_flag("approved");
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  Dependencies& actions = call.services.actions;
  const auto done = actions::approve_host(call.ports(), actions.configuration, call.principal(), call.part("id"), host, is_approved);
  if (!done) return problem_response(done.error(), call.request.id);
  const auto plugin = call.ports().plugins.plugin(call.part("id"));
  return plugin ? json_response(shown(call, *plugin)) : problem_response(domain::not_found(), call.request.id);
}

Response update(Call& call) {
  actions::PluginPorts plugins = plugin_ports(call);
  const auto taken = actions::take_in_plugin(call.ports(), plugins, call.principal(), call.part("id"));
  if (!taken) return problem_response(taken.error(), call.request.id);
  return json_response(shown(call, *taken));
}

Response config_response(const actions::PluginConfigFile& file) {
  return json_response(json_of(file)).with("ETag", "\"" + std::to_string(file.version) + "\"");
}

Response show_config(Call& call) {
  actions::PluginPorts plugins = plugin_ports(call);
  const auto file = actions::show_plugin_config(call.ports(), plugins, call.part("id"));
  return file ? config_response(*file) : problem_response(file.error(), call.request.id);
}

domain::Result<actions::NewPluginConfig> wanted_config(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return body.error();
  JsonInput input(*body);
  actions::NewPluginConfig wanted;
  const json::object* config = input.object("config");
  if (config != nullptr) wanted.config_json = json::serialize(*config);
  wanted.secrets = input.texts("secrets");
  if (auto problem = input.problem()) return std::move(*problem);
  if (config == nullptr) return domain::invalid("value_missing", "\"config\" is missing.", "config", "Send the whole configuration.");
  return wanted;
}

Response check_config(Call& call) {
  const auto wanted = wanted_config(call);
  if (!wanted) return problem_response(wanted.error(), call.request.id);
  actions::PluginPorts plugins = plugin_ports(call);
  const auto checked = actions::check_plugin_config(call.ports(), plugins, call.part("id"), *wanted);
  return checked ? json_response(json_of(*checked)) : problem_response(checked.error(), call.request.id);
}

Response save_config(Call& call) {
  const auto wanted = wanted_config(call);
  if (!wanted) return problem_response(wanted.error(), call.request.id);
  const auto version = if_match(call.request);
  if (!version) return problem_response(version.error(), call.request.id);
  actions::PluginPorts plugins = plugin_ports(call);
  const auto change = actions::save_plugin_config(call.ports(), plugins, call.principal(), call.part("id"), *wanted, *version);
  if (!change) return problem_response(change.error(), call.request.id);
  return change->saved ? config_response(*change->saved) : json_response(json_of(change->check), kUnprocessable);
}

domain::DeadLetterId letter_id(const Call& call) {
  const std::string& digits = call.part("id");
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return domain::DeadLetterId{error == std::errc{} && end == digits.data() + digits.size() ? value : 0};
}

std::optional<bool> waiting_named(std::string_view name) {
  if (name == "waiting") return true;
  if (name == "settled") return false;
  return std::nullopt;
}

Response dead_letters(Call& call) {
  QueryInput input(call.request.query);
  actions::DeadLetterQuery query;
  query.plugin = input.text("plugin");
  query.is_waiting = input.choice("state", waiting_named).value_or(true);
  query.limit = input.number("limit", 1, 200, 50);
  if (const std::string cursor = input.text("cursor"); !cursor.empty()) {
    const auto after = read_cursor('b', cursor);
    if (!after) input.refuse("cursor");
    if (after) query.before = domain::DeadLetterId{after->id.value};
  }
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const actions::DeadLetterPage page = actions::list_dead_letters(call.ports(), query);
  json::array body;
  for (const actions::DeadLetter& letter : page.letters) body.push_back(json_of(letter, call.ports().plugins));
  json::value next;
  if (page.letters.size() == query.limit) next = json::string(written_cursor('b', {0, domain::TicketId{page.letters.back().id.value}}));
  return json_response({{"dead_letters", std::move(body)}, {"next_cursor", std::move(next)}, {"waiting", page.waiting}});
}

Response retry(Call& call) {
  const auto letter = actions::retry_dead_letter(call.ports(), call.services.actions.control, call.principal(), letter_id(call));
  return letter ? json_response(json_of(*letter, call.ports().plugins)) : problem_response(letter.error(), call.request.id);
}

Response dismiss(Call& call) {
  const auto body = parse_object(call.request.body);
  if (!body) return problem_response(body.error(), call.request.id);
  JsonInput input(*body);
  const std::string reason = input.text("reason", true);
  if (const auto problem = input.problem()) return problem_response(*problem, call.request.id);
  const auto letter = actions::dismiss_dead_letter(call.ports(), call.principal(), letter_id(call), reason);
  return letter ? json_response(json_of(*letter, call.ports().plugins)) : problem_response(letter.error(), call.request.id);
}

}  // namespace

std::vector<Route> plugin_routes() {
  return {{"GET", "/api/v1/admin/plugins", Access::administrator, Face::api, list},
          {"PUT", "/api/v1/admin/plugins/{id}/enabled", Access::administrator, Face::api, switch_one},
          {"PUT", "/api/v1/admin/plugins/{id}/hosts", Access::administrator, Face::api, approve_host},
          {"POST", "/api/v1/admin/plugins/{id}/update", Access::administrator, Face::api, update},
          {"GET", "/api/v1/admin/plugins/{id}/config", Access::administrator, Face::api, show_config},
          {"PUT", "/api/v1/admin/plugins/{id}/config", Access::administrator, Face::api, save_config},
          {"POST", "/api/v1/admin/plugins/{id}/config/check", Access::administrator, Face::api, check_config},
          {"GET", "/api/v1/admin/dead-letters", Access::administrator, Face::api, dead_letters, true},
          {"POST", "/api/v1/admin/dead-letters/{id}/retry", Access::administrator, Face::api, retry},
          {"POST", "/api/v1/admin/dead-letters/{id}/dismissal", Access::administrator, Face::api, dismiss}};
}

}  // namespace seva::http
