#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "settings/csv.hpp"
#include "settings/load_instance.hpp"
#include "settings/process_settings.hpp"

namespace seva::settings {
namespace {

const char* nothing(const char*) { return nullptr; }

TEST(Csv, reads_quotes_line_ends_and_doubled_quotes) {
  const auto rows = parse_csv("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n\n3,\n", "t.csv", {"a", "b"});
  ASSERT_TRUE(rows) << rows.error().what;
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->at(0)["a"], "x, \"y\"");
  EXPECT_EQ(rows->at(0)["b"], "two\nlines");
  EXPECT_EQ(rows->at(1)["b"], "");
  EXPECT_EQ(rows->at(1).line, 5U);
}

TEST(Csv, names_the_line_of_a_mistake) {
  EXPECT_EQ(parse_csv("a,b\n1,2\n1\n", "t.csv", {"a", "b"}).error().where, "t.csv:3");
  EXPECT_EQ(parse_csv("a,c\n", "t.csv", {"a", "b"}).error().where, "t.csv:1");
  EXPECT_EQ(parse_csv("a,b,c\n", "t.csv", {"a", "b"}).error().where, "t.csv:1");
  EXPECT_EQ(parse_csv("a,b\n1,\"never closed\n", "t.csv", {"a", "b"}).error().where, "t.csv:2");
  EXPECT_FALSE(parse_csv("a\n\xff\n", "t.csv", {"a"}));
  EXPECT_FALSE(parse_csv("", "t.csv", {"a"}));
}

/// A copy of a small instance in which one file is changed.
class AnInstance : public ::testing::Test {
 protected:
  AnInstance() {
    std::string pattern = (std::filesystem::temp_directory_path() / "seva-settings-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::filesystem::copy(SEVA_SOURCE_DIR "/tests/instances/offices-2016", folder_, std::filesystem::copy_options::recursive);
  }
  ~AnInstance() override { std::filesystem::remove_all(folder_); }

  void append(const std::string& file, const std::string& text) { std::ofstream(folder_ / file, std::ios::app) << text; }
  void write(const std::string& file, const std::string& text) { std::ofstream(folder_ / file) << text; }
  domain::Result<domain::Instance> load(const EnvironmentLookup& environment = nothing) { return load_instance(folder_.string(), environment); }

  void expect_refused(const std::string& where) {
    const auto loaded = load();
    ASSERT_FALSE(loaded);
    EXPECT_NE(loaded.error().where.find(where), std::string::npos) << loaded.error().where << ": " << loaded.error().what;
    EXPECT_FALSE(loaded.error().what.empty());
  }

  std::filesystem::path folder_;
};

TEST_F(AnInstance, loads) {
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().where << " " << loaded.error().what;
  EXPECT_EQ(loaded->docket_prefix, "OFF");
  EXPECT_NE(loaded->account("twitter", "railminindia"), nullptr);
}

TEST_F(AnInstance, refuses_unknown_keys_by_file_line_and_key) {
  append("seva.yaml", "\nshiny: true\n");
  expect_refused("seva.yaml");
  EXPECT_NE(load().error().where.find("shiny"), std::string::npos);
}

TEST_F(AnInstance, refuses_wrong_values) {
  write("sla.yaml", "priorities:\n  normal: {response_minutes: soon, resolution_minutes: 10}\n");
  expect_refused("sla.yaml:2");
  write("sla.yaml", "priorities: [1, 2]\n");
  expect_refused("sla.yaml:1");
  write("sla.yaml", "priorities: {normal: {\n");
  expect_refused("sla.yaml");
}

TEST_F(AnInstance, refuses_units_and_accounts_that_do_not_fit) {
  append("units.csv", "OFF-NEW,OFF-NOWHERE,office,New,नया,,\n");
  expect_refused("units.csv");
}

TEST_F(AnInstance, refuses_an_account_of_an_unknown_unit) {
  append("accounts.csv", "twitter,SomeHandle,OFF-NOWHERE,general,replay,placeholder,none\n");
  expect_refused("accounts.csv");
}

TEST_F(AnInstance, refuses_an_account_that_stands_twice) {
  append("accounts.csv", "twitter,RailMinIndia,OFF-HQ,general,replay,sourced,none\n");
  expect_refused("accounts.csv");
}

TEST_F(AnInstance, narrows_what_may_be_attached_and_never_takes_what_can_act) {
  EXPECT_NE(load()->file_types, std::vector<std::string>{});
  const std::string text = [&] {
    std::ifstream in(folder_ / "seva.yaml");
    return std::string((std::istreambuf_iterator<char>(in)), {});
  }();
  write("seva.yaml", text + "\nattachments: {kinds: [image/jpeg]}\n");
  EXPECT_EQ(load()->file_types, std::vector<std::string>{"image/jpeg"});
  for (const char* acting : {"image/svg+xml", "text/html", "application/zip", "''"}) {
    write("seva.yaml", text + "\nattachments: {kinds: [image/jpeg, " + acting + "]}\n");
    expect_refused("kinds");
  }
}

TEST_F(AnInstance, takes_secrets_from_the_environment_and_never_from_the_file) {
  std::ifstream in(folder_ / "seva.yaml");
  std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto at = text.find("secrets: {}");
  ASSERT_NE(at, std::string::npos);
  write("seva.yaml", text.replace(at, 11, "secrets: {key: {environment: A_KEY, previous: {environment: AN_OLD_KEY}}}"));
  const auto loaded = load([](const char* name) -> const char* { return std::string(name) == "A_KEY" ? "new" : "old"; });
  ASSERT_TRUE(loaded) << loaded.error().what;
  EXPECT_EQ(loaded->channels.front().secrets.at("key"), (std::vector<std::string>{"new", "old"}));
  EXPECT_TRUE(load()->channels.front().secrets.empty());
}

/// The instance with a confidential channel for one of its units.
class AConfidentialInstance : public AnInstance {
 protected:
  AConfidentialInstance() {
    append("units.csv", "OFF-LINE,OFF-HQ,special,Quiet Line,शांत लाइन,QL 77,\n");
    append("replies.yaml", "neutral_opened:\n  en: \"Your number is {docket}.\"\n  hi: \"आपकी संख्या {docket} है।\"\n");
    append("seva.yaml", "");
    std::ifstream in(folder_ / "seva.yaml");
    std::string text((std::istreambuf_iterator<char>(in)), {});
    text.replace(text.find("departments:"), 0, "  line:\n    confidential: OFF-LINE\n    config: {}\n\n");
    text.replace(text.find("    enabled: true\n    config: {}\n    files"), 0, "    sealed: true\n");
    write("seva.yaml", text);
  }
  void with_reply(const std::string& english) { append("replies.yaml", "neutral_more:\n  en: \"" + english + "\"\n  hi: \"ठीक\"\n"); }
};

TEST_F(AConfidentialInstance, names_the_keeper_and_the_departments_that_are_approved) {
  const auto loaded = load();
  ASSERT_TRUE(loaded) << loaded.error().where << " " << loaded.error().what;
  EXPECT_TRUE(loaded->is_sealed("line"));
  EXPECT_FALSE(loaded->is_sealed("twitter"));
  EXPECT_TRUE(loaded->units.find("OFF-LINE")->keeps_sealed);
  EXPECT_FALSE(loaded->units.find("OFF-HQ")->keeps_sealed);
  EXPECT_TRUE(loaded->department("general")->reads_sealed);
}

TEST_F(AConfidentialInstance, refuses_texts_that_say_where_she_wrote) {
  for (const char* telling :
       {"About {unit}: {docket}", "{outcome}", "From the Quiet Line: {docket}", "QL 77 has {docket}", "Four offices, 2016: {docket}"}) {
    SCOPED_TRACE(telling);
    const std::string before = [&] {
      std::ifstream in(folder_ / "replies.yaml");
      return std::string((std::istreambuf_iterator<char>(in)), {});
    }();
    with_reply(telling);
    expect_refused("neutral_more");
    write("replies.yaml", before);
  }
  with_reply("{docket}: please write when you can.");
  EXPECT_TRUE(load());
}

TEST_F(AConfidentialInstance, refuses_to_have_no_neutral_text_an_unknown_keeper_or_a_foreign_account) {
  append("accounts.csv", "line,77,OFF-HQ,,live,sourced,none\n");
  expect_refused("accounts.csv");
}

TEST_F(AConfidentialInstance, refuses_to_be_without_the_first_neutral_text) {
  write("replies.yaml", "opened: {en: \"{docket}\", hi: \"{docket}\"}\n");
  expect_refused("replies.yaml");
}

TEST_F(AnInstance, refuses_a_confidential_channel_for_nobody) {
  std::ifstream in(folder_ / "seva.yaml");
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto with = [&](const std::string& line) {
    std::string changed = text;
    write("seva.yaml", changed.replace(changed.find("    mode: replay\n"), 0, line));
  };
  with("    confidential: OFF-NOWHERE\n");
  expect_refused("confidential");
  with("    confidential: ''\n");
  expect_refused("confidential");
  with("    sealed: true\n");
  expect_refused("sealed");
}

TEST_F(AnInstance, takes_how_often_a_plugin_may_crash_and_where_it_runs) {
  std::ifstream in(folder_ / "seva.yaml");
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto with = [&](const std::string& line) {
    std::string changed = text;
    write("seva.yaml", changed.replace(changed.find("    mode: replay\n"), 0, line));
  };
  EXPECT_EQ(load()->channels.front().crash_limit, domain::CrashLimit{});
  EXPECT_EQ(load()->channels.front().isolation, domain::Isolation::process);
  const std::string digest(64, 'a');
  with("    quarantine: {crashes: 9, minutes: 3}\n    isolation: none\n    sha256: " + digest + "\n");
  EXPECT_EQ(load()->channels.front().crash_limit, (domain::CrashLimit{9, std::chrono::minutes(3)}));
  EXPECT_EQ(load()->channels.front().isolation, domain::Isolation::none);
  EXPECT_EQ(load()->channels.front().sha256, digest);
  with("    isolation: none\n");
  expect_refused("isolation");
  with("    isolation: perhaps\n");
  expect_refused("isolation");
  with("    sha256: " + std::string(64, 'A') + "\n");
  expect_refused("sha256");
  with("    sha256: " + std::string(63, 'a') + "\n");
  expect_refused("sha256");
  with("    quarantine: {crashes: 0}\n");
  expect_refused("crashes");
  with("    quarantine: {hours: 1}\n");
  expect_refused("hours");
}

TEST(Instances, that_are_shipped_all_load) {
  for (const char* group : {"/config", "/tests/instances"})
    for (const auto& folder : std::filesystem::directory_iterator(SEVA_SOURCE_DIR + std::string(group))) {
      if (!folder.is_directory()) continue;
      const auto loaded = load_instance(folder.path().string(), nothing);
      EXPECT_TRUE(loaded) << folder.path() << " " << loaded.error().where << " " << loaded.error().what;
      EXPECT_EQ(loaded->id, folder.path().filename());
    }
}

TEST(ProcessSettings, come_from_the_command_line_then_the_environment_then_the_default) {
  const EnvironmentLookup environment = [](const char* name) -> const char* {
    if (std::string(name) == "SEVA_INSTANCE") return "config/one";
    if (std::string(name) == "SEVA_LISTEN") return "127.0.0.1:9000";
    return nullptr;
  };
  const auto settings = resolve_process_settings({{"instance", "config/two"}}, environment, "/opt/seva/seva");
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->instance_folder, "config/two");
  EXPECT_EQ(settings->port(), 9000);
  EXPECT_EQ(settings->host(), "127.0.0.1");
  EXPECT_EQ(settings->database, "sqlite:build/home/seva.db");
  EXPECT_EQ(settings->plugin_folders, std::vector<std::string>{"/opt/seva/plugins"});
  EXPECT_TRUE(settings->trusted_proxies.empty()) << "nobody's word is taken for the client's address unless the settings say so";
}

TEST(ProcessSettings, refuse_what_cannot_be) {
  const auto refused = [](const char* name, const char* value) {
    return resolve_process_settings({{"instance", "x"}, {name, value}}, nothing, "seva").has_error();
  };
  EXPECT_TRUE(resolve_process_settings({}, nothing, "seva").has_error());
  for (const char* listen : {"8080", ":8080", "host:", "host:70000", "host:8080x"}) EXPECT_TRUE(refused("listen", listen)) << listen;
  EXPECT_TRUE(refused("node", "1024"));
  EXPECT_TRUE(refused("log-level", "loud"));
  EXPECT_FALSE(refused("node", "1023"));
  for (const char* name : {"trusted-proxies", "metrics-readers"}) {
    for (const char* addresses : {"localhost", "10.0.0.5, 10.0.0.6", "10.0.0.0/8", "10.0.0.256"}) EXPECT_TRUE(refused(name, addresses)) << addresses;
    EXPECT_FALSE(refused(name, "10.0.0.5,2001:db8::1"));
  }
}

}  // namespace
}  // namespace seva::settings
