#include "http/served_world.hpp"

namespace seva::http {
namespace {

class Administration : public ServedWorld {
 protected:
  static constexpr const char* kNew =
      R"({"login":"new.officer","name":"SI New Officer","password":"a long enough sentence","roles":[{"role":"officer","unit":"lucknow"}]})";
};

TEST_F(Administration, AddsAUserWhoCanSignIn) {
  Client administrator = as("administrator");
  const auto added = administrator.post("/api/v1/users", kNew);
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_EQ(added.body.find("password"), std::string::npos);
  EXPECT_EQ(visitor().sign_in("new.officer", "a long enough sentence").status, 201);
  EXPECT_EQ(administrator.post("/api/v1/users", kNew).code(), "login_taken");
  EXPECT_EQ(administrator.get("/api/v1/users").body.find("cheap "), std::string::npos) << "hashes never";
}

TEST_F(Administration, RefusesAUserThatBreaksARule) {
  Client administrator = as("administrator");
  const auto with = [&](const std::string& key, const boost::json::value& value) {
    auto user = boost::json::parse(kNew).as_object();
    user[key] = value;
    return administrator.post("/api/v1/users", boost::json::serialize(user));
  };
  EXPECT_EQ(with("login", "New Officer").code(), "login_invalid");
  EXPECT_EQ(with("login", "x").code(), "login_invalid");
  EXPECT_EQ(with("login", "अधिकारी").code(), "login_invalid");
  EXPECT_EQ(with("name", "").code(), "name_invalid");
  EXPECT_EQ(with("password", "short").code(), "password_length");
  EXPECT_EQ(with("roles", {{{"role", "officer"}, {"unit", "atlantis"}}}).code(), "unit_unknown");
  EXPECT_EQ(with("roles", {{{"role", "king"}, {"unit", "hq"}}}).code(), "value_unknown");
  EXPECT_EQ(with("roles", {{{"role", "officer"}, {"unit", "hq"}, {"until", "ever"}}}).code(), "key_unknown");
  EXPECT_EQ(with("roles", "officer").code(), "not_a_list");
  EXPECT_EQ(with("id", "1").code(), "key_unknown");
  EXPECT_EQ(with("password_hash", "x").code(), "key_unknown");
  EXPECT_EQ(with("language", "fr").code(), "value_unknown");
  EXPECT_EQ(administrator.get("/api/v1/users").json().at("users").as_array().size(), 6U);
}

TEST_F(Administration, SaysAtWhichExtensionAPersonTakesCalls) {
  Client administrator = as("administrator");
  Client ravi = as("ravi.verma");
  const auto set = administrator.send("PUT", "/api/v1/users/ravi.verma/extension", R"({"extension":"PJSIP/2001"})");
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(set.json().at("extension").as_string(), "PJSIP/2001");
  EXPECT_EQ(ravi.get("/api/v1/me").json().at("extension").as_string(), "PJSIP/2001") << "the session goes on";
  EXPECT_EQ(administrator.send("PUT", "/api/v1/users/administrator/extension", R"({"extension":"PJSIP/2001"})").code(), "extension_taken");
  EXPECT_EQ(administrator.send("PUT", "/api/v1/users/ravi.verma/extension", R"({"extension":"PJSIP/2001"})").status, 200) << "their own";
  EXPECT_EQ(administrator.send("PUT", "/api/v1/users/ravi.verma/extension", R"({"extension":"a b"})").code(), "extension_invalid");
  EXPECT_EQ(administrator.send("PUT", "/api/v1/users/nobody.here/extension", R"({"extension":"1"})").status, 404);
  EXPECT_EQ(ravi.send("PUT", "/api/v1/users/ravi.verma/extension", R"({"extension":"1"})").status, 403);
  EXPECT_EQ(administrator.send("PUT", "/api/v1/users/ravi.verma/extension", R"({"extension":""})").json().at("extension").as_string(), "");
}

TEST_F(Administration, ANewPasswordEndsAllSessionsOfTheUser) {
  Client ravi = as("ravi.verma");
  EXPECT_EQ(as("administrator").post("/api/v1/users/ravi.verma/password", R"({"password":"another long sentence"})").status, 204);
  EXPECT_EQ(ravi.get("/api/v1/me").status, 401);
  EXPECT_EQ(ravi.sign_in("ravi.verma", kDemoPassword).status, 401);
  EXPECT_EQ(ravi.sign_in("ravi.verma", "another long sentence").status, 201);
}

TEST_F(Administration, OnesOwnPasswordNeedsThePresentOneHoweverTheLoginIsWritten) {
  Client administrator = as("administrator");
  for (const char* login : {"administrator", "ADMINISTRATOR", "Administrator", "%61dministrator"}) {
    const std::string path = std::string("/api/v1/users/") + login + "/password";
    EXPECT_EQ(administrator.post(path, R"({"password":"another long sentence"})").code(), "current_password_wrong") << login;
    EXPECT_EQ(administrator.post(path, R"({"password":"another long sentence","current_password":"wrong"})").status, 403) << login;
  }
  EXPECT_EQ(administrator.get("/api/v1/me").status, 200);
  const std::string body = std::string(R"({"password":"another long sentence","current_password":")") + kDemoPassword + "\"}";
  EXPECT_EQ(administrator.post("/api/v1/users/administrator/password", body).status, 204);
  EXPECT_EQ(administrator.get("/api/v1/me").status, 401);
}

TEST_F(Administration, NobodySwitchesThemselvesOffHoweverTheLoginIsWritten) {
  Client administrator = as("administrator");
  for (const char* login : {"administrator", "ADMINISTRATOR"})
    EXPECT_EQ(administrator.post(std::string("/api/v1/users/") + login + "/disabled", R"({"disabled":true})").code(), "own_account") << login;
  EXPECT_EQ(administrator.get("/api/v1/me").status, 200);
}

TEST_F(Administration, WhoDoesNotExistIsNotFound) {
  Client administrator = as("administrator");
  EXPECT_EQ(administrator.post("/api/v1/users/no.such.person/password", R"({"password":"another long sentence"})").status, 404);
  EXPECT_EQ(administrator.post("/api/v1/users/no.such.person/disabled", R"({"disabled":true})").status, 404);
  EXPECT_EQ(administrator.post("/api/v1/users/ravi.verma/disabled", "{}").code(), "key_missing");
}

TEST_F(Administration, EverybodyChangesTheirOwnPasswordWithThePresentOne) {
  Client ravi = as("ravi.verma");
  EXPECT_EQ(ravi.post("/api/v1/me/password", R"({"password":"another long sentence","current_password":"wrong"})").code(), "current_password_wrong");
  EXPECT_EQ(ravi.post("/api/v1/me/password", R"({"password":"another long sentence"})").code(), "key_missing");
  const auto with = [](const char* password) {
    return std::string(R"({"password":")") + password + R"(","current_password":")" + kDemoPassword + "\"}";
  };
  EXPECT_EQ(ravi.post("/api/v1/me/password", with("short")).code(), "password_length");
  Client elsewhere = as("ravi.verma");
  EXPECT_EQ(ravi.post("/api/v1/me/password", with("another long sentence")).status, 204);
  EXPECT_EQ(elsewhere.get("/api/v1/me").status, 401) << "the other sessions have ended";
  EXPECT_EQ(visitor().sign_in("ravi.verma", "another long sentence").status, 201);
}

TEST_F(Administration, GuessingThePresentPasswordIsLimited) {
  Client ravi = as("ravi.verma");
  int refused = 0;
  for (int round = 0; round < 12; ++round)
    refused += ravi.post("/api/v1/me/password", R"({"password":"another long sentence","current_password":"wrong"})").status == 429 ? 1 : 0;
  EXPECT_EQ(refused, 2);
}

TEST_F(Administration, ListsPluginsAndDeadLettersWithoutTheirBytes) {
  actions::Turn turn;
  turn.channel = "x";
  turn.unreadable = {{"secret bytes of a citizen", 25, std::string(64, 'a'), "webhook", "not_json"}};
  (void)actions::ReceiveMessages(world.ports).commit(std::move(turn));
  Client administrator = as("administrator");
  const auto plugins = administrator.get("/api/v1/admin/plugins").json().at("plugins").as_array();
  EXPECT_EQ(plugins.size(), 3U);
  const auto letters = administrator.get("/api/v1/admin/dead-letters?limit=1");
  EXPECT_EQ(letters.json().at("dead_letters").as_array().size(), 1U);
  EXPECT_EQ(letters.body.find("secret bytes"), std::string::npos);
  EXPECT_EQ(administrator.get("/api/v1/admin/dead-letters?limit=201").status, 400);
}

}  // namespace
}  // namespace seva::http
