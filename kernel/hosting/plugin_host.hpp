#pragma once

#include <condition_variable>
#include <filesystem>
#include <istream>
#include <map>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

#include "actions/plugin_control.hpp"
#include "hosting/catalogue.hpp"
#include "hosting/channel_files.hpp"
#include "hosting/channel_runner.hpp"
#include "hosting/department_panel.hpp"
#include "hosting/installed/plugin_replacement.hpp"
#include "hosting/network/network_broker.hpp"
#include "hosting/replay.hpp"

namespace seva::hosting {

struct HostOptions {
  std::vector<std::filesystem::path> plugin_folders;
  std::filesystem::path private_base;  ///< where private copies of the plugins are kept while the program runs; empty: the system's temporary folder
  bool is_lead = true;                 ///< this node alone polls and streams
  std::chrono::milliseconds webhook_patience{10'000};
  std::filesystem::path plugin_host = {};  ///< the program for plugins' processes; empty: seva-plugin-host beside the program that runs
  actions::Vault* vault = nullptr;         ///< what confidential channels are sealed with; without one they are refused
};

/// All plugins of an instance: the one thing that the composition root knows of this folder.
///
///     PluginHost plugins({.plugin_folders = {…}}, store, clock);
///     plugins.start(*settings.current());                    // loads, judges, starts the departments
///     actions::Ports ports{store, clock, identities, settings, plugins.departments(), plugins.catalogue(), search};
///     actions::ReceiveMessages receive(ports);
///     const auto commit = [&](actions::Turn turn) { return receive.commit(std::move(turn)); };
///     plugins.run_channels(commit);                          // `serve`
///     const auto begin = [&](actions::Turn turn) { return receive.begin(std::move(turn)); };
///     auto report = plugins.replay(file, "…", begin, {});    // `replay`, with or without running channels
///
/// No plugin that fails or is refused makes any of this fail; the catalogue tells.
class PluginHost final : private actions::Webhooks, private actions::Courier, private actions::PluginControl {
 public:
  PluginHost(HostOptions options, actions::Store& store, actions::Clock& clock);
  ~PluginHost() override;

  void start(const domain::Instance& instance);
  /// From now on every enabled channel has a thread. `commit` and `attachments` are called from these threads. Once.
  void run_channels(Commit commit, Attachments attachments = {});
  /// The configuration or a plugin's file changed: switches plugins on and off, lets newer versions take over, and starts those anew whose settings
  /// changed. Others run on untouched. Returns when what ends has ended.
  void reconcile(const domain::Instance& instance);
  /// A newer version failed soon after it took over, or other hosts are approved than those in force: reconcile() sees to it. From any thread.
  [[nodiscard]] bool wants_reconcile();
  /// Puts a file into the place of an installed plugin's, whole or not at all, once it was judged and started for a trial as reconcile() does. Who
  /// runs on that folder, this or another process, takes it over at its next reconcile(). Problems: not_found, those of Catalogue::judge_newer,
  /// plugin_pinned (the configuration names the present file's content), plugin_folder_closed (this user may not write there).
  [[nodiscard]] domain::Result<Replacement> replace(const std::string& plugin, const std::filesystem::path& file);
  /// Ends the channels, then the departments. To be called before what `commit` uses is destroyed; the destructor does it otherwise.
  void stop();

  [[nodiscard]] actions::Departments& departments() { return panel_; }
  [[nodiscard]] actions::PluginCatalogue& catalogue() { return catalogue_; }
  [[nodiscard]] actions::Webhooks& webhooks() { return *this; }
  [[nodiscard]] actions::Courier& courier() { return *this; }
  [[nodiscard]] actions::PluginControl& control() { return *this; }
  /// Brings nothing before the channels run.
  [[nodiscard]] actions::FileFetcher& files() { return files_; }

  /// Problems: channel_off where the channel is not there; those of Replay::run.
  [[nodiscard]] domain::Result<ReplayReport> replay(std::istream& file, const std::string& channel, const Begin& begin, ReplayOptions options,
                                                    const ReplayProgress& progress = {});

  [[nodiscard]] std::string metrics() const override;

 private:
  actions::WebhookResponse receive(const std::string& channel, const actions::WebhookRequest& request) override;
  bool deliver(const domain::Delivery& delivery, bool is_retry) override;
  std::optional<actions::PluginForm> form(const std::string& plugin) override;
  std::vector<actions::ConfigProblem> check(const std::string& plugin, const std::string& config_json) override;
  std::vector<actions::TrialStep> try_start(const domain::PluginSettings& settings) override;
  actions::HandedAgain hand_again(const actions::DeadLetter& letter, std::chrono::milliseconds patience) override;

  /// Starts the plugin as it would be started for good, also with what its predecessor saved, and carries out nothing of what it answers. `parts`, if
  /// any, gets what it says of its parts.
  [[nodiscard]] std::optional<domain::Problem> start_for_trial(const InstalledPlugin& plugin, const domain::PluginSettings& settings,
                                                               const domain::Instance& instance, std::vector<HealthReport>* parts = nullptr);
  [[nodiscard]] std::shared_ptr<ChannelRunner> runner(const std::string& channel) const;
  [[nodiscard]] domain::Result<ChannelSetup> setup_of(const domain::PluginSettings& settings) const;
  void read_approvals();
  void tell_of_hosts_not_approved(const domain::PluginSettings& settings, const ChannelSetup& setup) const;
  void reconcile_channels();
  void end_channels(std::map<std::string, ChannelSetup>& wanted);

  HostOptions options_;
  SteadyClock steady_clock_;
  Stamps stamps_;
  Catalogue catalogue_;
  DepartmentPanel panel_;
  NetworkBroker broker_;
  ChannelFiles files_;
  std::unique_ptr<ChannelServices> services_;  ///< once the channels run
  actions::Store& store_;

  std::mutex changing_;                           ///< held by start, run_channels, reconcile, stop
  std::vector<domain::PluginSettings> channels_;  ///< as configured; guarded by changing_
  domain::Instance instance_;                     ///< as configured; guarded by changing_

  std::mutex approvals_mutex_;
  std::vector<domain::HostApproval> approvals_;  ///< in force; guarded by approvals_mutex_

  mutable std::shared_mutex mutex_;  ///< guards what follows
  std::condition_variable_any runners_changed_;
  bool is_stopped_ = false;
  std::map<std::string, std::shared_ptr<ChannelRunner>> runners_;
};

}  // namespace seva::hosting
