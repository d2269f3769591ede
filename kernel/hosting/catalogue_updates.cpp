#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "hosting/catalogue.hpp"

/// Newer versions: what keeps one from taking over, and what becomes of one that fails afterwards.
namespace seva::hosting {
namespace {

constexpr const char* kAfterAFailure = "Put a mended version in its place; or pin this file by its sha256 to have it in spite of that.";

}  // namespace

void Catalogue::set_approvals(std::vector<domain::HostApproval> approvals) { approvals_ = std::move(approvals); }

std::vector<std::string> Catalogue::approved_hosts(const Manifest& manifest) const {
  std::vector<std::string> approved;
  for (const std::string& host : manifest.hosts)
    if (actions::approval_of(approvals_, manifest.id, host) != nullptr) approved.push_back(host);
  return approved;
}

/// Whoever switched the plugin on, or pinned a file, saw the hosts of that version.
std::optional<domain::Problem> Catalogue::unseen_host(const Manifest& present, const InstalledPlugin& newer,
                                                      const domain::PluginSettings& settings) const {
  if (settings.sha256 == newer.image->sha256()) return std::nullopt;
  for (const std::string& host : newer.manifest.hosts) {
    const auto is_among = [&](const std::vector<std::string>& hosts) { return std::find(hosts.begin(), hosts.end(), host) != hosts.end(); };
    if (is_among(present.hosts) || is_among(settings.hosts) || actions::approval_of(approvals_, present.id, host) != nullptr) continue;
    return domain::invalid(
        "plugin_hosts_more", "The newer version wants to reach " + host + ", which the one before did not.", newer.file.filename().string(),
        "Approve the host in the list of plugins or by seva plugin approve, name it under the plugin's hosts, or pin the file by its "
        "sha256.");
  }
  return std::nullopt;
}

std::optional<domain::Problem> Catalogue::obstacle_of_newer(InstalledPlugin& newer, const domain::Instance& instance, const StartTrial& trial) {
  const std::string& id = newer.manifest.id;
  const auto* settings = instance.channel(id) != nullptr ? instance.channel(id) : instance.department(id);
  if (settings == nullptr || !settings->is_enabled) return std::nullopt;
  const std::string& sha256 = newer.image->sha256();
  if (const auto failed = taken_back_.find(sha256); failed != taken_back_.end() && settings->sha256 != sha256) return failed->second;
  const PluginKind kind = instance.channel(id) != nullptr ? PluginKind::channel : PluginKind::department;
  const Manifest* present = manifest(id);
  if (present != nullptr)
    if (auto problem = unseen_host(*present, newer, *settings)) return problem;
  if (auto problem = obstacle(newer, *settings, kind)) return problem;
  return trial ? trial(newer, *settings) : std::nullopt;
}

domain::Result<std::unique_ptr<InstalledPlugin>> Catalogue::judge_newer(const std::filesystem::path& file, const std::string& id,
                                                                        const domain::Instance& instance, const StartTrial& trial) {
  auto newer = read_plugin_file(file, spawner_);
  if (!newer) return newer.error();
  if ((*newer)->manifest.id != id)
    return domain::invalid("plugin_id_changed", "The file holds the plugin " + (*newer)->manifest.id + ".", file.filename().string(),
                           "Name that plugin, or another file.");
  if (auto problem = obstacle_of_newer(**newer, instance, trial)) return std::move(*problem);
  return newer;
}

void Catalogue::note_crash(const std::string& id, const std::string& reason) { probation_.note_crash(id, now(), reason); }

void Catalogue::take_back_what_failed() {
  for (const auto& [id, last] : probation_.take_failed()) {
    const InstalledPlugin* const failed = installed(id);
    if (failed == nullptr) continue;
    const std::string version = failed->manifest.version;
    const auto problem = domain::invalid(
        "plugin_taken_back", "Version " + version + " crashed again and again shortly after it took over, and was taken back. The last: " + last,
        failed->file.filename().string(), kAfterAFailure);
    const auto sha256 = files_.take_back(id, problem);
    if (!sha256) continue;
    taken_back_.insert_or_assign(*sha256, problem);
    spdlog::error("plugin {}: version {} crashed again and again shortly after it took over; the version before goes on", id, version);
  }
}

}  // namespace seva::hosting
