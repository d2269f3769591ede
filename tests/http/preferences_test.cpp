#include "http/served_world.hpp"

namespace seva::http {
namespace {

class PreferencesTest : public ServedWorld {};

TEST_F(PreferencesTest, TheInstanceIntroducesItselfToAnybody) {
  const auto instance = visitor().get("/api/v1/instance");
  EXPECT_EQ(instance.status, 200);
  EXPECT_EQ(instance.json().at("docket_prefix").as_string(), "UPP");
  EXPECT_EQ(instance.json().at("build").as_string(), "none") << "no console was built for this test";
}

TEST_F(PreferencesTest, TheyAreKeptWithTheAccountAndReadWithThePerson) {
  Client ravi = as("ravi.verma");
  EXPECT_EQ(ravi.get("/api/v1/me").json().at("preferences").as_object(), (boost::json::object{{"language", "hi"}}));
  const auto set = ravi.send("PUT", "/api/v1/me/preferences", R"({"language":"en","theme":"dark","keys":false,"density":"large"})");
  EXPECT_EQ(set.status, 200);
  const auto me = as("ravi.verma").get("/api/v1/me").json();
  EXPECT_EQ(me.at("preferences"), set.json());
  EXPECT_EQ(me.at("language").as_string(), "en") << "the account's language is one";
  EXPECT_EQ(ravi.send("PUT", "/api/v1/me/preferences", R"({"theme":"light"})").json(), (boost::json::object{{"theme", "light"}}));
  EXPECT_FALSE(as("meera.singh").get("/api/v1/me").json().at("preferences").as_object().contains("theme"));
}

TEST_F(PreferencesTest, AnUnknownKeyOrValueChangesNothing) {
  Client ravi = as("ravi.verma");
  for (const char* body : {R"({"role":"administrator"})", R"({"theme":"pink"})", R"({"language":"fr"})", R"({"keys":"yes"})", R"({"density":7})"})
    EXPECT_EQ(ravi.send("PUT", "/api/v1/me/preferences", body).status, 422) << body;
  EXPECT_EQ(ravi.get("/api/v1/me").json().at("preferences").as_object(), (boost::json::object{{"language", "hi"}}));
}

TEST_F(PreferencesTest, HomeIsTheDeskOfThePerson) {
  EXPECT_EQ(as("ravi.verma").get("/api/v1/me").json().at("home").as_string(), "hazratganj");
  EXPECT_EQ(as("meera.singh").get("/api/v1/session").json().at("user").at("home").as_string(), "lucknow");
}

}  // namespace
}  // namespace seva::http
