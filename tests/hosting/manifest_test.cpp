#include "hosting/installed/manifest.hpp"

#include <gmock/gmock.h>

#include "hosting/installed/config_check.hpp"

namespace seva::hosting {
namespace {

using ::testing::HasSubstr;

const std::string kHead = R"({"id": "x1", "kind": "channel", "version": "1.0.0", "api": "1.0", "name": {"en": "X", "hi": "X"})";

domain::Problem refusal(const std::string& text) {
  const auto manifest = read_manifest(text, "x.so");
  return manifest ? domain::Problem{} : manifest.error();
}

std::string manifest_refused_at(const std::string& rest) { return refusal(kHead + ", " + rest + "}").where; }

TEST(Manifest, IsReadWhole) {
  const auto manifest = read_manifest(kHead + R"(, "icon": "at", "config_schema": {"type": "object", "properties": {}},
    "capabilities": {"can_reply": true, "can_call_back": false, "reply_limit": {"limit": 280, "default_weight": 2, "weight_one": [[0, 4351]], "url_weight": 23, "emoji_weight": 2}},
    "hosts": ["api.x.com"], "secrets": [{"name": "token", "label": {"en": "Token", "hi": "टोकन"}}], "privacy_class": "public", "texts": {"why": {"en": "Because of {0}", "hi": "{0} के कारण"}},
    "categories": [{"code": "THEFT", "name": {"en": "Theft"}, "group": "property"}],
    "outcomes": [{"code": "fir", "name": {"en": "FIR"}, "fields": [{"name": "fir_number", "label": {"en": "Number"}, "help": {"en": "Digits"}, "kind": "number", "required": true, "pattern": "[0-9]+"}]}]})",
                                      "x.so");
  ASSERT_TRUE(manifest) << manifest.error().what << manifest.error().where;
  EXPECT_EQ(manifest->id, "x1");
  EXPECT_TRUE(manifest->capabilities.contains("can_reply"));
  EXPECT_FALSE(manifest->capabilities.contains("can_call_back"));
  EXPECT_THAT(manifest->reply_limit_json, HasSubstr("280"));
  EXPECT_EQ(manifest->secrets.at(0).label.hi, "टोकन");
  EXPECT_EQ(manifest->texts.at("why").hi, "{0} के कारण");
  EXPECT_EQ(manifest->categories.at(0).code, "THEFT");
  EXPECT_TRUE(manifest->outcomes.at(0).fields.at(0).is_required);
  EXPECT_EQ(manifest->outcomes.at(0).fields.at(0).kind, "number");
  EXPECT_EQ(manifest->outcomes.at(0).fields.at(0).help.en, "Digits");
  EXPECT_EQ(manifest->outcomes.at(0).fields.at(0).pattern, "[0-9]+");
}

TEST(Manifest, WhatIsNoJsonIsRefused) {
  EXPECT_EQ(refusal("{").code, "manifest_refused");
  EXPECT_EQ(refusal("").code, "manifest_refused");
  EXPECT_EQ(refusal("{\"id\": \"\xff\"}").code, "manifest_refused");
}

TEST(Manifest, EachMissingFieldIsNamed) {
  const std::vector<std::pair<std::string, std::string>> fields{{"id", R"("id": "x1")"},
                                                                {"kind", R"("kind": "channel")"},
                                                                {"version", R"("version": "1")"},
                                                                {"api", R"("api": "1.0")"},
                                                                {"name", R"("name": {"en": "X"})"}};
  for (const auto& [missing, unused] : fields) {
    std::string text = "{";
    for (const auto& [name, field] : fields)
      if (name != missing) text += (text == "{" ? "" : ", ") + field;
    EXPECT_EQ(refusal(text + "}").where, "x.so: " + missing);
  }
}

TEST(Manifest, IdsKeepTheirPattern) {
  for (const char* id : {"X1", "x", "1x", "x-1", "abcdefghijklmnopqrstuvwxyz0123456", ""})
    EXPECT_EQ(refusal(R"({"id": ")" + std::string(id) + R"("})").where, "x.so: id") << id;
}

TEST(Manifest, NewerApiIsRefusedByName) {
  for (const char* api : {"1.1", "2.0", "1.10"})
    EXPECT_EQ(refusal(R"({"id": "x1", "kind": "channel", "version": "1", "name": {"en": "X"}, "api": ")" + std::string(api) + R"("})").code,
              "api_too_new")
        << api;
  for (const char* api : {"1", "one", "1.0.0", "-1.0", ""})
    EXPECT_EQ(refusal(R"({"id": "x1", "kind": "channel", "version": "1", "name": {"en": "X"}, "api": ")" + std::string(api) + R"("})").code,
              "manifest_refused")
        << api;
}

TEST(Manifest, MistakesInsideAreNamedByTheirPlace) {
  EXPECT_EQ(manifest_refused_at(R"("colour": "red")"), "x.so: colour");
  EXPECT_EQ(manifest_refused_at(R"("capabilities": {"reply_limit": 280})"), "x.so: capabilities.reply_limit");
  EXPECT_EQ(manifest_refused_at(R"("capabilities": {"reply_limit": {"limit": 0}})"), "x.so: capabilities.reply_limit.limit");
  EXPECT_EQ(manifest_refused_at(R"("capabilities": {"reply_limit": {"limit": 1, "weight_one": [[9, 1]]}})"),
            "x.so: capabilities.reply_limit.weight_one[0][1]");
  EXPECT_EQ(manifest_refused_at(R"("capabilities": {"may_reply": true})"), "x.so: capabilities.may_reply");
  EXPECT_EQ(manifest_refused_at(R"("config_schema": {"type": 7})"), "x.so: config_schema");
  EXPECT_EQ(manifest_refused_at(R"("texts": {"code": {"hi": "x"}})"), "x.so: texts.code.en");
  EXPECT_EQ(manifest_refused_at(R"("outcomes": [{"code": "a", "name": {"en": "A"}, "fields": [{"label": {"en": "L"}}]}])"),
            "x.so: outcomes[0].fields[0].name");
}

TEST(ConfigCheck, UnknownKeysAreNamed) {
  const std::string schema =
      R"({"type": "object", "properties": {"poll": {"type": "integer", "minimum": 5}, "account": {"type": "object", "additionalProperties": false, "properties": {}}}})";
  EXPECT_FALSE(config_problem("x", R"({"poll": 60})", schema));
  EXPECT_EQ(config_problem("x", R"({"pol": 60})", schema).value().where, "x.config.pol");
  EXPECT_EQ(config_problem("x", R"({"poll": 1})", schema).value().where, "x.config.poll");
  EXPECT_EQ(config_problem("x", R"({"account": {"a": 1}})", schema).value().where, "x.config.account");
  EXPECT_THAT(config_problem("x", R"({"account": {"a": 1}})", schema).value().what, HasSubstr("a"));
  EXPECT_TRUE(config_problem("x", "[]", schema));
}

TEST(ConfigCheck, WithoutASchemaAnyObjectDoes) { EXPECT_FALSE(config_problem("x", R"({"any": 1})", "{}")); }

TEST(Manifest, PrivacyClassIsOneOfThree) {
  for (const char* word : {"public", "personal", "sealed"}) EXPECT_EQ(manifest_refused_at("\"privacy_class\": \"" + std::string(word) + "\""), "");
  EXPECT_THAT(manifest_refused_at(R"("privacy_class": "seald")"), HasSubstr("privacy_class"))
      << "a misspelt word must not open what it meant to seal";
}

}  // namespace
}  // namespace seva::hosting
