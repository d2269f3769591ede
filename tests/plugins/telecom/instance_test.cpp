#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "plugins/telecom/communications.hpp"
#include "seva/plugin.h"

extern "C" {
extern const seva_plugin seva_plugin_v1;
}

namespace {

namespace json = boost::json;
using seva::tables::read_csv;
using seva::tables::read_file;
using seva::telecom::communications;
using seva::telecom::Communications;

std::map<std::string, seva::tables::Row> units_by_code() {
  std::map<std::string, seva::tables::Row> units;
  for (const auto& row : communications().units()) EXPECT_TRUE(units.emplace(row.at("code"), row).second) << row.at("code");
  return units;
}

json::value manifest() { return json::parse(std::string_view(seva_plugin_v1.manifest.data, seva_plugin_v1.manifest.size)); }

TEST(CommunicationsUnits, AreTheBodiesOfTheMinistryWithTheirCircles) {
  std::map<std::string, int> kinds;
  for (const auto& row : communications().units()) ++kinds[row.at("kind")];
  EXPECT_EQ(kinds["ministry"], 1);
  EXPECT_EQ(kinds["regulator"], 1);
  EXPECT_EQ(kinds["carrier"], 2);
  EXPECT_EQ(kinds["post"], 1);
  EXPECT_EQ(kinds["operator"], 3);
  EXPECT_EQ(kinds["service_area"], 22 * 4);
  EXPECT_EQ(kinds["telecom_circle"], 27 + 2);
  EXPECT_EQ(kinds["postal_circle"], 23);
  EXPECT_GE(kinds["postal_division"], 440);
}

TEST(CommunicationsUnits, FormATreeInWhichOperatorsStandBesideEachOther) {
  const std::map<std::string, std::set<std::string>> above = {{"ministry", {""}},
                                                              {"desk", {"ministry"}},
                                                              {"regulator", {"ministry"}},
                                                              {"carrier", {"ministry"}},
                                                              {"post", {"ministry"}},
                                                              {"operator", {"ministry"}},
                                                              {"service_area", {"regulator", "operator"}},
                                                              {"telecom_circle", {"carrier"}},
                                                              {"postal_circle", {"post"}},
                                                              {"postal_division", {"postal_circle"}}};
  const auto units = units_by_code();
  for (const auto& [code, row] : units) {
    const std::string& parent = row.at("parent");
    EXPECT_TRUE(above.at(row.at("kind")).contains(parent.empty() ? "" : units.at(parent).at("kind"))) << code;
    EXPECT_FALSE(row.at("name_en").empty() || row.at("name_hi").empty()) << code;
    if (!parent.empty() && units.at(parent).at("kind") != "ministry") {
      EXPECT_TRUE(code.starts_with(parent + "-")) << code << ": a code begins with that of the unit above";
    }
  }
}

TEST(CommunicationsAccounts, AreTheFiveOfTheLaunchAndPlaceholdersThatCannotBeRealHandles) {
  const auto units = units_by_code();
  std::set<std::string> sourced;
  std::set<std::string> handles;
  for (const auto& account : read_csv(Communications::folder() + "accounts.csv")) {
    EXPECT_TRUE(units.contains(account.at("unit"))) << account.at("handle");
    EXPECT_TRUE(handles.insert(account.at("handle")).second) << account.at("handle");
    const bool is_placeholder = account.at("status") == "placeholder";
    EXPECT_EQ(is_placeholder, account.at("handle").find('-') != std::string::npos) << account.at("handle");
    EXPECT_EQ(account.at("mode"), is_placeholder ? "off" : "replay") << account.at("handle");
    EXPECT_EQ(account.at("department"), "telecom");
    if (!is_placeholder) sourced.insert(account.at("handle") + " " + account.at("unit"));
  }
  EXPECT_EQ(sourced,
            (std::set<std::string>{"manojsinhabjp MOC", "DoT_India DOT", "BSNLCorporate BSNL", "MTNLOfficial MTNL", "PostOfficeIndia POST"}));
}

TEST(CommunicationsHashtags, LeadEachToItsOwnBody) {
  std::map<std::string, std::string> hashtags;
  for (const auto& row : read_csv(Communications::folder() + "hashtags.csv")) hashtags[row.at("hashtag")] = row.at("unit");
  EXPECT_EQ(hashtags, (std::map<std::string, std::string>{{"DOTSeva", "DOT"}, {"BSNLSeva", "BSNL"}, {"MTNLSeva", "MTNL"}, {"PostalSeva", "POST"}}));
}

TEST(CommunicationsTables, HoldNothingThatTheDepartmentCannotUse) { EXPECT_EQ(communications().notices(), ""); }

TEST(CommunicationsTables, GiveEveryAreaOneOfficeABody) {
  const auto units = units_by_code();
  for (const auto& row : read_csv(Communications::folder() + "areas.csv")) {
    std::set<std::string> bodies;
    seva::text::detail::for_each_part(row.at("units"), ' ', [&](std::string_view code) {
      ASSERT_TRUE(units.contains(std::string(code))) << code;
      EXPECT_TRUE(bodies.insert(std::string(code.substr(0, code.find('-')))).second) << row.at("area") << " has two offices of one body";
    });
    EXPECT_TRUE(bodies.contains("POST")) << row.at("area");
  }
}

TEST(CommunicationsTables, PutEveryDivisionIntoTheCircleOfItsPinCodes) {
  std::map<std::string, std::string> postal;
  for (const auto& row : read_csv(Communications::folder() + "areas.csv"))
    seva::text::detail::for_each_part(row.at("units"), ' ', [&](std::string_view code) {
      if (code.starts_with("POST")) postal[row.at("area")] = code;
    });
  const auto units = units_by_code();
  int rows = 0;
  int strays = 0;
  for (const auto& row : read_csv(Communications::folder() + "divisions.csv")) {
    const auto told = communications().unit_told("#PostalSeva parcel not received, PIN " + row.at("first"));
    const bool is_in_circle = told == row.at("unit") || told == units.at(row.at("unit")).at("parent");
    strays += is_in_circle ? 0 : 1;
    ++rows;
  }
  EXPECT_GE(rows, 2'000);
  // A few divisions reach over the border of their circle.
  EXPECT_LE(strays, rows / 50);
}

TEST(CommunicationsCategories, AreThoseOfTheDepartment) {
  std::map<std::string, std::string> known;
  const json::value shipped = manifest();
  for (const auto& category : shipped.at("categories").as_array())
    known.emplace(category.at("code").as_string().c_str(),
                  std::string(category.at("name").at("en").as_string()) + "|" + std::string(category.at("name").at("hi").as_string()));
  std::map<std::string, std::string> configured;
  for (const auto& row : read_csv(Communications::folder() + "categories.csv"))
    configured[row.at("code")] = row.at("name_en") + "|" + row.at("name_hi");
  EXPECT_EQ(known, configured);
}

TEST(CommunicationsDemo, IsAssessedInWordsThatTheManifestKnows) {
  const json::value known = manifest();
  std::set<std::string> categories;
  for (const auto& category : known.at("categories").as_array()) categories.emplace(category.at("code").as_string());
  const auto units = units_by_code();
  const std::string lines = read_file(Communications::folder() + "demo/posts.jsonl");
  std::set<std::string> seen;
  int posts = 0;
  for (std::size_t at = 0; at < lines.size(); ++posts) {
    const std::size_t end = lines.find('\n', at);
    ASSERT_EQ(lines[end - 1], '\r');
    const json::value post = json::parse(lines.substr(at, end - at));
    const auto assessment = communications().assess(std::string_view(post.at("data").at("text").as_string()));
    EXPECT_TRUE(categories.contains(assessment.category)) << assessment.category;
    EXPECT_TRUE(assessment.unit.empty() || units.contains(assessment.unit)) << assessment.unit;
    EXPECT_FALSE(assessment.candidates.empty());
    for (const auto& reason : assessment.reasons) EXPECT_TRUE(known.at("texts").as_object().contains(reason.code)) << reason.code;
    for (const auto& [name, value] : assessment.facts) EXPECT_TRUE(known.at("texts").as_object().contains("fact." + name)) << name;
    if (assessment.relevance == seva::RelevanceKind::grievance) seen.insert(assessment.category);
    at = end + 1;
  }
  EXPECT_GE(posts, 200);
  EXPECT_GE(seen.size(), 28U) << "the demo traffic shows nearly every category";
}

TEST(CommunicationsDemo, HoldsNoTelephoneNumberThatCouldBeSomebodys) {
  const std::string text = read_file(Communications::folder() + "demo/posts.txt");
  seva::text::Tokens tokens;
  seva::telecom::NumberReader reader;
  seva::telecom::Numbers numbers;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    tokens.read(std::string_view(text).substr(at, end - at));
    reader.read(tokens, numbers);
    EXPECT_LT(numbers.mobile.size(), 10U) << text.substr(at, end - at);
    // An area code has at most four digits behind its 0; what follows must begin with 0 or 1, as no subscriber's number does.
    if (numbers.landline.size() > 4) {
      EXPECT_NE(numbers.landline.find("10", 1), std::string::npos) << text.substr(at, end - at);
    }
    at = end + 1;
  }
}

TEST(CommunicationsTexts, AreInNfcAndNeverWriteNuktaLettersAsOneCodePoint) {
  for (const auto& entry : std::filesystem::recursive_directory_iterator(Communications::folder())) {
    if (!entry.is_regular_file()) continue;
    const std::string text = read_file(entry.path());
    for (std::size_t at = 0; at < text.size();) {
      const auto [c, size] = seva::text::code_point_at(text, at);
      EXPECT_FALSE(c == seva::text::kReplacement && size == 1) << entry.path() << " is no UTF-8 at byte " << at;
      EXPECT_FALSE(c >= 0x958 && c <= 0x95F) << entry.path() << " is not in NFC at byte " << at;
      at += size;
    }
  }
}

TEST(CommunicationsReplies, FitIntoAPostWhenTheyAreFilled) {
  constexpr std::size_t kMostCharacters = 280;
  const std::string text = read_file(Communications::folder() + "replies.yaml");
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at + 1)) {
    const std::size_t end = text.find('"', at + 1);
    std::string reply = text.substr(at + 1, end - at - 1);
    const std::map<std::string, std::string> filled = {{"{docket}", "COM-7K3M9-Q2XVA-4"},
                                                       {"{unit}", "भारत संचार निगम लिमिटेड"},
                                                       {"{due}", "12 जनवरी, शाम 6:30 बजे"},
                                                       {"{outcome}", "केबल का जोड़ ठीक किया गया।"},
                                                       {"{question}", "शिकायत संख्या"}};
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
