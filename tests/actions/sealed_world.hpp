#pragma once

#include <fstream>
#include <sstream>

#include "actions/assess_again.hpp"
#include "actions/decide_triage.hpp"
#include "actions/deliver_replies.hpp"
#include "actions/explain_ticket.hpp"
#include "actions/look_at_sealed.hpp"
#include "actions/open_sealed.hpp"
#include "actions/read_calls.hpp"
#include "actions/read_tickets.hpp"
#include "actions/sealing_store.hpp"
#include "actions/take_call.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"
#include "domain/sealed.hpp"
#include "machine/sodium_vault.hpp"

namespace seva::actions {

/// She is synthetic, and so are her number (no Indian mobile number begins so) and her street.
inline constexpr const char* kHerNumber = "+910000012345";
inline constexpr const char* kName = "Anjali Testwala";
inline constexpr const char* kStreet = "17 Imaginary Lane";
inline constexpr const char* kComplaint = "grievance D1: I am Anjali Testwala, 17 Imaginary Lane, he follows me";

/// A channel whose deliveries and receipts can be private only.
class SealedPlugins final : public PluginCatalogue {
 public:
  std::vector<PluginFacts> plugins() override { return {*plugin("h")}; }
  std::optional<PluginFacts> plugin(const std::string& id) override {
    PluginFacts facts;
    facts.id = id;
    facts.kind = "channel";
    facts.can_send_private = true;
    facts.can_call_back = true;
    return facts;
  }
  std::optional<domain::Text> text(const std::string&, const std::string&) override { return std::nullopt; }
};

class HeardCourier final : public Courier {
 public:
  std::vector<domain::Delivery> handed_over;
  bool deliver(const domain::Delivery& delivery, bool) override {
    handed_over.push_back(delivery);
    return true;
  }
};

/// The world of the actions' tests with a helpline: the channel `h` is sealed for the unit LINE, and the department `blue` is approved for it.
struct SealedWorld : World {
  SealedWorld() {
    domain::Instance& instance = settings.instance;
    domain::Unit line{"LINE", "HQ", "special", {"Helpline", "हेल्पलाइन"}, {}};
    line.keeps_sealed = true;
    instance.units = *domain::UnitTree::build({{"HQ", "", "hq", {"Headquarters", "मुख्यालय"}, {}},
                                               {"DESK", "HQ", "desk", {"Desk", "डेस्क"}, {}},
                                               {"D1", "HQ", "district", {"District one", "जनपद एक"}, {}},
                                               {"D2", "HQ", "district", {"District two", "जनपद दो"}, {}},
                                               line,
                                               {"LINE-2", "LINE", "desk", {"Second desk", "दूसरी डेस्क"}, {}}});
    domain::PluginSettings channel;
    channel.id = "h";
    channel.sealed_for = "LINE";
    instance.channels.push_back(channel);
    instance.departments[0].reads_sealed = true;
    instance.accounts.push_back({"h", "1090", false, "LINE", "", domain::AccountMode::live, false});
    instance.index_accounts();
    instance.replies["neutral_opened"] = {"Your number is {docket}.", "आपकी संख्या {docket} है।"};
    instance.replies["neutral_contact"] = {"About {docket}: please write when you can.", "{docket}: जब हो सके लिखें।"};
  }

  domain::Message sms(const std::string& id, const std::string& text, const std::string& from = kHerNumber) {
    domain::Message message;
    message.source_id = id + "@" + from;
    message.thread = from;
    message.author = {from, from, kName};
    message.addressed_to = {"1090"};
    message.text = text;
    message.sent_at = clock.time;
    return message;
  }

  Counts receive(Turn turn) {
    turn.channel = "h";
    const Counts counts = ReceiveMessages(sealed_ports).commit(std::move(turn));
    EXPECT_TRUE(counts.balance());
    return counts;
  }
  Counts receive(std::vector<domain::Message> messages) {
    Turn turn;
    turn.messages = std::move(messages);
    return receive(std::move(turn));
  }
  Counts told(Receipt receipt) {
    Turn turn;
    turn.receipts = {std::move(receipt)};
    return receive(std::move(turn));
  }

  /// One complaint; its docket.
  std::string complaint() {
    EXPECT_EQ(receive({sms("1", kComplaint)}).opened, 1);
    return tickets().front().docket;
  }

  /// Every file of the database, write-ahead log and all.
  std::string database_bytes() {
    std::ostringstream bytes;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().filename().string().starts_with("seva.db")) bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    return bytes.str();
  }
  void expect_nothing_in_clear(const std::vector<std::string>& more = {}) {
    const std::string bytes = database_bytes();
    std::vector<std::string> words = {"Anjali", "Testwala", "0000012345", "Imaginary", "follows"};
    words.insert(words.end(), more.begin(), more.end());
    for (const std::string& word : words) EXPECT_EQ(bytes.find(word), std::string::npos) << word;
  }

  domain::Result<TicketFile> show(const domain::Principal& who, const std::string& docket) { return show_ticket(sealed_ports, who, docket); }

  std::string key_file = [this] {
    const std::string file = (folder / "keys").string();
    EXPECT_TRUE(machine::create_vault_keys(file));
    return file;
  }();
  machine::SodiumVault vault{key_file};
  SealingStore sealed_store{*store, vault, settings};
  SealedPlugins sealed_plugins;
  Ports sealed_ports{sealed_store, clock, identities, settings, departments, sealed_plugins, *search};

  const domain::Principal officer = person(domain::Role::officer, "LINE");
  const domain::Principal supervisor = person(domain::Role::supervisor, "LINE");
  const domain::Principal keeper_triage = person(domain::Role::triage, "LINE");
  const domain::Principal headquarters = person(domain::Role::officer, "HQ");
  const domain::Principal hq_triage = person(domain::Role::triage, "HQ");
  const domain::Principal district = person(domain::Role::officer, "D1");
};

}  // namespace seva::actions
