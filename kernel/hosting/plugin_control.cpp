#include "hosting/department_answers.hpp"
#include "hosting/installed/config_check.hpp"
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

std::optional<domain::Problem> PluginHost::start_for_trial(const InstalledPlugin& plugin, const domain::PluginSettings& settings,
                                                           const domain::Instance& instance, std::vector<HealthReport>* parts) {
  PluginProcess* const process = plugin.process_for(settings.isolation);
  if (process == nullptr) return not_loaded(plugin);
  const auto material = read_start_material(settings);
  if (!material) return material.error();
  auto conversation = process->open();
  if (!conversation) return conversation.error();
  if (plugin.manifest.kind == PluginKind::department) {
    const std::string event = department_start_event(stamps_.next(), *material, instance.units.all(), instance.accounts);
    const auto answer = (*conversation)->send(event, material->payload);
    if (!answer) return answer.error();
    const auto effects = DepartmentReader().read(settings.id, *answer, DepartmentQuestion::none, {});
    if (!effects) return effects.error();
    if (parts != nullptr) *parts = effects->health;
    return std::nullopt;
  }
  std::vector<actions::PluginState> states;
  store_.read([&](actions::Transaction& transaction) { states = transaction.plugins().states(settings.id); });
  const bool is_lead = parts == nullptr && options_.is_lead;  // whoever asks for the parts tries a configuration, which is not to speak as the lead
  const auto answer = (*conversation)->send(start_event(stamps_.next(), *material, states, {}, is_lead), material->payload);
  if (!answer) return answer.error();
  const auto effects = EffectsReader().read(settings.id, *answer, material->payload.size());
  if (!effects) return effects.error();
  if (parts == nullptr) return std::nullopt;
  for (const Action& action : effects->actions)
    if (const auto* report = std::get_if<HealthReport>(&action)) parts->push_back(*report);
  return std::nullopt;
}

std::vector<actions::TrialStep> PluginHost::try_start(const domain::PluginSettings& settings) {
  const auto began = steady_clock_.now();
  actions::TrialStep start{{"It starts with this configuration", "इस विन्यास के साथ आरंभ होता है"}, false, {}, {}};
  std::vector<HealthReport> parts;
  const InstalledPlugin* plugin = catalogue_.installed(settings.id);
  const domain::Instance instance = [&] {
    const std::lock_guard changing(changing_);
    return instance_;
  }();
  const auto problem = plugin == nullptr ? std::optional(domain::not_found()) : start_for_trial(*plugin, settings, instance, &parts);
  start.is_passed = !problem;
  start.took = std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock_.now() - began);
  if (problem) start.detail = {problem->what, "प्लगइन इस विन्यास के साथ आरंभ नहीं हुआ।"};
  std::vector<actions::TrialStep> steps{std::move(start)};
  for (const HealthReport& report : parts) steps.push_back(step_of(report));
  return steps;
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
