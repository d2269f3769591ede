#include "seva/testing/contract.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "loaded_plugin.hpp"
#include "seva/channel.hpp"

namespace seva {
namespace {

namespace fs = std::filesystem;
using testing::Finding;

fs::path built(const std::string& file) { return fs::path(SEVA_BINARY_DIR) / file; }

std::string broken_in(const std::vector<Finding>& findings) {
  std::string broken;
  for (const Finding& finding : findings)
    if (!finding.problem.empty()) broken += finding.check + ": " + finding.problem + "\n";
  return broken;
}

class ShippedPlugin : public ::testing::TestWithParam<const char*> {};

TEST_P(ShippedPlugin, keeps_the_contract_as_it_was_built) {
  const auto findings =
      judge_loaded(built(std::string("plugins/") + GetParam() + ".so"), {fs::path(SEVA_SOURCE_DIR) / "tests/transcripts" / GetParam(), false});
  EXPECT_EQ(broken_in(findings), "");
  EXPECT_GE(findings.size(), 11U) << "it was tried at all";
}

INSTANTIATE_TEST_SUITE_P(All, ShippedPlugin, ::testing::Values("twitter", "dial100", "helpline1090", "police", "railways", "telecom", "general"));

/// Breaks one rule, which its configuration names.
class Wrong final : public Channel {
  void on_start(const Start& start, Effects& effects) override {
    how_ = start.config.text("how");
    if (how_ == "sleeps_for_ever" || how_ == "dies_of_html") ask(effects);
  }
  void on_http_response(const HttpResponse& response, Effects& effects) override {
    if (how_ == "dies_of_html" && response.body.starts_with("<html>")) throw std::runtime_error("no JSON");
    if (how_ == "dies_of_html") ask(effects);
  }
  void on_stop(const Stop&, Effects& effects) override {
    if (how_ == "speaks_after_stop") effects.set_timer("t", std::chrono::seconds{1});
  }
  void on_webhook(const Webhook& webhook, Effects& effects) override {
    static int globals = 0;
    if (how_ == "has_globals") effects.log(LogLevel::info, "count", std::to_string(++globals));
    if (how_ == "throws_at_bytes" && webhook.body != "body") throw std::runtime_error("bytes");
    if (how_ == "reaches_beyond") effects.unreadable(0, 1'000, "known");
    if (how_ == "has_no_text") effects.ignore("1", "unknown_code");
    if (how_ == "trusts_everybody" || how_ == "invents_ids") {
      Message message;
      message.source_id = how_ == "invents_ids" ? webhook.id : "1";
      message.author.id = "a";
      message.text = "text";
      message.sent_at = webhook.now;
      effects.accept(message);
    }
    effects.respond(webhook.tag, 200);
  }
  void on_deliver(const Delivery& delivery, Effects& effects) override {
    if (how_ == "answers_all_the_same")
      effects.receipt({.delivery = std::string(delivery.delivery), .state = ReceiptState::sent, .sent_id = "9", .reason = {}});
    else
      Channel::on_deliver(delivery, effects);
  }
  static void ask(Effects& effects) {
    HttpRequest request;
    request.tag = "r";
    request.url = "https://service.example/";
    effects.request(request);
  }

  std::string how_;
};

constexpr std::string_view kManifest =
    R"({"id":"wrong","kind":"channel","version":"1","api":"1.0","name":{"en":"a","hi":"b"},"texts":{"known":{"en":"k"}}})";
constexpr seva_plugin kWrong = detail::describe<detail::ChannelHost, Wrong>(kManifest);

class BrokenRule : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(BrokenRule, is_found_and_the_author_is_told_what_to_do) {
  const auto [how, check] = GetParam();
  const fs::path folder = fs::temp_directory_path() / (std::string("contract_") + how);
  fs::create_directories(folder);
  std::ofstream(folder / "a.txt") << R"(> {"type":"start","config":{"how":")" << how << R"("},"secrets":{"key":["right"]},"lead":true})"
                                  << "\n\n"
                                  << R"(> {"type":"webhook","tag":"w","method":"POST","url":"u","path":"/","query":{},"headers":{}})"
                                  << "\n& body\n";
  static_cast<void>(testing::check_contract(kWrong, {folder, true}));
  bool is_found = false;
  for (const Finding& finding : testing::check_contract(kWrong, {folder, false})) {
    if (finding.check != check) continue;
    is_found = !finding.problem.empty();
    EXPECT_EQ(finding.next.empty(), finding.problem.empty());
  }
  EXPECT_TRUE(is_found) << how << " escapes " << check;
  fs::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(All, BrokenRule,
                         ::testing::Values(std::pair{"sleeps_for_ever", "something_is_always_pending"},
                                           std::pair{"dies_of_html", "something_is_always_pending"},
                                           std::pair{"speaks_after_stop", "silence_after_stop"},
                                           std::pair{"has_globals", "same_answers_under_replay"}, std::pair{"throws_at_bytes", "hostile_payloads"},
                                           std::pair{"reaches_beyond", "hostile_payloads"}, std::pair{"has_no_text", "reasons_have_texts"},
                                           std::pair{"trusts_everybody", "forged_signature"}, std::pair{"invents_ids", "duplicate_ids"},
                                           std::pair{"answers_all_the_same", "reply_without_capability"}));

TEST(Contract, says_nothing_against_a_sound_channel) {
  const fs::path folder = fs::temp_directory_path() / "contract_sound";
  fs::create_directories(folder);
  std::ofstream(folder / "a.txt") << R"(> {"type":"start","config":{},"lead":true})"
                                  << "\n";
  EXPECT_EQ(broken_in(testing::check_contract(kWrong, {folder, false})), "");
  fs::remove_all(folder);
}

TEST(Contract, lets_no_file_pass_that_is_no_plugin) {
  for (const char* name : {"no_symbol", "undefined_symbol", "null_effects", "garbage_effects", "unknown_field"})
    EXPECT_NE(broken_in(judge_loaded(built(std::string("broken_plugins/") + name + ".so"),
                                     {fs::path(SEVA_SOURCE_DIR) / "tests/transcripts/twitter", false})),
              "")
        << name;
  for (const char* name : {"LICENSE", "sdk", "no_such_file"})
    EXPECT_NE(broken_in(testing::check_library(fs::path(SEVA_SOURCE_DIR) / name)), "") << name;
}

/// Stands for a plugin whose process ends at a webhook.
class Ending final : public testing::Subject {
  class Talk final : public testing::Instance {
    std::optional<std::string_view> handle(std::string_view event, std::string_view) override {
      if (event.find("webhook") != std::string_view::npos) throw testing::PluginEnded("The plugin crashed (SIGSEGV).");
      return "[]";
    }
  };
  std::string_view manifest() const override { return kManifest; }
  std::unique_ptr<testing::Instance> create() override { return std::make_unique<Talk>(); }
};

TEST(Contract, tells_how_and_at_which_event_a_plugin_ended_and_writes_no_crash_down_as_expected) {
  const fs::path folder = fs::temp_directory_path() / "contract_ending";
  fs::create_directories(folder);
  const std::string told = "> {\"type\":\"start\",\"config\":{},\"lead\":true}\n\n> {\"type\":\"webhook\",\"tag\":\"w\",\"headers\":{}}\n";
  std::ofstream(folder / "a.txt") << told;
  Ending plugin;
  const auto findings = testing::check_contract(plugin, {folder, true});
  EXPECT_EQ(findings.back().check, "stays_alive");
  EXPECT_EQ(findings.back().problem, "at an event webhook: The plugin crashed (SIGSEGV).");
  EXPECT_NE(findings.back().next, "");
  std::ostringstream written;
  written << std::ifstream(folder / "a.txt").rdbuf();
  EXPECT_EQ(written.str(), told);
  fs::remove_all(folder);
}

}  // namespace
}  // namespace seva
