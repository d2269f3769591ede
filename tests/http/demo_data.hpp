#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "actions/announcing_store.hpp"
#include "actions/plugin_control.hpp"
#include "actions/receive_messages.hpp"
#include "actions/sign_in.hpp"
#include "actions/vault.hpp"
#include "actions/work_ticket.hpp"
#include "http/live/live.hpp"
#include "machine/file_folder.hpp"
#include "storage/store.hpp"

namespace seva::http {

/// Sunday 22 November 2026, 11:42 in India.
inline constexpr domain::Instant kDemoNow =
    std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{6} + std::chrono::minutes{12};
inline constexpr const char* kDemoPassword = "a long and private sentence";

class SetClock final : public actions::Clock {
 public:
  std::atomic<std::int64_t> micros{domain::to_micros(kDemoNow)};
  domain::Instant now() override { return domain::from_micros(micros); }
  void set(domain::Instant instant) { micros = domain::to_micros(instant); }
};

/// Ids that rise with the clock, and bits that are the same in every run.
class CountedIdentities final : public actions::Identities {
 public:
  std::int64_t next_id() override { return (std::int64_t{1} << 40) + ++last_; }
  std::uint64_t random_bits() override { return (++last_ + 77) * 0x9E3779B97F4A7C15ULL; }
  std::string random_hex(std::size_t size) override;

 private:
  std::atomic<std::int64_t> last_{1'000};
};

class FixedSettings final : public actions::Settings {
 public:
  domain::Instance instance;
  std::shared_ptr<const domain::Instance> current() override { return std::make_shared<const domain::Instance>(instance); }
};

/// A department that says of each text what it was told to say.
class ToldDepartment final : public actions::Departments {
 public:
  std::map<std::string, domain::Assessment> opinions;  ///< by text
  std::vector<std::string> enabled() override { return {"police"}; }
  std::optional<std::vector<domain::Assessment>> assess(const std::string& department, std::span<const actions::Assessable> messages) override;
  domain::Result<std::vector<actions::OutcomeProblem>> check_outcome(const domain::Ticket& ticket, const domain::Outcome& outcome) override;
};

class DemoPlugins final : public actions::PluginCatalogue {
 public:
  std::string reply_limit_json;  ///< of the channel
  std::vector<actions::PluginFacts> plugins() override;
  std::optional<actions::PluginFacts> plugin(const std::string& id) override;
  std::optional<domain::Text> text(const std::string& plugin, const std::string& code) override;
};

/// Cheap, and yet unlike the password.
class CheapHashes final : public actions::PasswordHashes {
 public:
  std::string hash(const std::string& password) override;
  bool verify(const std::string& hash, const std::string& password) override;
};

/// What bytes begin with says what they are.
class FirstLetters final : public actions::FileKinds {
 public:
  std::string type_of(std::string_view bytes) override {
    return bytes.starts_with("PNG") ? "image/png" : bytes.starts_with("%PDF") ? "application/pdf" : "text/plain";
  }
};

class EchoingChannel final : public actions::Webhooks {
 public:
  actions::WebhookRequest last;
  actions::WebhookResponse answer{200, {{"content-type", "text/plain"}, {"x-seen", "yes"}}, "taken"};
  actions::WebhookResponse receive(const std::string& channel, const actions::WebhookRequest& request) override;
};

/// Plugins as administrators reach them; remembers what was asked of it.
class DemoControl final : public actions::PluginControl, public actions::ConfigurationControl, public actions::Vault {
 public:
  explicit DemoControl(FixedSettings& settings) : settings_(settings) {}
  std::vector<actions::ConfigProblem> problems;
  bool does_start = true;
  actions::HandedAgain handed = actions::HandedAgain::accepted;
  std::vector<actions::DeadLetter> handed_letters;
  std::vector<domain::PluginSettings> tried;
  actions::Store* store = nullptr;

  std::optional<actions::PluginForm> form(const std::string& plugin) override;
  std::vector<actions::ConfigProblem> check(const std::string& plugin, const std::string& config_json) override;
  std::vector<actions::TrialStep> try_start(const domain::PluginSettings& settings) override;
  actions::HandedAgain hand_again(const actions::DeadLetter& letter, std::chrono::milliseconds patience) override;
  bool apply() override;
  std::optional<domain::Problem> obstacle() override { return std::nullopt; }
  Sealed seal(std::string_view clear, std::string_view place) override;
  std::optional<std::string> open(const Sealed& sealed, std::string_view place) override;
  std::string hash(std::string_view scope, std::string_view id) override { return std::string(scope) + std::string(id); }

 private:
  FixedSettings& settings_;
};

struct DemoTicket {
  std::string text;
  std::string unit;
  std::string category;
  domain::Priority priority = domain::Priority::normal;
  std::chrono::minutes age{0};
  bool is_confidential = false;
};

/// Part of Uttar Pradesh's police with synthetic citizens, on a real SQLite file; everything else is scripted.
/// People: meera.singh (supervisor, Lucknow), ravi.verma (officer, Hazratganj), triage.desk (triage, headquarters), administrator, kanpur.desk
/// (officer, Kanpur), watcher (command centre). Each has kDemoPassword.
class DemoWorld {
 public:
  DemoWorld();
  explicit DemoWorld(const LiveSettings& live_settings);
  ~DemoWorld();

  /// Takes in a complaint as a channel would, `age` before now; its docket, or nothing where it went to triage.
  std::string complain(const DemoTicket& ticket);
  /// About twenty tickets in every state, some in triage: enough to look at.
  void fill();
  [[nodiscard]] domain::Principal person(const std::string& login);
  [[nodiscard]] std::size_t events_of(const std::string& docket);

  const std::filesystem::path folder;
  std::unique_ptr<actions::Store> store;
  SetClock clock;
  CountedIdentities identities;
  FixedSettings settings;
  ToldDepartment departments;
  DemoPlugins plugins;
  CheapHashes hashes;
  EchoingChannel channel;
  Live live;
  actions::AnnouncingStore announcing;  ///< before `store`
  DemoControl control{settings};
  FirstLetters file_kinds;
  machine::FileFolder file_bytes{folder / "files"};
  std::unique_ptr<actions::SearchIndex> search;
  actions::Ports ports;

 private:
  int posts_ = 0;
};

}  // namespace seva::http
