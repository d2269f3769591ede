#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "domain/assessment.hpp"
#include "domain/file.hpp"
#include "domain/ticket.hpp"
#include "domain/unit_tree.hpp"

namespace seva::domain {

/// Whether what we write leaves by an account.
enum class AccountMode : std::uint8_t {
  live = 1,  ///< replies are sent
  replay,    ///< replies are recorded as "not sent: replay"
  off        ///< not in use: a placeholder, or an account given up
};

/// An account of ours on a channel, or a hashtag that stands for one.
struct Account {
  std::string channel;
  std::string handle;  ///< without @ or #
  bool is_hashtag = false;
  std::string unit;
  std::string department;  ///< who owns it; empty: whoever scores highest
  AccountMode mode = AccountMode::replay;
  bool is_placeholder = false;  ///< the office's real handle is not known
};

struct Category {
  std::string code;
  Text name;
  std::string group;
};

/// How fast the office must act.
struct Target {
  std::chrono::minutes response{0};
  std::chrono::minutes resolution{0};
};

/// The service level: targets by priority, with exceptions by category. Runs around the clock; calendars come with the full engine.
struct ServiceLevel {
  std::map<Priority, Target> by_priority;
  std::map<std::string, std::map<Priority, Target>> by_category;
  std::chrono::minutes triage{60};  ///< how long a message may wait for a person's decision
};

/// When intake opens a ticket, asks a person, or lets a message be.
struct IntakePolicy {
  double open_score = 0.6;          ///< from here on a ticket is opened
  double triage_score = 0.35;       ///< from here on a person decides; below it is chatter
  double department_margin = 0.15;  ///< two departments closer than this: a person decides
  std::set<Relevance> actionable = {Relevance::grievance, Relevance::query};
};

/// A plugin that crashes so often within this time is not started again by itself.
struct CrashLimit {
  std::size_t crashes = 5;
  std::chrono::minutes within{10};

  friend bool operator==(const CrashLimit&, const CrashLimit&) = default;
};

/// Where a plugin's code runs: in a process of its own, which can do nothing but compute, or in the server's, which trusts it fully.
enum class Isolation : std::uint8_t { process = 1, none };

/// A department or a channel as the instance configures it. What is under `config` belongs to the plugin; it is kept as JSON text.
struct PluginSettings {
  std::string id;
  bool is_enabled = true;
  std::string config_json = "{}";
  std::map<std::string, std::string> files;                 ///< name → path
  std::map<std::string, std::vector<std::string>> secrets;  ///< name → current, previous
  std::vector<std::string> hosts;                           ///< hosts (host or host:port) beyond the manifest's that the instance allows
  CrashLimit crash_limit;
  Isolation isolation = Isolation::process;  ///< none only where `sha256` names the file
  std::string sha256;                        ///< of the plugin's file, 64 lower-case digits; empty: any file
  std::optional<AccountMode> mode;           ///< channels: overrides the accounts' own where given
  /// Channels: what comes in is sealed, and is read by this unit and those below it alone. Empty: the channel is not sealed.
  std::string sealed_for;
  bool reads_sealed = false;  ///< departments: is shown the text of what is sealed

  [[nodiscard]] bool is_sealed() const { return !sealed_for.empty(); }
};

/// Everything that an administrator configures. Immutable once loaded; a change makes a new one.
struct Instance {
  std::string id;
  Text name;
  std::string docket_prefix;
  std::string time_zone = "Asia/Kolkata";
  std::string triage_unit;  ///< holds the tickets whose unit is unsure
  UnitTree units;
  std::vector<Account> accounts;
  std::vector<Category> categories;
  ServiceLevel service_level;
  IntakePolicy intake;
  std::map<std::string, Text> replies;  ///< ready texts by purpose: opened, information_needed, closed, …; {docket} stands for the docket
  std::vector<std::string> file_types = usual_file_types();  ///< media types that may be attached; each a file_kind()
  std::vector<PluginSettings> channels;
  std::vector<PluginSettings> departments;

  [[nodiscard]] const PluginSettings* channel(std::string_view id) const;
  [[nodiscard]] const PluginSettings* department(std::string_view id) const;
  [[nodiscard]] const Category* category(std::string_view code) const;
  [[nodiscard]] bool is_sealed(std::string_view channel) const;
  /// Where what comes in by a sealed channel lies: at the unit, if it is the keeper or below it, else at the keeper.
  [[nodiscard]] std::string kept_at(std::string_view channel, const std::string& unit) const;
  /// The account with this handle (case does not count), or the hashtag where `is_hashtag`.
  [[nodiscard]] const Account* account(std::string_view channel, std::string_view handle, bool is_hashtag = false) const;
  /// To be called once after `accounts` was filled.
  void index_accounts();

 private:
  std::unordered_map<std::string, std::size_t> account_places_;
};

}  // namespace seva::domain
