#include "actions/plugin_overrides.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

class PluginAdministration : public ServedWorld {
 protected:
  PluginAdministration() : administrator(as("administrator")) {}
  boost::json::object plugin(const std::string& id) {
    const auto list = administrator.get("/api/v1/admin/plugins").json();
    for (const auto& one : list.at("plugins").as_array())
      if (one.at("id").as_string() == id) return one.as_object();
    return {};
  }
  Client::Answer put(const std::string& target, const std::string& body, const Fields& headers = {}) {
    return administrator.send("PUT", target, body, headers);
  }
  std::vector<domain::AdministrationAct> acts() {
    std::vector<domain::AdministrationAct> found;
    world.store->read([&](actions::Transaction& transaction) { found = transaction.administration().acts(50); });
    return found;
  }
  std::string a_letter(actions::DeadLetter letter = {}) {
    letter.id = world.identities.next<domain::DeadLetterId>();
    letter.plugin = "x";
    letter.digest = "digest" + std::to_string(letter.id.value);
    letter.origin = "stream";
    letter.reason = "plugin_failed";
    if (letter.bytes.empty()) letter.bytes = "what nobody could read";
    if (letter.size == 0) letter.size = letter.bytes.size();
    letter.at = world.clock.now();
    letter.is_event = true;
    letter.event = "stream_data";
    world.store->write([&](actions::Transaction& transaction) {
      actions::Changes changes;
      changes.dead_letters = {letter};
      transaction.write(changes);
    });
    return std::to_string(letter.id.value);
  }

  Client administrator;
};

TEST_F(PluginAdministration, ThePluginsAreShownWithTheirHealthAndTheirDay) {
  a_ticket();
  const auto police = plugin("police");
  EXPECT_EQ(police.at("health").as_string(), "ok");
  EXPECT_TRUE(police.at("taken_today").is_int64());
  EXPECT_EQ(police.at("crashes").to_number<int>(), 0);
  EXPECT_EQ(plugin("helpline").at("health").as_string(), "off");
}

TEST_F(PluginAdministration, ASwitchActsAtOnceIsKeptAndWrittenDown) {
  const auto off = put("/api/v1/admin/plugins/police/enabled", R"({"enabled":false})");
  ASSERT_EQ(off.status, 200) << off.body;
  EXPECT_FALSE(world.settings.instance.department("police")->is_enabled);
  domain::Instance loaded_again = world.settings.instance;
  loaded_again.departments[0].is_enabled = true;
  actions::lay_over(loaded_again, actions::read_overrides(*world.store), world.control);
  EXPECT_FALSE(loaded_again.departments[0].is_enabled) << "also after a restart";
  ASSERT_EQ(acts().size(), 1U);
  EXPECT_EQ(acts()[0].act, "plugin_switched");
  EXPECT_EQ(acts()[0].details.at("enabled"), "false");
  EXPECT_FALSE(acts()[0].user_name.empty());
  EXPECT_EQ(put("/api/v1/admin/plugins/police/enabled", R"({"enabled":true})").status, 200);
  EXPECT_TRUE(world.settings.instance.department("police")->is_enabled);
}

TEST_F(PluginAdministration, AHostIsApprovedByNameAndTimeAndWithdrawnAndBothAreWrittenDown) {
  const auto host = [&] { return plugin("x").at("hosts").at(0).as_object(); };
  EXPECT_TRUE(host().at("approved_by").is_null());
  const auto approved = put("/api/v1/admin/plugins/x/hosts", R"({"host":"Service.example","approved":true})");
  ASSERT_EQ(approved.status, 200) << approved.body;
  EXPECT_EQ(approved.json().at("hosts").at(0).at("approved_by").as_string(), "प्रशासक");
  EXPECT_EQ(host().at("approved_at").as_string(), "2026-11-22T06:12:00.000000Z");
  EXPECT_EQ(put("/api/v1/admin/plugins/x/hosts", R"({"host":"service.example","approved":true})").status, 200) << "once more is nothing new";
  ASSERT_EQ(acts().size(), 1U);
  EXPECT_EQ(acts()[0].act, "plugin_host_approved");
  EXPECT_EQ(acts()[0].details.at("host"), "service.example");
  EXPECT_EQ(put("/api/v1/admin/plugins/x/hosts", R"({"host":"service.example","approved":false})").status, 200);
  EXPECT_TRUE(host().at("approved_by").is_null());
  EXPECT_EQ(acts()[0].act, "plugin_host_withdrawn");
  world.settings.instance.channels[0].hosts = {"service.example"};
  EXPECT_TRUE(host().at("named").as_bool()) << "the instance itself names it";
}

TEST_F(PluginAdministration, WhatIsNoHostIsNotApprovedAndOnlyAdministratorsApprove) {
  for (const char* host : {"", "https://service.example/", "two words", ":80", "service.example/path"})
    EXPECT_EQ(put("/api/v1/admin/plugins/x/hosts", R"({"host":")" + std::string(host) + R"(","approved":true})").status, 422) << host;
  EXPECT_EQ(put("/api/v1/admin/plugins/nothing/hosts", R"({"host":"service.example","approved":true})").status, 404);
  EXPECT_EQ(put("/api/v1/admin/plugins/x/hosts", R"({"host":"service.example"})").status, 422);
  EXPECT_EQ(as("meera.singh").send("PUT", "/api/v1/admin/plugins/x/hosts", R"({"host":"service.example","approved":true})").status, 403);
  EXPECT_TRUE(acts().empty());
}

TEST_F(PluginAdministration, WhatDoesNotPassItsCheckIsNotSwitchedOn) {
  world.control.problems = {{"/port", {"The port is missing.", "पोर्ट नहीं है।"}}};
  EXPECT_EQ(put("/api/v1/admin/plugins/police/enabled", R"({"enabled":true})").code(), "config_refused");
  EXPECT_EQ(put("/api/v1/admin/plugins/police/enabled", R"({"enabled":false})").status, 200) << "off it always goes";
}

TEST_F(PluginAdministration, OnlyAdministratorsAndOnlyWhatTheInstanceNames) {
  EXPECT_EQ(as("meera.singh").get("/api/v1/admin/plugins").status, 403);
  EXPECT_EQ(as("meera.singh").send("PUT", "/api/v1/admin/plugins/police/enabled", R"({"enabled":false})").status, 403);
  EXPECT_EQ(put("/api/v1/admin/plugins/nothing/enabled", R"({"enabled":true})").status, 404);
  EXPECT_EQ(put("/api/v1/admin/plugins/police/enabled", R"({"enabled":true,"id":"x"})").status, 422);
}

TEST_F(PluginAdministration, AConfigurationIsSavedByVersionAndItsSecretsAreNeverShown) {
  const auto before = administrator.get("/api/v1/admin/plugins/x/config");
  ASSERT_EQ(before.status, 200) << before.body;
  EXPECT_FALSE(before.json().at("secrets").at(0).at("is_set").as_bool());
  const auto saved =
      put("/api/v1/admin/plugins/x/config", R"({"config":{"port":7411},"secrets":{"token":"very private"}})", {{"If-Match", before.header("etag")}});
  ASSERT_EQ(saved.status, 200) << saved.body;
  EXPECT_EQ(saved.json().at("config").at("port").to_number<int>(), 7411);
  EXPECT_TRUE(saved.json().at("secrets").at(0).at("is_set").as_bool());
  EXPECT_EQ(saved.body.find("very private"), std::string::npos);
  EXPECT_EQ(world.settings.instance.channel("x")->secrets.at("token").front(), "very private");
  std::vector<domain::PluginSecret> kept;
  world.store->read([&](actions::Transaction& transaction) { kept = transaction.administration().secrets(); });
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].sealed.find("very private"), std::string::npos) << "never in clear";
  EXPECT_EQ(put("/api/v1/admin/plugins/x/config", R"({"config":{"port":1}})", {{"If-Match", before.header("etag")}}).status, 412);
}

TEST_F(PluginAdministration, WhatIsWrongIsListedByPlaceAndNothingIsKept) {
  world.control.problems = {{"/port", {"It must be a number.", "यह संख्या हो।"}}};
  const auto refused = put("/api/v1/admin/plugins/x/config", R"({"config":{"port":"no"}})");
  ASSERT_EQ(refused.status, 422);
  EXPECT_EQ(refused.json().at("problems").at(0).at("path").as_string(), "/port");
  EXPECT_TRUE(world.control.tried.empty()) << "it is not started";
  world.control.problems.clear();
  world.control.does_start = false;
  EXPECT_EQ(put("/api/v1/admin/plugins/x/config", R"({"config":{"port":1}})").status, 422);
  EXPECT_EQ(put("/api/v1/admin/plugins/x/config", R"({"config":{},"secrets":{"unknown":"a"}})").status, 422);
  EXPECT_TRUE(actions::read_overrides(*world.store).plugins.empty());
  EXPECT_TRUE(acts().empty());
}

TEST_F(PluginAdministration, ACheckKeepsNothing) {
  const auto checked = administrator.post("/api/v1/admin/plugins/x/config/check", R"({"config":{"port":7411},"secrets":{"token":"a"}})");
  ASSERT_EQ(checked.status, 200) << checked.body;
  EXPECT_TRUE(checked.json().at("passed").as_bool());
  ASSERT_EQ(world.control.tried.size(), 1U);
  EXPECT_EQ(world.control.tried[0].secrets.at("token").front(), "a");
  EXPECT_TRUE(actions::read_overrides(*world.store).plugins.empty());
}

TEST_F(PluginAdministration, ADeadLetterIsHandedAgainAndSettles) {
  const std::string id = a_letter();
  auto list = administrator.get("/api/v1/admin/dead-letters").json();
  EXPECT_EQ(list.at("waiting").to_number<int>(), 1);
  EXPECT_EQ(list.at("dead_letters").at(0).at("kind").as_string(), "event");
  world.control.handed = actions::HandedAgain::failed;
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/" + id + "/retry", "").json().at("state").as_string(), "failed_again");
  world.control.handed = actions::HandedAgain::accepted;
  const auto taken = administrator.post("/api/v1/admin/dead-letters/" + id + "/retry", "").json();
  EXPECT_EQ(taken.at("state").as_string(), "accepted");
  EXPECT_EQ(taken.at("attempts").to_number<int>(), 3);
  EXPECT_EQ(world.control.handed_letters.back().bytes, "what nobody could read");
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/" + id + "/retry", "").code(), "letter_settled");
  EXPECT_EQ(administrator.get("/api/v1/admin/dead-letters").json().at("waiting").to_number<int>(), 0);
  EXPECT_EQ(administrator.get("/api/v1/admin/dead-letters?state=settled&plugin=x").json().at("dead_letters").as_array().size(), 1U);
  EXPECT_EQ(acts().size(), 2U);
}

TEST_F(PluginAdministration, ADeadLetterIsDismissedWithAReasonAndOnce) {
  const std::string id = a_letter();
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/" + id + "/dismissal", R"({"reason":"x"})").status, 422);
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/" + id + "/dismissal", R"({"reason":"A test of the exchange."})").status, 200);
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/" + id + "/dismissal", R"({"reason":"Again."})").status, 409);
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/7/dismissal", R"({"reason":"Nothing there."})").status, 404);
}

TEST_F(PluginAdministration, WhatWasCutIsNotHandedAgain) {
  actions::DeadLetter large;
  large.size = 5'000'000;
  EXPECT_EQ(administrator.post("/api/v1/admin/dead-letters/" + a_letter(large) + "/retry", "").code(), "letter_cut");
  EXPECT_TRUE(world.control.handed_letters.empty());
}

TEST_F(PluginAdministration, DeadLettersArePaged) {
  for (int count = 0; count < 5; ++count) a_letter();
  std::size_t seen = 0;
  std::string cursor;
  do {
    const auto page = administrator.get("/api/v1/admin/dead-letters?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor)).json();
    seen += page.at("dead_letters").as_array().size();
    cursor = page.at("next_cursor").is_null() ? "" : std::string(page.at("next_cursor").as_string());
  } while (!cursor.empty());
  EXPECT_EQ(seen, 5U);
}

}  // namespace
}  // namespace seva::http
