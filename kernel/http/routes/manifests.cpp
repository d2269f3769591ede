#include "actions/register_ticket.hpp"
#include "http/json_output.hpp"
#include "http/routes/routes.hpp"

/// What the console draws itself from: manifests of the plugins that the instance names. Those that are off are listed too, since their tickets stay
/// workable.
namespace seva::http {
namespace {

namespace json = boost::json;

json::object what_all_show(const actions::PluginFacts& plugin) {
  return {{"id", plugin.id}, {"name", json_of(plugin.name)}, {"icon", plugin.icon}, {"enabled", plugin.is_enabled}, {"state", plugin.state}};
}

json::object form_of(const actions::OutcomeForm& form) {
  json::array fields;
  for (const actions::OutcomeField& field : form.fields) {
    json::object shown{{"name", field.name}, {"label", json_of(field.label)}, {"required", field.is_required}, {"kind", field.kind}};
    if (!field.help.en.empty()) shown["help"] = json_of(field.help);
    if (!field.pattern.empty()) shown["pattern"] = field.pattern;
    fields.push_back(std::move(shown));
  }
  return {{"code", form.code}, {"name", json_of(form.name)}, {"fields", std::move(fields)}};
}

Response departments(Call& call) {
  json::array body;
  for (const actions::PluginFacts& plugin : call.ports().plugins.plugins()) {
    if (plugin.kind != "department" || call.instance->department(plugin.id) == nullptr) continue;
    json::object row = what_all_show(plugin);
    json::array categories;
    for (const domain::Category& category : plugin.categories)
      categories.push_back({{"code", category.code}, {"name", json_of(category.name)}, {"group", category.group}});
    json::array outcomes;
    for (const actions::OutcomeForm& form : plugin.outcomes) outcomes.push_back(form_of(form));
    json::array fact_names;
    for (const actions::NamedLabel& fact : plugin.fact_names) fact_names.push_back({{"name", fact.name}, {"label", json_of(fact.label)}});
    row["categories"] = std::move(categories);
    row["outcomes"] = std::move(outcomes);
    row["fact_names"] = std::move(fact_names);
    body.push_back(std::move(row));
  }
  return json_response({{"departments", std::move(body)}});
}

/// The kernel's own: nothing leaves by it.
json::object counter() {
  return {{"id", actions::kCounter},   {"name", json_of(domain::Text{"Counter", "काउंटर"})},
          {"icon", "landmark"},        {"enabled", true},
          {"state", "running"},        {"can_reply", false},
          {"can_send_private", false}, {"can_call_back", false},
          {"reply_limit", nullptr},    {"privacy_class", "personal"}};
}

Response channels(Call& call) {
  json::array body;
  for (const actions::PluginFacts& plugin : call.ports().plugins.plugins()) {
    if (plugin.kind != "channel" || call.instance->channel(plugin.id) == nullptr) continue;
    json::object row = what_all_show(plugin);
    row["can_reply"] = plugin.can_reply;
    row["can_send_private"] = plugin.can_send_private;
    row["can_call_back"] = plugin.can_call_back;
    row["reply_limit"] = plugin.reply_limit_json.empty() ? json::value(nullptr) : json::parse(plugin.reply_limit_json);
    row["privacy_class"] = plugin.privacy_class;
    body.push_back(std::move(row));
  }
  body.push_back(counter());
  return json_response({{"channels", std::move(body)}});
}

}  // namespace

std::vector<Route> manifest_routes() {
  return {{"GET", "/api/v1/departments", Access::session, Face::api, departments}, {"GET", "/api/v1/channels", Access::session, Face::api, channels}};
}

}  // namespace seva::http
