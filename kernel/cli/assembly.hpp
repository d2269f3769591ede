#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/administer_plugins.hpp"
#include "actions/ports.hpp"
#include "actions/sign_in.hpp"
#include "actions/turn.hpp"
#include "domain/host_approval.hpp"

namespace seva::cli {

/// Input that was set aside while a file was replayed.
struct SetAside {
  std::string origin;  ///< file:line
  std::string reason;
};

struct ReplayReport {
  actions::Counts counts;
  std::int64_t lines_read = 0;
  std::vector<SetAside> set_aside;  ///< the first hundred
};

/// A plugin's file that took another one's place.
struct ReplacedPlugin {
  std::string id;
  std::string version_before;
  std::string version;
  std::string file;  ///< where it lies now
  std::string sha256;
};

/// What a backup holds.
struct BackupContents {
  std::map<std::string, std::int64_t> rows;  ///< by table
  std::int64_t files = 0;
  std::string archived_month = {};  ///< as 2025-11, where it is an archive and no whole copy
};

/// How far archiving is.
struct ArchiveNews {
  std::string step;   ///< what is being done, in words
  std::string month;  ///< whose tickets; empty: not yet known
  std::int64_t done = 0;
  std::int64_t all = 0;  ///< 0: unknown
};
using ArchiveTold = std::function<void(const ArchiveNews&)>;

struct ArchivedFile {
  std::string month;
  std::string file;  ///< its name; empty: nothing was to be written
  std::int64_t tickets = 0;
  std::int64_t stayed = 0;
};

struct RestoredArchive {
  std::string month;
  std::int64_t tickets = 0;  ///< that came back
  std::int64_t others = 0;   ///< in the file, and not of it any more
};

/// Which tickets are to leave, as the command line writes it; empty: all.
struct TicketExport {
  std::string file;
  std::string opened_from, opened_before, department, unit;
};

struct TicketImport {
  std::string file;
  std::string mapping;  ///< empty: the file's columns bear our names
  std::string refused;  ///< where the refused rows are written down; empty: nowhere
  bool is_trial = false;
};

struct ImportSums {
  std::int64_t rows = 0, taken = 0, known = 0, refused_rows = 0;
  struct Refusal {
    std::size_t line = 0;
    std::string reason;
  };
  std::vector<Refusal> refused;  ///< the first hundred
};

/// The running system, as the commands see it. Whoever composes it decides what stands behind.
class Assembly {
 public:
  virtual ~Assembly() = default;
  [[nodiscard]] virtual actions::Ports& ports() = 0;
  [[nodiscard]] virtual actions::PasswordHashes& hashes() = 0;
  /// Makes the file of keys for what is sealed, or adds a key to it. Where it lies, or what was added.
  [[nodiscard]] virtual domain::Result<std::string> create_vault_keys() = 0;
  [[nodiscard]] virtual domain::Result<std::string> rotate_vault_keys() = 0;
  /// Switches a plugin on or off as an administrator does in the console; a running server takes it over by itself. Kept and written down.
  [[nodiscard]] virtual domain::Result<void> switch_plugin(const std::string& plugin, bool is_enabled) = 0;
  /// Puts a file in the place of an installed plugin's, once it was checked and started for a trial; a running server takes it over by itself.
  [[nodiscard]] virtual domain::Result<ReplacedPlugin> replace_plugin(const std::string& plugin, const std::string& file) = 0;
  /// Gives a plugin another configuration, once it was checked and started for a trial; a running server takes it over by itself.
  [[nodiscard]] virtual domain::Result<actions::ConfigCheck> configure_plugin(const std::string& plugin, const std::string& config_json) = 0;
  /// Lets a plugin reach a host that its manifest asks for, or no more, as an administrator does in the console.
  [[nodiscard]] virtual domain::Result<void> approve_host(const std::string& plugin, const std::string& host, bool is_approved) = 0;
  [[nodiscard]] virtual std::vector<domain::HostApproval> host_approvals() = 0;
  /// The plugins as the server that runs on this home now sees them; nullopt: none runs.
  [[nodiscard]] virtual std::optional<std::vector<actions::PluginFacts>> running_plugins() = 0;
  /// Hands the file's lines to the channel. `progress` gets the lines read so far, now and then.
  /// `later`: by so much everything in the file is told to have happened later than it says.
  [[nodiscard]] virtual domain::Result<ReplayReport> replay(const std::string& channel, const std::string& file, std::chrono::microseconds later,
                                                            const std::function<void(std::int64_t)>& progress) = 0;
  /// Copies database and files into one file, while the server serves. `progress` gets the rows and files so far, now and then.
  [[nodiscard]] virtual domain::Result<BackupContents> back_up(const std::string& target, const std::function<void(std::int64_t)>& progress) = 0;
  /// Puts them into the database that the settings name, which must hold no rows. Needs no more depth than the instance.
  [[nodiscard]] virtual domain::Result<BackupContents> restore(const std::string& source, const std::function<void(std::int64_t)>& progress) = 0;
  /// Reads a whole backup and changes nothing.
  [[nodiscard]] virtual domain::Result<BackupContents> check_backup(const std::string& source) = 0;
  /// Takes what was closed before a month, written as 2026-01, into files below a folder, while the server serves; goes on with what was begun.
  [[nodiscard]] virtual domain::Result<std::vector<ArchivedFile>> archive(const std::string& closed_before, const std::string& folder,
                                                                          const ArchiveTold& told) = 0;
  /// Reads a whole archive and changes nothing.
  [[nodiscard]] virtual domain::Result<BackupContents> look_at_archive(const std::string& source) = 0;
  [[nodiscard]] virtual domain::Result<RestoredArchive> restore_archive(const std::string& source, const ArchiveTold& told) = 0;
  /// Both: `progress` gets the rows so far, now and then.
  [[nodiscard]] virtual domain::Result<std::int64_t> export_tickets(const TicketExport& wish, const std::function<void(std::int64_t)>& progress) = 0;
  [[nodiscard]] virtual domain::Result<ImportSums> import_tickets(const TicketImport& wish, const std::function<void(std::int64_t)>& progress) = 0;
  /// Serves until the process is told to end. `ready` gets the address once requests are answered.
  [[nodiscard]] virtual domain::Result<void> serve(const std::function<void(const std::string&)>& ready) = 0;
};

/// How far the system is put together.
enum class Depth : std::uint8_t {
  instance = 1,  ///< the configuration only: nothing is opened
  store,         ///< the database, brought to the present version
  plugins        ///< the plugins as well, loaded and started as far as the command needs
};

/// Puts the system together from what the command line gave (option name without dashes → value).
using Assemble = std::function<domain::Result<std::unique_ptr<Assembly>>(const std::map<std::string, std::string>& options, Depth depth)>;

}  // namespace seva::cli
