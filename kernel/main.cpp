#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/prctl.h>
#include <sys/stat.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <mutex>
#include <thread>

#include "actions/administer_plugins.hpp"
#include "actions/announcing_store.hpp"
#include "actions/approve_hosts.hpp"
#include "actions/assess_again.hpp"
#include "actions/attach_files.hpp"
#include "actions/deliver_replies.hpp"
#include "actions/delivery_files.hpp"
#include "actions/fetch_files.hpp"
#include "actions/index_tickets.hpp"
#include "actions/plugin_overrides.hpp"
#include "actions/plugin_watch.hpp"
#include "actions/receive_messages.hpp"
#include "actions/sealing_store.hpp"
#include "actions/take_in_plugin.hpp"
#include "cli/command_line.hpp"
#include "exchange/move_tickets.hpp"
#include "hosting/installed/plugin_board.hpp"
#include "hosting/installed/tried_plugin.hpp"
#include "hosting/plugin_host.hpp"
#include "http/live/live.hpp"
#include "http/server.hpp"
#include "machine/argon2_hashes.hpp"
#include "machine/current_instance.hpp"
#include "machine/file_folder.hpp"
#include "machine/magic_kinds.hpp"
#include "machine/random_identities.hpp"
#include "machine/repeating_job.hpp"
#include "machine/signals.hpp"
#include "machine/sodium_vault.hpp"
#include "machine/system_clock.hpp"
#include "settings/folder_watch.hpp"
#include "settings/load_instance.hpp"
#include "settings/process_settings.hpp"
#include "storage/archive.hpp"
#include "storage/backup.hpp"
#include "storage/migrate.hpp"
#include "storage/search_index.hpp"
#include "storage/store.hpp"

/// The composition root: the only file that knows every part.
namespace seva {
namespace {

const char* from_environment(const char* name) { return std::getenv(name); }

/// The system, put together as deep as a command needs.
class System final : public cli::Assembly, private actions::ConfigurationControl {
 public:
  System(settings::ProcessSettings process, domain::Instance instance) : process_(std::move(process)), instance_(std::move(instance)) {}

  domain::Result<void> open_store() {
    std::filesystem::create_directories(process_.home);
    const auto address = storage::parse_address(process_.database);
    if (!address) return address.error();
    if (const auto migrated = storage::migrate(*address); !migrated) return migrated.error();
    vault_ = std::make_unique<machine::SodiumVault>(process_.vault_key);
    rows_ = storage::open_store(*address);
    sealing_ = std::make_unique<actions::SealingStore>(*rows_, *vault_, instance_);
    store_ = std::make_unique<actions::AnnouncingStore>(*sealing_, live_);
    lay_over(*instance_.current());
    search_ = storage::open_search_index((std::filesystem::path(process_.home) / "search").string());
    identities_ = std::make_unique<machine::RandomIdentities>(clock_, process_.node, store_->highest_id());
    hosting::HostOptions options;
    options.plugin_folders.assign(process_.plugin_folders.begin(), process_.plugin_folders.end());
    options.vault = vault_.get();
    options.private_base = std::filesystem::path(process_.home) / "plugins";
    plugins_ = std::make_unique<hosting::PluginHost>(std::move(options), *store_, clock_);
    ports_ = std::make_unique<actions::Ports>(
        actions::Ports{*store_, clock_, *identities_, instance_, plugins_->departments(), plugins_->catalogue(), *search_});
    return {};
  }

  void start_plugins() { plugins_->start(*instance_.current()); }

  actions::Ports& ports() override { return *ports_; }
  actions::PasswordHashes& hashes() override { return hashes_; }

  domain::Result<std::string> create_vault_keys() override {
    std::filesystem::create_directories(process_.home);
    if (const auto created = machine::create_vault_keys(process_.vault_key); !created) return created.error();
    return process_.vault_key;
  }
  domain::Result<std::string> rotate_vault_keys() override { return machine::rotate_vault_keys(process_.vault_key); }

  domain::Result<void> switch_plugin(const std::string& plugin, bool is_enabled) override {
    actions::PluginPorts plugins{plugins_->control(), *this, *vault_};
    const auto switched = actions::switch_plugin(*ports_, plugins, command_line(), plugin, is_enabled);
    if (!switched) return switched.error();
    return {};
  }

  domain::Result<actions::ConfigCheck> configure_plugin(const std::string& plugin, const std::string& config_json) override {
    actions::PluginPorts plugins{plugins_->control(), *this, *vault_};
    auto change = actions::save_plugin_config(*ports_, plugins, command_line(), plugin, {config_json, {}}, std::nullopt);
    if (!change) return change.error();
    return std::move(change->check);
  }

  domain::Result<void> approve_host(const std::string& plugin, const std::string& host, bool is_approved) override {
    return actions::approve_host(*ports_, *this, command_line(), plugin, host, is_approved);
  }

  std::vector<domain::HostApproval> host_approvals() override {
    if (store_ != nullptr) return actions::host_approvals(*store_);
    const auto address = storage::parse_address(process_.database);
    return address ? actions::host_approvals(*storage::open_store(*address)) : std::vector<domain::HostApproval>{};
  }

  domain::Result<cli::ReplacedPlugin> replace_plugin(const std::string& plugin, const std::string& file) override {
    const auto replaced = plugins_->replace(plugin, file);
    if (!replaced) return replaced.error();
    actions::note_replaced_plugin(*ports_, command_line(), {plugin, replaced->version_before, replaced->version, replaced->sha256});
    return cli::ReplacedPlugin{plugin, replaced->version_before, replaced->version, replaced->file.string(), replaced->sha256};
  }

  std::optional<std::vector<actions::PluginFacts>> running_plugins() override { return hosting::PluginBoard::read(plugin_board()); }

  domain::Result<cli::ReplayReport> replay(const std::string& channel, const std::string& path, std::chrono::microseconds later,
                                           const std::function<void(std::int64_t)>& progress) override {
    std::ifstream file(path, std::ios::binary);
    if (!file)
      return domain::invalid("file_unreadable", "The file cannot be read.", path, "Check that it is there and that its rights allow reading.");
    hosting::ReplayOptions options;
    options.name = path;
    options.listed_unreadable = 100;
    options.later = later;
    actions::ReceiveMessages receive(*ports_);
    const auto begin = [&](actions::Turn turn) { return receive.begin(std::move(turn)); };
    const auto report = plugins_->replay(file, channel, begin, options, [&](const hosting::ReplayReport& so_far) { progress(so_far.lines); });
    if (!report) return report.error();
    cli::ReplayReport answer{report->counts, report->lines - report->blank_lines, {}};
    for (const hosting::UnreadableLine& line : report->unreadable) answer.set_aside.push_back({path + ":" + std::to_string(line.line), line.reason});
    return answer;
  }

  domain::Result<cli::BackupContents> back_up(const std::string& target, const std::function<void(std::int64_t)>& progress) override {
    const auto address = storage::parse_address(process_.database);
    if (!address) return address.error();
    return contents_of(storage::write_backup(*address, files_folder(), target, progress));
  }

  domain::Result<cli::BackupContents> restore(const std::string& source, const std::function<void(std::int64_t)>& progress) override {
    const auto address = storage::parse_address(process_.database);
    if (!address) return address.error();
    std::filesystem::create_directories(process_.home);
    return contents_of(storage::restore_backup(*address, files_folder(), source, progress));
  }

  domain::Result<cli::BackupContents> check_backup(const std::string& source) override { return contents_of(storage::check_backup(source)); }

  domain::Result<std::vector<cli::ArchivedFile>> archive(const std::string& closed_before, const std::string& folder,
                                                         const cli::ArchiveTold& told) override {
    const auto before = domain::month_from(closed_before);
    const std::string& zone = instance_.current()->time_zone;
    if (!before || *before > domain::month_of(clock_.now(), zone))
      return domain::invalid("month_invalid", "Tickets are archived by months that are over.", closed_before,
                             "Write the month before which they were closed, this one at the latest, as 2026-01.");
    const auto done = storage::archive_closed(archive_place(), folder, *before, zone, archive_ports(told));
    if (!done) return done.error();
    std::vector<cli::ArchivedFile> files;
    for (const storage::Archived& one : *done) files.push_back({one.month, one.file, one.tickets, one.stayed});
    return files;
  }

  domain::Result<cli::BackupContents> look_at_archive(const std::string& source) override { return contents_of(storage::look_at_archive(source)); }

  domain::Result<cli::RestoredArchive> restore_archive(const std::string& source, const cli::ArchiveTold& told) override {
    const auto back = storage::restore_archive(archive_place(), source, archive_ports(told));
    if (!back) return back.error();
    return cli::RestoredArchive{back->month, back->tickets, back->others};
  }

  domain::Result<std::int64_t> export_tickets(const cli::TicketExport& wish, const std::function<void(std::int64_t)>& progress) override {
    return exchange::export_to_file(*ports_, {wish.file, wish.opened_from, wish.opened_before, wish.department, wish.unit}, progress);
  }

  domain::Result<cli::ImportSums> import_tickets(const cli::TicketImport& wish, const std::function<void(std::int64_t)>& progress) override {
    const auto outcome = exchange::import_from_file(*ports_, {wish.file, wish.mapping, wish.refused, wish.is_trial}, progress);
    if (!outcome) return outcome.error();
    cli::ImportSums sums{outcome->rows, outcome->taken, outcome->known, outcome->refused, {}};
    for (const actions::RefusedRow& row : outcome->first_refused)
      sums.refused.push_back({row.line, row.problem.what + (row.problem.where.empty() ? "" : " (" + row.problem.where + ")")});
    return sums;
  }

  domain::Result<void> serve(const std::function<void(const std::string&)>& ready) override {
    actions::SignIn sign_in(*ports_, hashes_);
    http::ServerSettings web;
    web.address = process_.host();
    web.port = process_.port();
    web.public_url = process_.public_url;
    web.trusted_proxies = process_.trusted_proxies;
    web.metrics_readers = process_.metrics_readers;
    web.console_folder = process_.console_folder;
    machine::FileFolder files(files_folder());
    machine::MagicKinds kinds;
    http::Server server(std::move(web), {*ports_, sign_in, hashes_, plugins_->webhooks(), live_, plugins_->control(), *this, *vault_, files, kinds});
    plugins_->run_channels(commit(), [this, &files](const std::string& channel, const std::string& attachment) {
      return actions::bytes_on_their_way(*store_, files, channel, attachment);
    });
    {
      actions::DeliverReplies deliver(*ports_, plugins_->courier());
      actions::AssessAgain again(*ports_);
      actions::PluginWatch plugins(ports_->plugins, live_);
      actions::FetchFiles fetch(*ports_, {files, kinds, *vault_}, plugins_->files());
      settings::FolderWatch watch(process_.instance_folder);
      std::deque<settings::FolderWatch> plugin_files;
      for (const std::string& folder : process_.plugin_folders) plugin_files.emplace_back(folder);
      const auto have_files_changed = [&] {
        bool did_change = false;  // each is asked: it notices a change by being asked twice
        for (settings::FolderWatch& files_of_folder : plugin_files) did_change = files_of_folder.has_changed() || did_change;
        return did_change;
      };
      hosting::PluginBoard board(plugin_board());
      const machine::RepeatingJob outbox([&] { return deliver.run() > 0; }, std::chrono::milliseconds{200}, failed("outbox"));
      const machine::RepeatingJob waiting([&] { return again.run() > 0; }, std::chrono::seconds{2}, failed("what waited for its department"));
      const machine::RepeatingJob configuration(
          [&] {
            const bool did_change = have_files_changed();
            return watch.has_changed() || did_change || has_new_overrides() ? reload() : reconcile_plugins();
          },
          std::chrono::seconds{1}, failed("configuration"));
      const machine::RepeatingJob unattached(
          [&] {
            actions::remove_unattached(*ports_, files);
            return false;
          },
          std::chrono::minutes{10}, failed("files that belong to nothing"));
      const machine::RepeatingJob sent_files([&] { return fetch.run() > 0; }, std::chrono::seconds{1}, failed("files that citizens sent"));
      const machine::RepeatingJob states(
          [&] {
            plugins.look();
            board.write(ports_->plugins.plugins());
            return false;
          },
          std::chrono::seconds{1}, failed("states of plugins"));
      actions::IndexTickets index(*ports_);
      const machine::RepeatingJob words([&] { return index.run(); }, std::chrono::milliseconds{500}, failed("search index"),
                                        machine::RepeatingJob::Urgency::idle);
      server.start();
      ready("http://" + process_.host() + ":" + std::to_string(server.port()));
      while (machine::wait_for_signal() == machine::Signal::reload) reload();
      server.stop();
    }
    plugins_->stop();
    return {};
  }

 private:
  [[nodiscard]] std::filesystem::path files_folder() const { return std::filesystem::path(process_.home) / "files"; }

  static domain::Result<cli::BackupContents> contents_of(const domain::Result<storage::BackupCounts>& counts) {
    if (!counts) return counts.error();
    return cli::BackupContents{counts->rows, counts->files, counts->archived_month};
  }

  [[nodiscard]] storage::ArchivePlace archive_place() const { return {*storage::parse_address(process_.database), files_folder()}; }

  storage::ArchivePorts archive_ports(const cli::ArchiveTold& told) {
    const auto tell = [told](const storage::ArchiveProgress& news) {
      told({std::string(storage::name_of(news.step)), news.month, news.done, news.all});
    };
    return {*identities_, tell, [](std::chrono::milliseconds time) { std::this_thread::sleep_for(time); }, command_line(), ports_->clock.now()};
  }

  /// Who acts where nobody signed in.
  static domain::Principal command_line() {
    domain::Principal who;
    who.login = who.name = "command line";
    return who;
  }

  hosting::Commit commit() {
    return [receive = std::make_shared<actions::ReceiveMessages>(*ports_)](actions::Turn turn) { return receive->commit(std::move(turn)); };
  }

  [[nodiscard]] std::filesystem::path plugin_board() const { return std::filesystem::path(process_.home) / "plugins.state"; }

  static machine::RepeatingJob::Failed failed(const char* job) {
    return [job](const std::exception& error) { spdlog::error("{}: {}", job, error.what()); };
  }

  /// Puts into force what the folder says with what administrators set over it.
  void lay_over(domain::Instance instance) {
    const actions::Overrides overrides = actions::read_overrides(*store_);
    actions::lay_over(instance, overrides, *vault_);
    overrides_version_ = overrides.version();
    instance_.replace(std::move(instance));
  }

  /// Another node's administrator may have set something.
  bool has_new_overrides() { return actions::read_overrides(*store_).version() != overrides_version_; }

  /// Answers false: there is nothing more to do.
  bool reload() {
    apply();
    return false;
  }

  /// What the plugins themselves ask for needs no new look at the folder. Answers as reload().
  bool reconcile_plugins() {
    const std::lock_guard lock(reloading_);
    if (plugins_->wants_reconcile()) plugins_->reconcile(*instance_.current());
    return false;
  }

  /// A configuration that does not hold changes nothing.
  bool apply() override {
    const std::lock_guard lock(reloading_);
    auto instance = settings::load_instance(process_.instance_folder, from_environment);
    if (!instance) {
      spdlog::error("configuration not taken over: {} ({})", instance.error().what, instance.error().where);
      return false;
    }
    lay_over(std::move(*instance));
    plugins_->reconcile(*instance_.current());
    spdlog::info("configuration taken over");
    return true;
  }

  settings::ProcessSettings process_;
  std::mutex reloading_;
  std::atomic<std::int64_t> overrides_version_{0};
  machine::CurrentInstance instance_;
  machine::SystemClock clock_;
  machine::Argon2Hashes hashes_;
  std::unique_ptr<machine::SodiumVault> vault_;
  std::unique_ptr<actions::Store> rows_;  ///< what the database holds, without knowing what is sealed
  std::unique_ptr<actions::Store> sealing_;
  http::Live live_{clock_};
  std::unique_ptr<actions::Store> store_;  ///< what everybody else sees
  std::unique_ptr<actions::SearchIndex> search_;
  std::unique_ptr<machine::RandomIdentities> identities_;
  std::unique_ptr<hosting::PluginHost> plugins_;
  std::unique_ptr<actions::Ports> ports_;
};

/// The log goes to standard error: standard output belongs to what a command answers.
void set_up_log(const std::string& level) {
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("seva", std::make_shared<spdlog::sinks::stderr_sink_mt>()));
  spdlog::set_level(spdlog::level::from_str(level));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%fZ %l %v", spdlog::pattern_time_type::utc);
}

domain::Result<std::unique_ptr<cli::Assembly>> assemble(const std::string& program, const std::map<std::string, std::string>& options,
                                                        cli::Depth depth) {
  auto process = settings::resolve_process_settings(options, from_environment, program);
  if (!process) return process.error();
  set_up_log(process->log_level);
  auto instance = settings::load_instance(process->instance_folder, from_environment);
  if (!instance) return instance.error();
  auto system = std::make_unique<System>(std::move(*process), std::move(*instance));
  if (depth >= cli::Depth::store)
    if (const auto opened = system->open_store(); !opened) return opened.error();
  if (depth >= cli::Depth::plugins) system->start_plugins();
  return std::unique_ptr<cli::Assembly>(std::move(system));
}

}  // namespace
}  // namespace seva

int main(int argc, char** argv) {
  ::umask(S_IRWXG | S_IRWXO);            // complaints are for nobody else on this machine
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // nor its memory for anybody: not for plugins' processes, not in a core file
  ::signal(SIGCHLD, SIG_DFL);            // whoever starts this program may ignore it; then nobody learns how a plugin's process ended
  seva::machine::hold_signals();
  const std::string program = std::filesystem::exists("/proc/self/exe") ? std::filesystem::read_symlink("/proc/self/exe").string() : argv[0];
  const auto assemble = [&](const std::map<std::string, std::string>& options, seva::cli::Depth depth) {
    return seva::assemble(program, options, depth);
  };
  const auto try_plugin = [](const std::string& file, seva::actions::TriedWhere where) { return seva::hosting::try_plugin(file, where); };
  return seva::cli::run(argc, argv, assemble, try_plugin, {std::cin, std::cout, std::cerr});
}
