#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "plugins/railways/instance.hpp"
#include "seva/plugin.h"

extern "C" {
extern const seva_plugin seva_plugin_v1;
}

namespace {

namespace json = boost::json;
using seva::railways::RailwaysInstance;
using seva::tables::read_csv;
using seva::tables::read_file;

json::value manifest() { return json::parse(std::string_view(seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size)); }

std::map<std::string, std::string> kinds_of_units() {
  std::map<std::string, std::string> kinds;
  for (const auto& row : read_csv(RailwaysInstance::folder() + "units.csv")) kinds[row.at("code")] = row.at("kind");
  return kinds;
}

/// The codes between bars.
std::vector<std::string> codes_in(std::string_view list) {
  std::vector<std::string> codes;
  seva::text::detail::for_each_part(list, '|', [&](std::string_view code) { codes.emplace_back(code); });
  return codes;
}

TEST(RailwaysUnits, AreTheBoardEighteenZonesAndSeventyDivisions) {
  std::map<std::string, int> kinds;
  for (const auto& [code, kind] : kinds_of_units()) ++kinds[kind];
  EXPECT_EQ(kinds["hq"], 1);
  EXPECT_EQ(kinds["zone"], 18);
  EXPECT_EQ(kinds["division"], 70);
  EXPECT_EQ(kinds["corporation"], 1);
  EXPECT_EQ(kinds["region"], 2);
}

TEST(RailwaysUnits, FormATreeInWhichEachLevelHangsFromTheOneAbove) {
  const std::map<std::string, std::string> above = {{"hq", ""},           {"special", "hq"},        {"zone", "hq"}, {"corporation", "hq"},
                                                    {"division", "zone"}, {"region", "corporation"}};
  auto kinds = kinds_of_units();
  const auto rows = read_csv(RailwaysInstance::folder() + "units.csv");
  EXPECT_EQ(kinds.size(), rows.size());
  for (const auto& row : rows) {
    EXPECT_EQ(row.at("parent").empty() ? "" : kinds[row.at("parent")], above.at(row.at("kind"))) << row.at("code");
    EXPECT_FALSE(row.at("name_en").empty() || row.at("name_hi").empty()) << row.at("code");
  }
}

TEST(RailwaysAccounts, BelongToUnitsAndPlaceholdersCannotBeRealHandles) {
  const auto kinds = kinds_of_units();
  std::set<std::string> handles;
  std::set<std::string> units;
  for (const auto& account : read_csv(RailwaysInstance::folder() + "accounts.csv")) {
    EXPECT_TRUE(kinds.contains(account.at("unit"))) << account.at("handle");
    EXPECT_TRUE(handles.insert(seva::text::fold(account.at("handle"))).second) << account.at("handle");
    units.insert(account.at("unit"));
    const bool is_placeholder = account.at("status") == "placeholder";
    EXPECT_EQ(is_placeholder, account.at("handle").find('-') != std::string::npos) << account.at("handle");
    EXPECT_EQ(account.at("mode"), is_placeholder ? "off" : "replay") << account.at("handle");
    EXPECT_EQ(account.at("department"), "railways");
  }
  for (const auto& [code, kind] : kinds)
    if (kind != "special") {
      EXPECT_TRUE(units.contains(code)) << code << " has no account, not even a placeholder";
    }
}

TEST(RailwaysAccounts, AreThoseThatTheChannelKnowsAsOurs) {
  const std::string settings = read_file(RailwaysInstance::folder() + "seva.yaml");
  for (const auto& account : read_csv(RailwaysInstance::folder() + "accounts.csv"))
    EXPECT_EQ(settings.find("{handle: " + account.at("handle") + "}") != std::string::npos, account.at("status") == "sourced")
        << account.at("handle");
}

TEST(RailwaysTables, NameOnlyUnitsThatExistAndKeepTheirPromises) {
  const auto kinds = kinds_of_units();
  const std::set<std::string> bases = {"known", "near", "between", "zone", "city"};
  std::set<std::string> codes;
  std::map<std::string, int> known_of;
  for (const auto& row : read_csv(RailwaysInstance::folder() + "stations.csv")) {
    EXPECT_TRUE(row.at("code").empty() || codes.insert(row.at("code")).second) << row.at("code");
    EXPECT_TRUE(bases.contains(row.at("basis"))) << row.at("code");
    EXPECT_TRUE(row.at("context").empty() || row.at("context") == "needed") << row.at("code");
    const auto units = codes_in(row.at("units"));
    ASSERT_FALSE(units.empty()) << row.at("code");
    for (const std::string& unit : units) EXPECT_TRUE(kinds.contains(unit)) << row.at("code");
    const bool is_zone = kinds.at(units.front()) == "zone";
    EXPECT_EQ(is_zone, row.at("basis") == "zone") << row.at("code");
    if (row.at("basis") == "known" || row.at("basis") == "near") {
      EXPECT_EQ(units.size(), 1U) << row.at("code");
    }
    if (row.at("basis") == "between") {
      EXPECT_EQ(units.size(), 2U) << row.at("code");
    }
    if (row.at("basis") == "known") ++known_of[units.front()];
  }
  for (const auto& [code, kind] : kinds)
    if (kind == "division" || kind == "region") {
      EXPECT_GE(known_of[code], 3) << code;
    }
  std::set<std::string> numbers;
  for (const auto& row : read_csv(RailwaysInstance::folder() + "trains.csv")) {
    EXPECT_TRUE(numbers.insert(row.at("number")).second) << row.at("number");
    EXPECT_EQ(row.at("number").size(), 5U);
    for (const std::string& unit : codes_in(row.at("units"))) EXPECT_TRUE(kinds.contains(unit)) << row.at("number");
  }
  EXPECT_GE(codes.size(), 8900U);
  EXPECT_GE(numbers.size(), 13000U);
}

TEST(RailwaysCategories, AreThoseOfTheDepartment) {
  std::map<std::string, std::string> known;
  const json::value written = manifest();
  for (const auto& category : written.at("categories").as_array()) known.emplace(category.at("code").as_string(), category.at("group").as_string());
  std::map<std::string, std::string> configured;
  for (const auto& row : read_csv(RailwaysInstance::folder() + "categories.csv")) configured[row.at("code")] = row.at("group");
  EXPECT_EQ(known, configured);
  for (const auto& [code, group] : known) EXPECT_EQ(seva::railways::name_of(seva::railways::group_of(code)), group) << code;
}

TEST(RailwaysDemo, HasEveryClassAndSaysNothingThatTheManifestDoesNotKnow) {
  const json::value written = manifest();
  std::set<std::string> categories;
  for (const auto& category : written.at("categories").as_array()) categories.emplace(category.at("code").as_string());
  const auto kinds = kinds_of_units();
  const std::string lines = read_file(RailwaysInstance::folder() + "demo/posts.jsonl");
  std::map<std::string, int> classes;
  int posts = 0;
  for (std::size_t at = 0; at < lines.size(); ++posts) {
    const std::size_t end = lines.find('\n', at);
    ASSERT_EQ(lines[end - 1], '\r');
    const json::value post = json::parse(lines.substr(at, end - at));
    const auto assessment = seva::railways::railways_instance().assess(std::string_view(post.at("data").at("text").as_string()));
    EXPECT_TRUE(categories.contains(assessment.category)) << assessment.category;
    EXPECT_TRUE(assessment.unit.empty() || kinds.contains(assessment.unit)) << assessment.unit;
    for (const auto& reason : assessment.reasons) EXPECT_TRUE(written.at("texts").as_object().contains(reason.code)) << reason.code;
    for (const auto& [name, value] : assessment.facts) EXPECT_TRUE(written.at("texts").as_object().contains("fact." + name)) << name;
    ++classes[seva::railways::fact_of(assessment, "class")];
    at = end + 1;
  }
  EXPECT_GE(posts, 200);
  EXPECT_GE(classes["critical"], 30);
  EXPECT_GE(classes["non_critical"], 80);
  EXPECT_GE(classes["suggestion"], 5);
  EXPECT_GE(classes["other"], 30);
}

TEST(RailwaysTexts, AreInNfcAndNeverWriteNuktaLettersAsOneCodePoint) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(RailwaysInstance::folder())) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read_file(entry.path());
    bool is_right = true;
    for (std::size_t at = 0; at < text.size() && is_right;) {
      const auto [c, size] = seva::text::code_point_at(text, at);
      is_right = !(c == seva::text::kReplacement && size == 1) && !(c >= 0x958 && c <= 0x95F);
      at += size;
    }
    EXPECT_TRUE(is_right) << entry.path();
  }
}

TEST(RailwaysTexts, AvoidTheWordsThatTheGlossaryForbids) {
  const std::vector<std::string> forbidden = {"परिवाद",  "विचाराधीन", "प्रचलित", "अधूरी जानकारी", "निपटान", "निवारण", "कार्यवाही", "रिपोर्ट", "फॉरवर्ड",
                                              "डिफाल्टर", "आवेदक",      "वेरिफाई", "अन्वेषण",        "कतार",   "कैंसिल",   "ज़िला",     "छँटनी"};
  std::string texts(seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size);
  for (const char* name : {"categories.csv", "replies.yaml", "seva.yaml", "units.csv"}) texts += read_file(RailwaysInstance::folder() + name);
  for (const std::string& word : forbidden) EXPECT_EQ(texts.find(word), std::string::npos) << word;
}

TEST(RailwaysReplies, FitIntoAPostWhenTheyAreFilled) {
  constexpr std::size_t kMostCharacters = 280;
  const std::string text = read_file(RailwaysInstance::folder() + "replies.yaml");
  const std::map<std::string, std::string> filled = {{"{docket}", "RLY-7K3M9-Q2XVA-4"},
                                                     {"{unit}", "पंडित दीन दयाल उपाध्याय मंडल"},
                                                     {"{due}", "12 जनवरी, शाम 6:30 बजे"},
                                                     {"{outcome}", "इटारसी पर पानी भरवाया गया, स्टेशन अधीक्षक।"},
                                                     {"{question}", "गाड़ी संख्या और कोच"}};
  int replies = 0;
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1), ++replies) {
    const std::size_t end = text.find('"', at + 1);
    std::string reply = text.substr(at + 1, end - at - 1);
    for (const auto& [name, value] : filled)
      if (const auto place = reply.find(name); place != std::string::npos) reply.replace(place, name.size(), value);
    std::size_t characters = 0;
    for (std::size_t byte = 0; byte < reply.size(); byte += seva::text::code_point_at(reply, byte).size) ++characters;
    EXPECT_LE(characters, kMostCharacters) << reply;
    EXPECT_EQ(reply.find("http"), std::string::npos) << reply;
    at = end;
  }
  EXPECT_EQ(replies, 18);
}

}  // namespace
