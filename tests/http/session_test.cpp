#include <algorithm>
#include <ctime>
#include <limits>

#include "http/served_world.hpp"
#include "machine/argon2_hashes.hpp"

namespace seva::http {
namespace {

class Session : public ServedWorld {
 protected:
  static std::string credentials(const std::string& login, const std::string& password) {
    return boost::json::serialize(boost::json::object{{"login", login}, {"password", password}});
  }
};

TEST_F(Session, TellsWhoSignedInAndWhatTheyMayDo) {
  Client meera = visitor();
  const auto answer = meera.sign_in("Meera.Singh", kDemoPassword);
  ASSERT_EQ(answer.status, 201);
  EXPECT_EQ(answer.json().at("user").at("login").as_string(), "meera.singh");
  EXPECT_EQ(meera.get("/api/v1/session").json().at("csrf_token").as_string(), meera.csrf);
  const auto me = meera.get("/api/v1/me").json();
  const auto& permissions = me.at("permissions").as_array();
  EXPECT_NE(std::find(permissions.begin(), permissions.end(), boost::json::value("reply")), permissions.end());
  EXPECT_EQ(std::find(permissions.begin(), permissions.end(), boost::json::value("administer")), permissions.end());
  EXPECT_EQ(answer.body.find("cheap "), std::string::npos) << "a hash left the server";
}

TEST_F(Session, AWrongPasswordAndAnUnknownLoginGetTheSameAnswer) {
  Client client = visitor();
  auto known = client.post("/api/v1/session", credentials("meera.singh", "not the right sentence"));
  auto unknown = client.post("/api/v1/session", credentials("nobody.at.all", "not the right sentence"));
  EXPECT_EQ(known.status, 401);
  EXPECT_EQ(unknown.status, 401);
  auto without_number = [](Client::Answer& answer) {
    auto body = answer.json();
    body.erase("request_id");
    return boost::json::serialize(body);
  };
  EXPECT_EQ(without_number(known), without_number(unknown));
  EXPECT_EQ(known.header("set-cookie"), "");
}

/// Of this thread's work alone, so that a busy machine does not count.
std::int64_t own_nanoseconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

/// With the real hashes, since it is their time that would tell.
TEST_F(Session, AnUnknownLoginTakesAsLongAsAKnownOne) {
  machine::Argon2Hashes hashes;
  actions::SignIn sign_in(world.ports, hashes);
  ASSERT_TRUE(actions::set_password(world.ports, hashes, "meera.singh", kDemoPassword));
  const auto shortest = [&](const std::string& login) {
    std::int64_t best = std::numeric_limits<std::int64_t>::max();
    for (int round = 0; round < 4; ++round) {
      const std::int64_t begin = own_nanoseconds();
      EXPECT_FALSE(sign_in.sign_in(login, "not the right sentence", "198.51.100." + std::to_string(round)));
      best = std::min(best, own_nanoseconds() - begin);
    }
    return static_cast<double>(best);
  };
  const double ratio = shortest("meera.singh") / shortest("nobody.at.all");
  EXPECT_GT(ratio, 0.7);
  EXPECT_LT(ratio, 1.4);
}

TEST_F(Session, AStoredHashIsNoPassword) {
  std::string hash;
  world.store->read([&](actions::Transaction& transaction) { hash = transaction.people().user_by_login("meera.singh")->password_hash; });
  EXPECT_EQ(visitor().post("/api/v1/session", credentials("meera.singh", hash)).status, 401);
}

TEST_F(Session, EachLoginMakesANewIdAndEndsTheOneThatCameWithIt) {
  Client client = as("meera.singh");
  const std::string before = client.cookie;
  ASSERT_EQ(client.sign_in("meera.singh", kDemoPassword).status, 201);
  EXPECT_NE(client.cookie, before);
  Client old = visitor();
  old.cookie = before;
  EXPECT_EQ(old.get("/api/v1/me").status, 401);
  EXPECT_EQ(client.get("/api/v1/me").status, 200);
}

TEST_F(Session, ACookieThatTheVisitorMadeUpIsNotTakenOver) {
  Client client = visitor();
  client.cookie = "seva=" + std::string(64, 'a');
  ASSERT_EQ(client.sign_in("meera.singh", kDemoPassword).status, 201);
  EXPECT_EQ(client.cookie.find(std::string(64, 'a')), std::string::npos);
}

TEST_F(Session, LogOutEndsTheSessionOnTheServer) {
  Client client = as("meera.singh");
  const auto answer = client.send("DELETE", "/api/v1/session", "");
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(answer.header("set-cookie").find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
}

TEST_F(Session, EndsByItselfAfterTwelveHours) {
  Client client = as("meera.singh");
  world.clock.set(kDemoNow + std::chrono::hours{11});
  EXPECT_EQ(client.get("/api/v1/me").status, 200);
  world.clock.set(kDemoNow + std::chrono::hours{12});
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
}

TEST_F(Session, ADisabledUserIsOutAtOnceAndStaysOut) {
  Client client = as("ravi.verma");
  EXPECT_EQ(as("administrator").post("/api/v1/users/ravi.verma/disabled", R"({"disabled":true})").status, 204);
  EXPECT_EQ(client.get("/api/v1/me").status, 401);
  EXPECT_EQ(client.sign_in("ravi.verma", kDemoPassword).status, 401);
}

TEST_F(Session, TooManyFailuresOfOneAccountAreRefusedEvenWithTheRightPassword) {
  Client client = visitor();
  for (int round = 0; round < 10; ++round) EXPECT_EQ(client.post("/api/v1/session", credentials("ravi.verma", "wrong")).status, 401);
  const auto refused = client.post("/api/v1/session", credentials("ravi.verma", kDemoPassword));
  EXPECT_EQ(refused.status, 429);
  EXPECT_GT(std::stoi(refused.header("retry-after")), 0);
  EXPECT_EQ(client.sign_in("meera.singh", kDemoPassword).status, 201) << "another account is free";
  world.clock.set(kDemoNow + std::chrono::minutes{16});
  EXPECT_EQ(client.sign_in("ravi.verma", kDemoPassword).status, 201);
}

TEST_F(Session, TooManyFailuresFromOneAddressAreRefusedForAllAccounts) {
  ServerSettings settings;
  settings.trusted_proxies = {"127.0.0.1"};
  serve(settings);
  Client client = visitor();
  for (int round = 0; round < 30; ++round)
    EXPECT_EQ(client.post("/api/v1/session", credentials("guess" + std::to_string(round), "wrong"), {{"X-Forwarded-For", "203.0.113.9"}}).status,
              401);
  EXPECT_EQ(client.post("/api/v1/session", credentials("meera.singh", kDemoPassword), {{"X-Forwarded-For", "203.0.113.9"}}).status, 429);
  EXPECT_EQ(client.post("/api/v1/session", credentials("meera.singh", kDemoPassword), {{"X-Forwarded-For", "203.0.113.10"}}).status, 201);
}

TEST_F(Session, WhoHasANetworkOfAddressesIsStillOne) {
  ServerSettings settings;
  settings.trusted_proxies = {"127.0.0.1"};
  serve(settings);
  Client client = visitor();
  const auto from = [](int host) { return Fields{{"X-Forwarded-For", "2001:db8:0:0:" + std::to_string(host) + "::" + std::to_string(host)}}; };
  for (int host = 1; host <= 30; ++host) (void)client.post("/api/v1/session", credentials("guess" + std::to_string(host), "wrong"), from(host));
  EXPECT_EQ(client.post("/api/v1/session", credentials("meera.singh", kDemoPassword), from(77)).status, 429);
  EXPECT_EQ(client.post("/api/v1/session", credentials("meera.singh", kDemoPassword), {{"X-Forwarded-For", "2001:db8:0:1::1"}}).status, 201);
}

TEST_F(Session, AnAddressThatNoTrustedProxyNamedIsNotBelieved) {
  Client client = visitor();
  for (int round = 0; round < 30; ++round)
    (void)client.post("/api/v1/session", credentials("guess" + std::to_string(round), "wrong"),
                      {{"X-Forwarded-For", "203.0.113." + std::to_string(round)}});
  EXPECT_EQ(client.post("/api/v1/session", credentials("meera.singh", kDemoPassword), {{"X-Forwarded-For", "203.0.113.99"}}).status, 429);
}

TEST_F(Session, TheCookieIsForHttpAloneAndStaysOnTheSite) {
  const std::string cookie = visitor().sign_in("meera.singh", kDemoPassword).header("set-cookie");
  EXPECT_NE(cookie.find("; HttpOnly"), std::string::npos);
  EXPECT_NE(cookie.find("; SameSite=Lax"), std::string::npos);
  EXPECT_NE(cookie.find("; Path=/"), std::string::npos);
  EXPECT_EQ(cookie.find("Domain"), std::string::npos);
}

TEST_F(Session, BehindHttpsTheCookieIsSecureAndBoundToTheHost) {
  ServerSettings settings;
  settings.public_url = "https://seva.example.in";
  serve(settings);
  Client client = visitor();
  const auto answer = client.sign_in("meera.singh", kDemoPassword);
  EXPECT_TRUE(answer.header("set-cookie").starts_with("__Host-seva="));
  EXPECT_NE(answer.header("set-cookie").find("; Secure"), std::string::npos);
  EXPECT_NE(answer.header("strict-transport-security"), "");
  EXPECT_EQ(client.get("/api/v1/me").status, 200);
}

TEST_F(Session, AWriteWithoutTheTokenIsRefusedAndChangesNothing) {
  const std::string docket = a_ticket();
  Client client = as("ravi.verma");
  const std::size_t before = world.events_of(docket);
  const std::string path = "/api/v1/tickets/" + docket + "/notes";
  for (const std::string& token : {std::string{}, std::string(64, '0'), as("meera.singh").csrf}) {
    Client forger = client;
    forger.csrf.clear();
    Fields headers;
    if (!token.empty()) headers.emplace_back("X-CSRF-Token", token);
    const auto answer = forger.post(path, R"({"text":"x"})", headers);
    EXPECT_EQ(answer.status, 403);
    EXPECT_EQ(answer.code(), "csrf_token_wrong");
  }
  EXPECT_EQ(world.events_of(docket), before);
  EXPECT_EQ(client.post(path, R"({"text":"x"})").status, 200);
}

TEST_F(Session, AForeignOriginIsRefusedEvenWithTheToken) {
  const std::string docket = a_ticket();
  Client client = as("ravi.verma");
  const std::string path = "/api/v1/tickets/" + docket + "/notes";
  for (const Fields& headers : {Fields{{"Origin", "https://evil.example"}}, Fields{{"Origin", "null"}}, Fields{{"Sec-Fetch-Site", "cross-site"}},
                                Fields{{"Sec-Fetch-Site", "same-site"}}, Fields{{"Origin", "http://127.0.0.1:1"}}})
    EXPECT_EQ(client.post(path, R"({"text":"x"})", headers).code(), "origin_foreign");
  EXPECT_EQ(visitor().post("/api/v1/session", credentials("meera.singh", kDemoPassword), {{"Origin", "https://evil.example"}}).status, 403)
      << "nobody is signed in as somebody else from a foreign page";
  EXPECT_EQ(client.post(path, R"({"text":"x"})", {{"Origin", "http://127.0.0.1:" + std::to_string(port())}}).status, 200);
}

TEST_F(Session, NobodyActsInAnothersName) {
  Client client = as("ravi.verma");
  EXPECT_EQ(client.get("/api/v1/me", {{"X-On-Behalf-Of", "administrator"}}).status, 403);
  EXPECT_EQ(visitor().get("/api/v1/me", {{"X-Remote-User", "administrator"}}).status, 401);
}

}  // namespace
}  // namespace seva::http
