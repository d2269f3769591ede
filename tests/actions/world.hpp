#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "actions/receive_messages.hpp"
#include "actions/sign_in.hpp"
#include "domain/ids.hpp"
#include "storage/migrate.hpp"
#include "storage/search_index.hpp"
#include "storage/store.hpp"

namespace seva::actions {

using std::chrono::hours;
using std::chrono::minutes;

inline constexpr domain::Instant kMorning = std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + hours{4};

class SetClock final : public Clock {
 public:
  domain::Instant time = kMorning;
  domain::Instant now() override { return time; }
};

/// Ids that rise, and bits that are the same in every run.
class CountedIdentities final : public Identities {
 public:
  std::int64_t next_id() override { return ++last_; }
  std::uint64_t random_bits() override { return ++last_ * 0x9E3779B97F4A7C15ULL; }
  std::string random_hex(std::size_t size) override {
    std::string hex = std::to_string(++last_);
    hex.resize(size * 2, 'a');
    return hex;
  }

 private:
  std::atomic<std::int64_t> last_{1'000};
};

class FixedSettings final : public Settings {
 public:
  domain::Instance instance;
  std::shared_ptr<const domain::Instance> current() override { return std::make_shared<const domain::Instance>(instance); }
};

/// Departments that read their opinion out of the text: "grievance 0.9 THEFT D1", say.
class ScriptedDepartments final : public Departments {
 public:
  std::set<std::string> on = {"blue", "green"};
  std::map<std::string, double> bias;  ///< added to the score

  std::vector<std::string> enabled() override { return {on.begin(), on.end()}; }
  std::optional<std::vector<domain::Assessment>> assess(const std::string& department, std::span<const Assessable> messages) override {
    if (!on.contains(department)) return std::nullopt;
    std::vector<domain::Assessment> assessments;
    for (const Assessable& asked : messages) assessments.push_back(read(department, asked.message->text));
    return assessments;
  }
  domain::Result<std::vector<OutcomeProblem>> check_outcome(const domain::Ticket&, const domain::Outcome& outcome) override {
    if (outcome.fields.contains("fir_number")) return std::vector<OutcomeProblem>{};
    return std::vector<OutcomeProblem>{{"fir_number", "fir_missing", {}}};
  }

 private:
  domain::Assessment read(const std::string& department, const std::string& text) {
    domain::Assessment assessment;
    assessment.department = department;
    const auto has = [&](const char* word) { return text.find(word) != std::string::npos; };
    assessment.relevance = has("grievance") ? domain::Relevance::grievance : has("query") ? domain::Relevance::query : domain::Relevance::chatter;
    assessment.score = (has("unsure") ? 0.45 : has("grievance") || has("query") ? 0.9 : 0.05) + bias[department];
    assessment.category = has("NOISE") ? "NOISE" : "THEFT";
    assessment.priority = has("emergency") ? domain::Priority::emergency : domain::Priority::normal;
    assessment.unit = has("D1") ? "D1" : has("D2") ? "D2" : "";
    assessment.candidates = {{"D1", 0.4}, {"D2", 0.3}};
    assessment.reasons = {{domain::Aspect::relevance, "word", {"grievance"}, 0.9, {{0, 9}}}};
    return assessment;
  }
};

class ScriptedPlugins final : public PluginCatalogue {
 public:
  std::vector<PluginFacts> plugins() override { return {*plugin("x")}; }
  std::optional<PluginFacts> plugin(const std::string& id) override {
    if (id != "x") return std::nullopt;
    PluginFacts facts;
    facts.id = "x";
    facts.kind = "channel";
    facts.can_reply = true;
    facts.can_send_private = true;
    facts.reply_limit_json = R"({"limit":280,"default_weight":1})";
    facts.attachments = attachments;
    facts.hosts = {"service.example"};
    return facts;
  }
  AttachmentRule attachments;  ///< of the channel
  std::optional<domain::Text> text(const std::string& plugin, const std::string& code) override {
    if (plugin == "blue" && code == "word") return domain::Text{"The word {0} says so.", "शब्द {0} ऐसा कहता है।"};
    if (code == "fir_missing") return domain::Text{"The FIR number is missing.", "एफ़आईआर संख्या नहीं है।"};
    return std::nullopt;
  }
};

class PlainHashes final : public PasswordHashes {
 public:
  std::string hash(const std::string& password) override { return "plain " + password; }
  bool verify(const std::string& hash, const std::string& password) override { return hash == "plain " + password; }
};

/// Two districts under a headquarters on a real SQLite file; everything else is scripted.
struct World {
  World() {
    domain::Instance& instance = settings.instance;
    instance.docket_prefix = "TST";
    instance.triage_unit = "DESK";
    instance.units = *domain::UnitTree::build({{"HQ", "", "hq", {"Headquarters", "मुख्यालय"}, {}},
                                               {"DESK", "HQ", "desk", {"Desk", "डेस्क"}, {}},
                                               {"D1", "HQ", "district", {"District one", "जनपद एक"}, {}},
                                               {"D2", "HQ", "district", {"District two", "जनपद दो"}, {}}});
    instance.accounts = {{"x", "Headquarters", false, "HQ", "blue", domain::AccountMode::live, false},
                         {"x", "DistrictOne", false, "D1", "blue", domain::AccountMode::live, false},
                         {"x", "Open", false, "HQ", "", domain::AccountMode::live, false},
                         {"x", "GreenOffice", false, "D2", "green", domain::AccountMode::replay, false}};
    instance.index_accounts();
    instance.categories = {{"THEFT", {"Theft", "चोरी"}, ""}, {"NOISE", {"Noise", "शोर"}, ""}};
    instance.service_level.by_priority[domain::Priority::normal] = {minutes{240}, minutes{10'080}};
    instance.replies["opened"] = {"Docket {docket} at {unit}", "शिकायत संख्या {docket}, {unit}"};
    domain::PluginSettings channel;
    channel.id = "x";
    instance.channels = {channel};
    domain::PluginSettings blue;
    blue.id = "blue";
    domain::PluginSettings green;
    green.id = "green";
    instance.departments = {blue, green};
  }

  ~World() {
    store.reset();
    search.reset();
    std::filesystem::remove_all(folder);
  }

  domain::Message post(const std::string& id, const std::string& text, const std::string& author = "anita") {
    domain::Message message;
    message.source_id = id;
    message.thread = id;
    message.author = {author, author, author};
    message.text = text;
    message.sent_at = clock.time;
    message.mentions = {"Headquarters"};
    return message;
  }

  domain::Message answer(const std::string& id, const std::string& to, const std::string& text, const std::string& author = "anita") {
    domain::Message message = post(id, text, author);
    message.thread = to;
    message.in_reply_to = to;
    return message;
  }

  Counts take(std::vector<domain::Message> messages, bool is_replay = false) {
    Turn turn;
    turn.channel = "x";
    turn.messages = std::move(messages);
    turn.is_replay = is_replay;
    const Counts counts = ReceiveMessages(ports).commit(turn);
    EXPECT_TRUE(counts.balance());
    return counts;
  }

  Counts settle(Receipt receipt) {
    Turn turn;
    turn.channel = "x";
    turn.receipts = {std::move(receipt)};
    return ReceiveMessages(ports).commit(turn);
  }

  std::vector<domain::Ticket> tickets() {
    std::vector<domain::Ticket> found;
    store->read([&](Transaction& transaction) {
      TicketQuery query;
      query.scope.is_everything = true;
      query.order = TicketOrder::newest;
      query.limit = 200;
      found.clear();
      for (TicketRow& row : transaction.tickets().list(query)) found.insert(found.begin(), std::move(row.ticket));
    });
    return found;
  }

  std::vector<domain::Delivery> deliveries(domain::TicketId ticket) {
    std::vector<domain::Delivery> found;
    store->read([&](Transaction& transaction) { found = transaction.deliveries().of_ticket(ticket); });
    return found;
  }

  std::vector<domain::Event> events(domain::TicketId ticket) {
    std::vector<domain::Event> found;
    store->read([&](Transaction& transaction) { found = transaction.tickets().events(ticket); });
    return found;
  }

  std::vector<domain::TriageItem> waiting() {
    std::vector<domain::TriageItem> found;
    store->read([&](Transaction& transaction) { found = transaction.triage().open_items({true, {}}, std::nullopt, 50); });
    return found;
  }

  StoredCounts stored() {
    StoredCounts counts;
    store->read([&](Transaction& transaction) { counts = transaction.stored_counts(); });
    return counts;
  }

  static domain::Principal person(domain::Role role, const std::string& unit) {
    return {domain::UserId{7}, "meera", "Inspector Meera Singh", {{role, unit}}};
  }

  const std::filesystem::path folder = make_folder();
  std::unique_ptr<Store> store = make_store(folder);
  SetClock clock;
  CountedIdentities identities;
  FixedSettings settings;
  ScriptedDepartments departments;
  ScriptedPlugins plugins;
  PlainHashes hashes;
  std::unique_ptr<SearchIndex> search = storage::open_search_index((folder / "search").string());
  Ports ports{*store, clock, identities, settings, departments, plugins, *search};

  static std::filesystem::path make_folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-actions-XXXXXX").string();
    return ::mkdtemp(pattern.data());
  }

  static std::unique_ptr<Store> make_store(const std::filesystem::path& folder) {
    storage::DatabaseAddress address;
    address.path = (folder / "seva.db").string();
    EXPECT_TRUE(storage::migrate(address));
    return storage::open_store(address);
  }
};

}  // namespace seva::actions
