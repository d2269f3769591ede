#include "hosting/catalogue.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>

#include "hosting/child/frames.hpp"
#include "hosting/installed/config_check.hpp"
#include "hosting/installed/plugin_pin.hpp"
#include "hosting/process/in_process.hpp"

namespace seva::hosting {
namespace {

constexpr std::string_view kFactText = "fact.";
constexpr std::chrono::hours kCrashesCount{24};

/// The texts fact.NAME say what the facts are called.
std::vector<actions::NamedLabel> fact_names_of(const Manifest& manifest) {
  std::vector<actions::NamedLabel> names;
  for (const auto& [code, text] : manifest.texts)
    if (code.starts_with(kFactText)) names.push_back({code.substr(kFactText.size()), text});
  return names;
}

actions::PluginFacts facts_of(const InstalledPlugin& installed) {
  const Manifest& manifest = installed.manifest;
  actions::PluginFacts facts;
  facts.id = manifest.id;
  facts.kind = name_of(manifest.kind);
  facts.version = manifest.version;
  facts.sha256 = installed.image->sha256();
  facts.name = manifest.name;
  facts.icon = manifest.icon;
  facts.state = name_of(PluginState::off);
  facts.can_reply = manifest.capabilities.contains("can_reply");
  facts.can_call_back = manifest.capabilities.contains("can_call_back");
  facts.can_send_private = manifest.capabilities.contains("can_send_private");
  facts.reply_limit_json = manifest.reply_limit_json;
  facts.attachments = manifest.attachments;
  facts.privacy_class = manifest.privacy_class;
  facts.way_in = manifest.way_in;
  facts.hosts = manifest.hosts;
  facts.has_config = manifest.config_schema_json.find("\"properties\"") != std::string::npos || !manifest.secrets.empty();
  facts.categories = manifest.categories;
  facts.outcomes = manifest.outcomes;
  facts.fact_names = fact_names_of(manifest);
  return facts;
}

actions::PluginFacts unknown_plugin(const std::string& id, std::string_view kind) {
  actions::PluginFacts facts;
  facts.id = id;
  facts.kind = kind;
  facts.name = {id, id};
  facts.state = name_of(PluginState::off);
  return facts;
}

void refuse(actions::PluginFacts& facts, const domain::Problem& problem) {
  facts.state = name_of(PluginState::refused);
  facts.reason = sentence_of(problem);
}

/// A plugin that says that it brings what is confidential runs sealed or not at all, and nothing is sealed without a key.
std::optional<domain::Problem> sealing_obstacle(const Manifest& manifest, const domain::PluginSettings& settings, actions::Vault* vault) {
  if (manifest.privacy_class == "sealed" && !settings.is_sealed())
    return domain::invalid("channel_not_sealed", "The channel brings what must be sealed, and the configuration does not say for whom.",
                           "channels." + settings.id + ".confidential", "Name there the unit that alone reads what comes in.");
  if (!settings.is_sealed()) return std::nullopt;
  if (vault == nullptr) return domain::invalid("vault_missing", "Nothing can be sealed here.", settings.id);
  return vault->obstacle();
}

std::string reason_of(const std::map<std::string, HealthReport>& health) {
  std::string reason;
  for (const auto& [part, report] : health) {
    if (report.state == HealthState::ok) continue;
    if (!reason.empty()) reason += "; ";
    reason += part + ": " + std::string(name_of(report.state));
    if (!report.detail.empty()) reason += ", " + report.detail;
  }
  return reason;
}

}  // namespace

std::string_view name_of(PluginState state) {
  switch (state) {
    case PluginState::running: return "running";
    case PluginState::refused: return "refused";
    case PluginState::failed: return "failed";
    default: return "off";
  }
}

std::string sentence_of(const domain::Problem& problem) {
  std::string sentence = problem.what;
  if (!problem.where.empty()) sentence += " (" + problem.where + ")";
  if (!problem.next.empty()) sentence += " " + problem.next;
  return sentence;
}

Catalogue::Catalogue(std::vector<std::filesystem::path> folders, const std::filesystem::path& private_base, actions::Vault* vault,
                     actions::Clock* clock, std::filesystem::path plugin_host)
    : vault_(vault), clock_(clock), private_folder_(private_base), spawner_(std::move(plugin_host)), files_(std::move(folders), spawner_) {}

std::optional<domain::Problem> Catalogue::load_into_kernel(InstalledPlugin& installed) const {
  if (installed.in_kernel != nullptr) return std::nullopt;
  if (installed.file.extension() == child::kProgramEnding)
    return domain::invalid("plugin_not_loadable", "A program has a process of its own always.", installed.file.filename().string(),
                           "Leave isolation away.");
  const auto library = PluginLibrary::load(*installed.image, private_folder_.path());
  if (!library) return library.error();
  spdlog::warn("plugin {} runs in the server's own process and is trusted with all that it holds", installed.manifest.id);
  installed.in_kernel = std::make_unique<InProcess>(*library);
  installed.unisolated = installed.in_kernel.get();
  return std::nullopt;
}

std::optional<domain::Problem> Catalogue::obstacle(InstalledPlugin& installed, const domain::PluginSettings& settings, PluginKind kind) {
  const Manifest& manifest = installed.manifest;
  if (manifest.kind != kind)
    return domain::invalid("plugin_wrong_kind",
                           "The plugin is a " + std::string(name_of(manifest.kind)) + " and is configured as a " + std::string(name_of(kind)) + ".",
                           settings.id, "Move it to the other section of the configuration.");
  if (kind == PluginKind::channel)
    if (auto problem = sealing_obstacle(manifest, settings, vault_)) return problem;
  if (auto problem = config_problem(settings.id, settings.config_json, manifest.config_schema_json)) return problem;
  if (auto problem = pin_problem(*installed.image, settings, User::acting())) return problem;
  // Also what is to run here is tried in a process of its own first.
  const auto trial = installed.process->open();
  if (!trial) return trial.error();
  if (settings.isolation == domain::Isolation::none) return load_into_kernel(installed);
  return std::nullopt;
}

Catalogue::Entries Catalogue::installed_entries() const {
  Entries entries;
  for (const auto& [file, found] : files_.files()) {
    if (found.installed == nullptr) continue;
    Entry& entry = entries[found.installed->manifest.id];
    if (entry.facts.id.empty()) {
      entry.facts = facts_of(*found.installed);
      if (found.problem) entry.facts.refused_update = sentence_of(*found.problem);
      entry.plugin = found.installed.get();
      continue;
    }
    const std::string first = entry.plugin != nullptr ? entry.plugin->file.filename().string() : "others";
    refuse(entry.facts, domain::invalid("plugin_id_double", "Two files bear this id: " + first + " and " + file.filename().string() + ".",
                                        found.installed->manifest.id, "Remove one of them."));
    entry.plugin = nullptr;
  }
  for (const auto& [file, found] : files_.files()) {
    if (found.installed != nullptr || !found.problem) continue;
    Entry& entry = entries[file.stem().string()];
    if (!entry.facts.id.empty()) continue;
    entry.facts = unknown_plugin(file.stem().string(), {});
    refuse(entry.facts, *found.problem);
  }
  return entries;
}

void Catalogue::judge(Entries& entries, const domain::PluginSettings& settings, PluginKind kind) {
  Entry& entry = entries[settings.id];
  const bool is_installed = !entry.facts.id.empty();
  if (!is_installed) entry.facts = unknown_plugin(settings.id, name_of(kind));
  if (entry.facts.kind.empty()) entry.facts.kind = name_of(kind);
  entry.facts.is_enabled = settings.is_enabled;
  entry.facts.is_isolated = settings.isolation == domain::Isolation::process;
  if (!settings.is_enabled || entry.facts.state == name_of(PluginState::refused)) return;
  if (!is_installed) {
    refuse(entry.facts, domain::invalid("plugin_not_installed", "No file in the plugin folders bears this id.", settings.id,
                                        "Put the plugin's file into a plugin folder, or take it out of the configuration."));
    return;
  }
  if (const auto problem = obstacle(*entry.plugin, settings, kind)) {
    refuse(entry.facts, *problem);
    return;
  }
  entry.facts.state = name_of(PluginState::running);
}

void Catalogue::refresh(const domain::Instance& instance, const StartTrial& trial) {
  take_back_what_failed();
  for (const std::string& id : files_.look([&](InstalledPlugin& newer) { return obstacle_of_newer(newer, instance, trial); }))
    probation_.begin(id, now());
  Entries entries = installed_entries();
  for (const auto& channel : instance.channels) judge(entries, channel, PluginKind::channel);
  for (const auto& department : instance.departments) judge(entries, department, PluginKind::department);
  const std::string_view refused = name_of(PluginState::refused);
  for (const auto& [id, entry] : entries)
    if (entry.facts.state == refused)
      spdlog::warn("plugin {} is refused: {}", id, entry.facts.reason);
    else if (!entry.facts.refused_update.empty())
      spdlog::warn("a newer version of plugin {} is not taken, version {} goes on: {}", id, entry.facts.version, entry.facts.refused_update);
  const std::unique_lock lock(mutex_);
  for (auto& [id, entry] : entries) {
    const auto before = entries_.find(id);
    const bool ran_before = before != entries_.end() && before->second.facts.state != name_of(PluginState::refused);
    if (!ran_before || !before->second.facts.is_enabled || entry.facts.state != name_of(PluginState::running)) continue;
    entry.facts.state = before->second.facts.state;
    entry.facts.reason = before->second.facts.reason;
    entry.facts.is_quarantined = before->second.facts.is_quarantined;
    entry.health = std::move(before->second.health);
  }
  entries_ = std::move(entries);
}

const InstalledPlugin* Catalogue::usable(PluginKind kind, const std::string& id) const {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.plugin == nullptr || !found->second.facts.is_enabled) return nullptr;
  const Entry& entry = found->second;
  if (entry.facts.state == name_of(PluginState::refused) || entry.plugin->manifest.kind != kind) return nullptr;
  return entry.plugin;
}

const Manifest* Catalogue::manifest(const std::string& id) const {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(id);
  return found == entries_.end() || found->second.plugin == nullptr ? nullptr : &found->second.plugin->manifest;
}

const InstalledPlugin* Catalogue::installed(const std::string& id) const {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(id);
  return found == entries_.end() ? nullptr : found->second.plugin;
}

void Catalogue::note_event(const std::string& id, std::size_t messages, std::chrono::microseconds took) {
  const domain::Instant at = now();
  const std::lock_guard lock(records_mutex_);
  Record& record = records_[id];
  record.last_event_at = at;
  ++record.figures.events;
  record.assessed += messages;
  if (messages > 0) record.assessing += took;
}

void Catalogue::note(const std::string& id, PluginCount what, std::int64_t many) {
  const std::lock_guard lock(records_mutex_);
  actions::PluginFigures& figures = records_[id].figures;
  switch (what) {
    case PluginCount::start: figures.starts += many; break;
    case PluginCount::effect: figures.effects += many; break;
    case PluginCount::request: figures.requests += many; break;
    case PluginCount::refused_request: figures.refused_requests += many; break;
  }
}

void Catalogue::will_start_again(const std::string& id, std::chrono::seconds after) {
  const domain::Instant at = now() + after;
  const std::lock_guard lock(records_mutex_);
  records_[id].starts_again_at = at;
}

void Catalogue::set_state(const std::string& id, PluginState state, std::string reason) {
  {
    const std::lock_guard lock(records_mutex_);
    Record& record = records_[id];
    record.starts_again_at.reset();
    if (state == PluginState::failed) record.crashes.push_back(now());
    while (!record.crashes.empty() && now() - record.crashes.front() > kCrashesCount) record.crashes.pop_front();
  }
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.facts.state == name_of(PluginState::refused)) return;
  found->second.facts.state = name_of(state);
  found->second.facts.is_quarantined = false;
  if (state != PluginState::running) found->second.health.clear();
  found->second.facts.reason = state == PluginState::running ? reason_of(found->second.health) : std::move(reason);
}

void Catalogue::set_quarantined(const std::string& id, std::string reason) {
  {
    const std::lock_guard lock(records_mutex_);
    records_[id].starts_again_at.reset();
  }
  probation_.note_quarantine(id, now(), reason);
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end() || found->second.facts.state != name_of(PluginState::failed)) return;
  found->second.facts.is_quarantined = true;
  found->second.facts.reason = std::move(reason);
}

void Catalogue::set_health(const std::string& id, const HealthReport& report) {
  {
    const std::lock_guard lock(records_mutex_);
    auto& since = records_[id].since[report.part];
    if (since.first != report.state) since = {report.state, now()};
  }
  const std::unique_lock lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  found->second.health.insert_or_assign(report.part, report);
  found->second.facts.reason = reason_of(found->second.health);
}

std::vector<actions::PluginFacts> Catalogue::plugins() {
  const std::shared_lock lock(mutex_);
  std::vector<actions::PluginFacts> all;
  for (const auto& [id, entry] : entries_) all.push_back(shown(id, entry));
  return all;
}

std::optional<actions::PluginFacts> Catalogue::plugin(const std::string& id) {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(id);
  if (found == entries_.end()) return std::nullopt;
  return shown(id, found->second);
}

actions::PluginFacts Catalogue::shown(const std::string& id, const Entry& entry) const {
  actions::PluginFacts facts = entry.facts;
  const std::lock_guard lock(records_mutex_);
  const Record& record = records_[id];
  for (const auto& [part, report] : entry.health) {
    const auto since = record.since.find(part);
    facts.parts.push_back(
        {part, std::string(name_of(report.state)), report.detail, since == record.since.end() ? domain::Instant{} : since->second.second});
  }
  facts.crashes = std::count_if(record.crashes.begin(), record.crashes.end(), [&](domain::Instant at) { return now() - at <= kCrashesCount; });
  if (facts.state == name_of(PluginState::failed)) facts.starts_again_at = record.starts_again_at;
  facts.last_event_at = record.last_event_at;
  facts.figures = record.figures;
  constexpr double kMicrosecondsAMillisecond = 1'000;
  if (record.assessed > 0)
    facts.milliseconds_a_message = static_cast<double>(record.assessing.count()) / kMicrosecondsAMillisecond / static_cast<double>(record.assessed);
  return facts;
}

std::optional<domain::Text> Catalogue::text(const std::string& plugin, const std::string& code) {
  const std::shared_lock lock(mutex_);
  const auto found = entries_.find(plugin);
  if (found == entries_.end() || found->second.plugin == nullptr) return std::nullopt;
  const auto& texts = found->second.plugin->manifest.texts;
  const auto text = texts.find(code);
  if (text == texts.end()) return std::nullopt;
  return text->second;
}

}  // namespace seva::hosting
