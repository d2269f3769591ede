#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "actions/approve_hosts.hpp"
#include "actions/ports.hpp"
#include "actions/vault.hpp"
#include "domain/instance.hpp"
#include "hosting/installed/installed_plugin.hpp"
#include "hosting/installed/plugin_files.hpp"
#include "hosting/installed/probation.hpp"
#include "hosting/notices.hpp"
#include "hosting/process/private_folder.hpp"
#include "hosting/process/spawner.hpp"

namespace seva::hosting {

enum class PluginState : std::uint8_t { running = 1, off, refused, failed };

[[nodiscard]] std::string_view name_of(PluginState state);

/// What of a plugin is counted beside its events.
enum class PluginCount : std::uint8_t { start = 1, effect, request, refused_request };

/// Who is told how plugins do. Safe to use from any thread.
class PluginWatch {
 public:
  virtual ~PluginWatch() = default;
  /// Being running keeps what the plugin reported of its parts; every other state forgets it.
  virtual void set_state(const std::string& id, PluginState state, std::string reason = {}) = 0;
  virtual void set_health(const std::string& id, const HealthReport& report) = 0;
  /// Said after it failed once too often; it does not start again by itself.
  virtual void set_quarantined(const std::string& /*id*/, std::string /*reason*/) {}
  virtual void note(const std::string& /*id*/, PluginCount /*what*/, std::int64_t /*many*/ = 1) {}
  /// An event was handled; `messages` of it were assessed.
  virtual void note_event(const std::string& /*id*/, std::size_t /*messages*/, std::chrono::microseconds /*took*/) {}
  /// Said beside set_state() of a crash that was of its own doing: nobody ended it from outside.
  virtual void note_crash(const std::string& /*id*/, const std::string& /*reason*/) {}
  /// Said after it failed.
  virtual void will_start_again(const std::string& /*id*/, std::chrono::seconds /*after*/) {}
};

/// The plugins in the folders, and what the instance makes of them. A plugin that is refused stops no other one and not the server: it is shown with
/// the reason. Safe to use from any thread; refresh() by one at a time.
class Catalogue final : public actions::PluginCatalogue, public PluginWatch {
 public:
  /// `private_base`: where the folder of private copies is made; empty: where the system keeps temporary files.
  /// `vault` outlives the catalogue; without one no confidential channel is usable.
  /// `clock` as well; without one nothing is known of when things happened.
  /// `plugin_host`: the program for plugins' processes; empty: seva-plugin-host beside the program that runs.
  Catalogue(std::vector<std::filesystem::path> folders, const std::filesystem::path& private_base, actions::Vault* vault = nullptr,
            actions::Clock* clock = nullptr, std::filesystem::path plugin_host = {});

  /// Starts a plugin with settings, for nothing but to see whether it does. nullopt: it does.
  using StartTrial = std::function<std::optional<domain::Problem>(const InstalledPlugin& plugin, const domain::PluginSettings& settings)>;

  /// Loads the plugin files (*.so) that have come into the folders, and judges each plugin by the instance: off if it does not name it or switches it
  /// off; refused if the file cannot be loaded, two files bear its id (both are named), it is of the other kind, makes no instance, its
  /// configuration breaks its schema, it is not the one that is pinned, or lies where it could be changed and is to run without isolation, or what it
  /// brings must be sealed and is not or cannot be.
  ///
  /// A file that changed is a newer version of its plugin. It takes over where nothing of this and not the trial speaks against it; else the one
  /// before goes on, and the reason is shown beside it. So does one that declares a host which the one before did not, until an administrator
  /// approves the host or the instance names it or pins the file. A newer version that has failed on probation gives its place back.
  void refresh(const domain::Instance& instance, const StartTrial& trial = {});

  /// Which hosts administrators approved, as the next refresh() is to know them. By whoever calls that.
  void set_approvals(std::vector<domain::HostApproval> approvals);
  /// Of the hosts that the manifest declares, those that an administrator approved. By whoever calls refresh().
  [[nodiscard]] std::vector<std::string> approved_hosts(const Manifest& manifest) const;
  /// A newer version failed on probation, and the next refresh() takes it back.
  [[nodiscard]] bool has_failed_version() const { return probation_.has_failed(); }

  /// Reads a file as it would be taken in the place of the plugin's own, judged in the same way, without taking it.
  [[nodiscard]] domain::Result<std::unique_ptr<InstalledPlugin>> judge_newer(const std::filesystem::path& file, const std::string& id,
                                                                             const domain::Instance& instance, const StartTrial& trial);

  /// Installed, of this kind, switched on and not refused; NULL: not. Valid as long as the catalogue.
  [[nodiscard]] const InstalledPlugin* usable(PluginKind kind, const std::string& id) const;

  /// Of an installed plugin, on or off; NULL: it is not installed. Valid as long as the catalogue.
  [[nodiscard]] const Manifest* manifest(const std::string& id) const;

  /// Of a plugin that is usable; others are not changed.
  void set_state(const std::string& id, PluginState state, std::string reason = {}) override;
  void set_health(const std::string& id, const HealthReport& report) override;
  void set_quarantined(const std::string& id, std::string reason) override;
  void note_event(const std::string& id, std::size_t messages, std::chrono::microseconds took) override;
  void note_crash(const std::string& id, const std::string& reason) override;
  void will_start_again(const std::string& id, std::chrono::seconds after) override;
  void note(const std::string& id, PluginCount what, std::int64_t many) override;

  /// Installed, on or off, refused or not; NULL: it is not. Valid as long as the catalogue.
  [[nodiscard]] const InstalledPlugin* installed(const std::string& id) const;

  std::vector<actions::PluginFacts> plugins() override;
  std::optional<actions::PluginFacts> plugin(const std::string& id) override;
  std::optional<domain::Text> text(const std::string& plugin, const std::string& code) override;

 private:
  struct Entry {
    actions::PluginFacts facts;
    InstalledPlugin* plugin = nullptr;
    std::map<std::string, HealthReport> health;  ///< by part
  };
  using Entries = std::map<std::string, Entry>;

  /// How a plugin did since this program began; outlives its instances and its being off.
  struct Record {
    std::map<std::string, std::pair<HealthState, domain::Instant>> since;  ///< by part
    std::deque<domain::Instant> crashes;                                   ///< of the last 24 hours
    std::optional<domain::Instant> starts_again_at;
    std::optional<domain::Instant> last_event_at;
    actions::PluginFigures figures;
    std::chrono::microseconds assessing{0};
    std::size_t assessed = 0;
  };

  [[nodiscard]] domain::Instant now() const { return clock_ == nullptr ? domain::Instant{} : clock_->now(); }
  [[nodiscard]] actions::PluginFacts shown(const std::string& id, const Entry& entry) const;

  [[nodiscard]] std::optional<domain::Problem> unseen_host(const Manifest& present, const InstalledPlugin& newer,
                                                           const domain::PluginSettings& settings) const;
  void take_back_what_failed();
  [[nodiscard]] std::optional<domain::Problem> obstacle_of_newer(InstalledPlugin& newer, const domain::Instance& instance, const StartTrial& trial);
  /// What keeps a plugin that is switched on from running. Loads what is to run without isolation.
  [[nodiscard]] std::optional<domain::Problem> obstacle(InstalledPlugin& installed, const domain::PluginSettings& settings, PluginKind kind);
  [[nodiscard]] std::optional<domain::Problem> load_into_kernel(InstalledPlugin& installed) const;
  [[nodiscard]] Entries installed_entries() const;
  void judge(Entries& entries, const domain::PluginSettings& settings, PluginKind kind);

  actions::Vault* vault_;
  actions::Clock* clock_;
  PrivateFolder private_folder_;
  Spawner spawner_;
  PluginFiles files_;
  Probation probation_;
  std::map<std::string, domain::Problem> taken_back_;  ///< by the SHA-256 of the version that failed; for whoever calls refresh()
  std::vector<domain::HostApproval> approvals_;        ///< the same

  mutable std::shared_mutex mutex_;  ///< guards entries_
  Entries entries_;

  mutable std::mutex records_mutex_;  ///< guards records_
  mutable std::map<std::string, Record> records_;
};

/// One sentence of a Problem for people: what, where, what to do.
[[nodiscard]] std::string sentence_of(const domain::Problem& problem);

}  // namespace seva::hosting
