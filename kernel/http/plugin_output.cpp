#include "http/plugin_output.hpp"

#include <algorithm>

#include "actions/kernel_texts.hpp"
#include "http/json_output.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

/// A code of the plugin's texts, else its own words.
json::object detail_of(const std::string& plugin, const std::string& detail, actions::PluginCatalogue& plugins) {
  return json_of(plugins.text(plugin, detail).value_or(domain::Text{detail, detail}));
}

json::array parts_of(const actions::PluginFacts& plugin, actions::PluginCatalogue& plugins) {
  json::array parts;
  for (const actions::PluginPart& part : plugin.parts) {
    json::object row{{"part", part.part}, {"state", part.state}, {"since", written_instant(part.since)}};
    if (!part.detail.empty()) row["detail"] = detail_of(plugin.id, part.detail, plugins);
    parts.push_back(std::move(row));
  }
  return parts;
}

json::value reason_text_of(const actions::PluginFacts& plugin) {
  const auto text = actions::kernel_text("plugin." + plugin.state);
  if (plugin.reason.empty() || !text) return nullptr;
  return json_of(*text);
}

json::object json_of(const actions::PluginFigures& figures) {
  return {{"starts", figures.starts},
          {"events", figures.events},
          {"effects", figures.effects},
          {"requests", figures.requests},
          {"refused_requests", figures.refused_requests}};
}

/// Those of the manifest, with who approved them, and those that the instance names.
json::array hosts_of(const actions::PluginFacts& plugin, const domain::Instance& instance, const std::vector<domain::HostApproval>& approvals) {
  const domain::PluginSettings* settings = instance.channel(plugin.id);
  if (settings == nullptr) settings = instance.department(plugin.id);
  std::vector<std::string> named;
  if (settings != nullptr) named = settings->hosts;
  json::array hosts;
  for (const std::string& host : plugin.hosts) {
    if (std::find(named.begin(), named.end(), host) != named.end()) continue;
    json::object row{{"host", host}, {"named", false}, {"approved_by", nullptr}, {"approved_at", nullptr}};
    if (const domain::HostApproval* approval = actions::approval_of(approvals, plugin.id, host)) {
      row["approved_by"] = approval->user_name;
      row["approved_at"] = written_instant(approval->at);
    }
    hosts.push_back(std::move(row));
  }
  for (const std::string& host : named) hosts.push_back({{"host", host}, {"named", true}, {"approved_by", nullptr}, {"approved_at", nullptr}});
  return hosts;
}

}  // namespace

json::object json_of(const actions::PluginFacts& plugin, const domain::Instance& instance, actions::PluginCatalogue& plugins,
                     const std::vector<domain::HostApproval>& approvals) {
  json::object body{{"id", plugin.id},
                    {"kind", plugin.kind},
                    {"version", plugin.version},
                    {"name", json_of(plugin.name)},
                    {"icon", plugin.icon},
                    {"enabled", plugin.is_enabled},
                    {"state", plugin.state},
                    {"reason", plugin.reason},
                    {"reason_text", reason_text_of(plugin)},
                    {"can_reply", plugin.can_reply},
                    {"can_send_private", plugin.can_send_private},
                    {"health", actions::health_of(plugin)},
                    {"parts", parts_of(plugin, plugins)},
                    {"crashes", plugin.crashes},
                    {"starts_again_at", json_of(plugin.starts_again_at)},
                    {"last_event_at", json_of(plugin.last_event_at)},
                    {"waiting_in_triage", plugin.waiting_in_triage},
                    {"milliseconds_a_message", nullptr},
                    {"privacy_class", plugin.privacy_class},
                    {"hosts", hosts_of(plugin, instance, approvals)},
                    {"quarantined", plugin.is_quarantined},
                    {"isolated", plugin.is_isolated},
                    {"sha256", plugin.sha256},
                    {"refused_update", plugin.refused_update.empty() ? json::value(nullptr) : json::value(plugin.refused_update)},
                    {"figures", json_of(plugin.figures)},
                    {"has_config", plugin.has_config}};
  if (!plugin.way_in.en.empty()) body["way_in"] = json_of(plugin.way_in);
  if (plugin.taken_today) body["taken_today"] = *plugin.taken_today;
  if (plugin.milliseconds_a_message) body["milliseconds_a_message"] = *plugin.milliseconds_a_message;
  return body;
}

json::object json_of(const actions::PluginConfigFile& file) {
  json::array secrets;
  for (const actions::SecretState& secret : file.secrets)
    secrets.push_back({{"name", secret.name},
                       {"label", json_of(secret.label)},
                       {"is_set", secret.is_set},
                       {"can_be_set", true},
                       {"set_at", json_of(secret.set_at)},
                       {"refused_at", nullptr}});
  return {{"id", file.id}, {"schema", json::parse(file.schema_json)}, {"config", json::parse(file.config_json)}, {"secrets", std::move(secrets)}};
}

json::object json_of(const actions::ConfigCheck& check) {
  json::array problems;
  for (const actions::ConfigProblem& problem : check.problems) problems.push_back({{"path", problem.path}, {"message", json_of(problem.message)}});
  json::array steps;
  for (const actions::TrialStep& step : check.steps) {
    json::object row{{"name", json_of(step.name)}, {"passed", step.is_passed}, {"milliseconds", step.took.count()}};
    if (!step.detail.en.empty()) row["detail"] = json_of(step.detail);
    steps.push_back(std::move(row));
  }
  return {{"passed", check.is_passed()}, {"problems", std::move(problems)}, {"steps", std::move(steps)}};
}

json::object json_of(const actions::DeadLetter& letter, actions::PluginCatalogue& plugins) {
  const auto plugin = plugins.plugin(letter.plugin);
  auto reason = plugins.text(letter.plugin, letter.reason);
  if (!reason) reason = actions::kernel_text("letter." + letter.reason);
  return {{"id", std::to_string(letter.id.value)},
          {"plugin", letter.plugin},
          {"plugin_name", json_of(plugin ? plugin->name : domain::Text{letter.plugin, letter.plugin})},
          {"digest", letter.digest},
          {"origin", letter.origin},
          {"reason", letter.reason},
          {"reason_text", json_of(reason.value_or(domain::Text{letter.reason, letter.reason}))},
          {"size", letter.size},
          {"at", written_instant(letter.at)},
          {"kind", letter.is_event ? "event" : "unreadable"},
          {"state", actions::name_of(letter.state)},
          {"attempts", letter.attempts},
          {"settled_at", json_of(letter.settled_at)}};
}

}  // namespace seva::http
