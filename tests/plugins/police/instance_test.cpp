#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "plugins/police/up_police.hpp"
#include "seva/plugin.h"

extern "C" {
extern const seva_plugin seva_plugin_v1;
}

namespace {

namespace json = boost::json;
using seva::police::UpPolice;
using seva::tables::read_csv;
using seva::tables::read_file;

std::vector<std::string> texts_of_the_instance() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(UpPolice::folder()))
    if (entry.is_regular_file() && entry.path().extension() != ".py") files.push_back(entry.path());
  return files;
}

TEST(UpPoliceUnits, AreOneHeadquartersEightZonesEighteenRangesSeventyFiveDistricts) {
  std::map<std::string, int> kinds;
  for (const auto& row : read_csv(UpPolice::folder() + "units.csv")) ++kinds[row.at("kind")];
  EXPECT_EQ(kinds["hq"], 1);
  EXPECT_EQ(kinds["zone"], 8);
  EXPECT_EQ(kinds["range"], 18);
  EXPECT_EQ(kinds["district"], 75);
  EXPECT_GE(kinds["station"], 28);
}

TEST(UpPoliceUnits, FormATreeInWhichEachLevelHangsFromTheOneAbove) {
  const std::map<std::string, std::set<std::string>> above = {{"hq", {""}},
                                                              {"zone", {"hq"}},
                                                              {"range", {"zone"}},
                                                              {"district", {"range"}},
                                                              {"station", {"district"}},
                                                              {"special", {"hq", "district"}},
                                                              {"desk", {"special"}}};
  std::map<std::string, std::string> kinds;
  const auto rows = read_csv(UpPolice::folder() + "units.csv");
  for (const auto& row : rows) EXPECT_TRUE(kinds.emplace(row.at("code"), row.at("kind")).second) << row.at("code");
  for (const auto& row : rows) {
    const std::string parent = row.at("parent").empty() ? "" : kinds[row.at("parent")];
    EXPECT_TRUE(above.at(row.at("kind")).contains(parent)) << row.at("code");
    EXPECT_FALSE(row.at("name_en").empty() || row.at("name_hi").empty()) << row.at("code");
  }
}

TEST(UpPoliceAccounts, AreOneHundredAndTwentyTwoAndPlaceholdersCannotBeRealHandles) {
  auto accounts = read_csv(UpPolice::folder() + "accounts.csv");
  std::erase_if(accounts, [](const auto& account) { return account.at("channel") != "twitter"; });
  EXPECT_EQ(accounts.size(), 122U);
  std::map<std::string, int> by_kind;
  std::map<std::string, std::string> kinds;
  for (const auto& row : read_csv(UpPolice::folder() + "units.csv")) kinds[row.at("code")] = row.at("kind");
  std::set<std::string> handles;
  for (const auto& account : accounts) {
    EXPECT_TRUE(kinds.contains(account.at("unit"))) << account.at("handle");
    EXPECT_TRUE(handles.insert(account.at("handle")).second) << account.at("handle");
    ++by_kind[kinds[account.at("unit")]];
    const bool is_placeholder = account.at("status") == "placeholder";
    EXPECT_EQ(is_placeholder, account.at("handle").find('-') != std::string::npos) << account.at("handle");
    EXPECT_EQ(account.at("mode"), is_placeholder ? "off" : "replay") << account.at("handle");
    EXPECT_EQ(account.at("department"), "police");
  }
  EXPECT_EQ(by_kind["zone"], 8);
  EXPECT_EQ(by_kind["range"], 18);
  EXPECT_EQ(by_kind["district"], 75);
}

TEST(UpPoliceGazetteer, NamesOnlyDistrictsThatExistAndEveryDistrictInBothScripts) {
  std::set<std::string> districts;
  for (const auto& row : read_csv(UpPolice::folder() + "units.csv"))
    if (row.at("kind") == "district") districts.insert(row.at("code"));
  std::map<std::string, std::set<std::string>> languages;
  for (const auto& row : read_csv(UpPolice::folder() + "gazetteer.csv")) {
    if (row.at("kind") == "road") continue;
    EXPECT_TRUE(districts.contains(row.at("district"))) << row.at("name");
    EXPECT_TRUE(row.at("context").empty() || row.at("context") == "needed") << row.at("name");
    if (row.at("kind") == "district") languages[row.at("district")].insert(row.at("language"));
  }
  EXPECT_EQ(languages.size(), 75U);
  for (const auto& [district, known] : languages) EXPECT_EQ(known.size(), 2U) << district;
}

TEST(UpPoliceCategories, AreThoseOfTheDepartment) {
  const json::value manifest = json::parse(std::string_view(seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size));
  std::set<std::string> known;
  for (const auto& category : manifest.at("categories").as_array()) known.emplace(category.at("code").as_string());
  std::set<std::string> configured;
  for (const auto& row : read_csv(UpPolice::folder() + "categories.csv")) configured.insert(row.at("code"));
  EXPECT_EQ(known, configured);
}

TEST(UpPoliceCategories, AreKnownToTheManifestWhateverIsAssessed) {
  const json::value manifest = json::parse(std::string_view(seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size));
  std::set<std::string> categories;
  for (const auto& category : manifest.at("categories").as_array()) categories.emplace(category.at("code").as_string());
  const std::string lines = read_file(UpPolice::folder() + "demo/posts.jsonl");
  int emergencies = 0;
  int posts = 0;
  for (std::size_t at = 0; at < lines.size(); ++posts) {
    const std::size_t end = lines.find('\n', at);
    ASSERT_EQ(lines[end - 1], '\r');
    const json::value post = json::parse(lines.substr(at, end - at));
    const auto assessment = seva::police::up_police().assess(std::string_view(post.at("data").at("text").as_string()));
    EXPECT_TRUE(categories.contains(assessment.category)) << assessment.category;
    for (const auto& reason : assessment.reasons) EXPECT_TRUE(manifest.at("texts").as_object().contains(reason.code)) << reason.code;
    emergencies += assessment.priority == seva::Priority::emergency ? 1 : 0;
    at = end + 1;
  }
  EXPECT_GE(posts, 300);
  EXPECT_GE(emergencies, 15);
}

TEST(UpPoliceTexts, AreInNfcAndNeverWriteNuktaLettersAsOneCodePoint) {
  for (const std::string& file : texts_of_the_instance()) {
    const std::string text = read_file(file);
    for (std::size_t at = 0; at < text.size();) {
      const auto [c, size] = seva::text::code_point_at(text, at);
      EXPECT_FALSE(c == seva::text::kReplacement && size == 1) << file << " is no UTF-8 at byte " << at;
      EXPECT_FALSE(c >= 0x958 && c <= 0x95F) << file << " is not in NFC at byte " << at;
      at += size;
    }
  }
}

TEST(UpPoliceTexts, AvoidTheWordsThatTheGlossaryForbids) {
  const std::vector<std::string> forbidden = {"परिवाद",  "विचाराधीन", "प्रचलित", "अधूरी जानकारी", "निपटान", "निवारण", "कार्यवाही", "रिपोर्ट", "फॉरवर्ड",
                                              "डिफाल्टर", "आवेदक",      "वेरिफाई", "अन्वेषण",        "कतार",   "कैंसिल",   "ज़िला",     "छँटनी"};
  for (const char* name : {"categories.csv", "replies.yaml", "seva.yaml"}) {
    const std::string text = read_file(UpPolice::folder() + name);
    for (const std::string& word : forbidden) EXPECT_EQ(text.find(word), std::string::npos) << name << " says " << word;
  }
  const std::string_view manifest(seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size);
  for (const std::string& word : forbidden) {
    if (word == "रिपोर्ट") continue;  // "प्रथम सूचना रिपोर्ट" stands in full once on the outcome's form
    EXPECT_EQ(manifest.find(word), std::string_view::npos) << "the manifest says " << word;
  }
}

TEST(UpPoliceReplies, FitIntoAPostWhenTheyAreFilled) {
  constexpr std::size_t kMostCharacters = 280;
  const std::string text = read_file(UpPolice::folder() + "replies.yaml");
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
    const std::size_t end = text.find('"', at + 1);
    std::string reply = text.substr(at + 1, end - at - 1);
    const std::map<std::string, std::string> filled = {{"{docket}", "UPP-7K3M9-Q2XVA-4"},
                                                       {"{unit}", "गौतम बुद्ध नगर"},
                                                       {"{due}", "12 जनवरी, शाम 6:30 बजे"},
                                                       {"{outcome}", "एफ़आईआर 123/2026, थाना हजरतगंज।"},
                                                       {"{question}", "घटना का दिनांक और समय"}};
    for (const auto& [name, value] : filled)
      if (const auto place = reply.find(name); place != std::string::npos) reply.replace(place, name.size(), value);
    std::size_t characters = 0;
    for (std::size_t byte = 0; byte < reply.size(); byte += seva::text::code_point_at(reply, byte).size) ++characters;
    EXPECT_LE(characters, kMostCharacters) << reply;
    EXPECT_EQ(reply.find("http"), std::string::npos) << reply;
    at = end;
  }
}

}  // namespace
