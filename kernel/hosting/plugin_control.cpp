#include "hosting/config_check.hpp"
#include "hosting/department_answers.hpp"
#include "hosting/plugin_host.hpp"

/// What administrators do to running plugins.
namespace seva::hosting {
namespace {

domain::Text plain(const std::string& text) { return {text, text}; }

actions::TrialStep step_of(const HealthReport& report) {
  const bool is_passed = report.state == HealthState::ok || report.state == HealthState::degraded;
  return {plain(report.part), is_passed, std::chrono::milliseconds{0}, plain(report.detail)};
}

}  // namespace

std::optional<actions::PluginForm> PluginHost::form(const std::string& plugin) {
  const Manifest* manifest = catalogue_.manifest(plugin);
  if (manifest == nullptr) return std::nullopt;
  return actions::PluginForm{manifest->config_schema_json, manifest->secrets};
}

std::vector<actions::ConfigProblem> PluginHost::check(const std::string& plugin, const std::string& config_json) {
  const Manifest* manifest = catalogue_.manifest(plugin);
  if (manifest == nullptr) return {{{}, {"The plugin is not installed.", "प्लगइन स्थापित नहीं है।"}}};
  return config_problems(config_json, manifest->config_schema_json);
}

std::vector<actions::TrialStep> PluginHost::try_start(const domain::PluginSettings& settings) {
  const auto began = steady_clock_.now();
  actions::TrialStep start{{"It starts with this configuration", "इस विन्यास के साथ आरंभ होता है"}, false, {}, {}};
  std::vector<actions::TrialStep> parts;
  const auto problem = [&]() -> std::optional<domain::Problem> {
    const InstalledPlugin* plugin = catalogue_.installed(settings.id);
    if (plugin == nullptr) return domain::not_found();
    const auto material = read_start_material(settings);
    if (!material) return material.error();
    auto conversation = plugin->process->open();
    if (!conversation) return conversation.error();
    if (plugin->manifest.kind == PluginKind::department) {
      const std::string event = [&] {
        const std::lock_guard changing(changing_);
        return department_start_event(stamps_.next(), *material, instance_.units.all(), instance_.accounts);
      }();
      const auto answer = (*conversation)->send(event, material->payload);
      if (!answer) return answer.error();
      const auto effects = DepartmentReader().read(settings.id, *answer, DepartmentQuestion::none, {});
      if (!effects) return effects.error();
      for (const HealthReport& report : effects->health) parts.push_back(step_of(report));
      return std::nullopt;
    }
    const auto answer = (*conversation)->send(start_event(stamps_.next(), *material, {}, {}, false), material->payload);
    if (!answer) return answer.error();
    const auto effects = EffectsReader().read(settings.id, *answer, material->payload.size());
    if (!effects) return effects.error();
    for (const Action& action : effects->actions)
      if (const auto* report = std::get_if<HealthReport>(&action)) parts.push_back(step_of(*report));
    return std::nullopt;
  }();
  start.is_passed = !problem;
  start.took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock_.now() - began);
  if (problem) start.detail = {problem->what, "प्लगइन इस विन्यास के साथ आरंभ नहीं हुआ।"};
  parts.insert(parts.begin(), std::move(start));
  return parts;
}

actions::HandedAgain PluginHost::hand_again(const actions::DeadLetter& letter, std::chrono::milliseconds patience) {
  const auto channel = runner(letter.plugin);
  if (channel == nullptr) return actions::HandedAgain::not_running;
  std::future<bool> verdict = channel->hand_again(letter);
  if (!verdict.valid()) return actions::HandedAgain::not_running;
  if (verdict.wait_for(patience) != std::future_status::ready) return actions::HandedAgain::under_way;
  try {
    return verdict.get() ? actions::HandedAgain::accepted : actions::HandedAgain::failed;
  } catch (const std::future_error&) {
    return actions::HandedAgain::failed;
  }
}

}  // namespace seva::hosting
