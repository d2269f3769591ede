#include "http/served_world.hpp"

namespace seva::http {
namespace {

using Manifests = ServedWorld;

TEST_F(Manifests, DepartmentsComeWithTheirFormsAndTheNamesOfTheirFacts) {
  const auto body = as("ravi.verma").get("/api/v1/departments").json();
  ASSERT_EQ(body.at("departments").as_array().size(), 1U);
  const auto& police = body.at("departments").at(0);
  EXPECT_EQ(police.at("icon").as_string(), "shield");
  EXPECT_EQ(police.at("categories").at(0).at("name").at("en").as_string(), "Snatching");
  EXPECT_EQ(police.at("fact_names").at(0).at("name").as_string(), "place");
  const auto& field = police.at("outcomes").at(0).at("fields").at(0);
  EXPECT_EQ(field.at("kind").as_string(), "line");
  EXPECT_TRUE(field.at("required").as_bool());
}

TEST_F(Manifests, ChannelsSayWhatTheyCanDoAndHowTheyCount) {
  world.plugins.reply_limit_json = R"({"limit": 280, "default_weight": 2, "weight_one": [[0, 4351]]})";
  const auto body = as("ravi.verma").get("/api/v1/channels").json();
  ASSERT_EQ(body.at("channels").as_array().size(), 2U) << "what the instance does not name is not shown";
  EXPECT_EQ(body.at("channels").at(1).at("id").as_string(), "counter") << "the kernel's own comes last";
  const auto& x = body.at("channels").at(0);
  EXPECT_EQ(x.at("reply_limit").at("limit").to_number<int>(), 280);
  EXPECT_TRUE(x.at("can_reply").as_bool());
  EXPECT_FALSE(x.at("can_call_back").as_bool());
  EXPECT_EQ(x.at("privacy_class").as_string(), "public");
}

TEST_F(Manifests, NobodyReadsThemWithoutASession) {
  EXPECT_EQ(visitor().get("/api/v1/departments").status, 401);
  EXPECT_EQ(visitor().get("/api/v1/channels").status, 401);
}

}  // namespace
}  // namespace seva::http
