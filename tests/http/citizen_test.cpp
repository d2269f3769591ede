#include <regex>

#include "domain/docket.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

constexpr const char* kHostile =
    "<script>alert(1)</script><img src=x onerror=alert(2)> \"'><svg/onload=alert(3)> javascript:alert(4) {{7*7}} ${7*7} &amp; {{{docket}}}";

class CitizenPage : public ServedWorld {
 protected:
  static std::string other_symbol(std::string docket) {
    docket.back() = docket.back() == 'A' ? 'B' : 'A';
    return docket;
  }
};

TEST_F(CitizenPage, ShowsStageDatesAndUnitAndNeverTextOrAuthor) {
  const std::string docket = a_ticket("हज़रतगंज चौराहे पर माँ का मोबाइल छीन ले गए");
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post("/api/v1/tickets/" + docket + "/notes", R"({"text":"Camera 14."})").status, 200);
  ASSERT_EQ(
      ravi.post("/api/v1/tickets/" + docket + "/replies", R"({"text":"Send us the IMEI.","then":{"status":"incomplete","reason":"IMEI unknown"}})")
          .status,
      200);
  for (const char* language : {"hi", "en"}) {
    const auto page = visitor().get("/track/" + docket + "?lang=" + language);
    ASSERT_EQ(page.status, 200);
    EXPECT_NE(page.body.find(docket), std::string::npos);
    for (const char* hidden : {"मोबाइल", "अनिता", "anita", "Camera", "IMEI", "वर्मा", "post-1", "author-1", "snatching", "छिनैती"})
      EXPECT_EQ(page.body.find(hidden), std::string::npos) << hidden << " on the page in " << language;
  }
  EXPECT_NE(visitor().get("/track/" + docket + "?lang=hi").body.find("थाना हज़रतगंज, लखनऊ"), std::string::npos);
  EXPECT_NE(visitor().get("/track/" + docket + "?lang=en").body.find("Hazratganj police station, Lucknow"), std::string::npos);
}

TEST_F(CitizenPage, LeadsFromAJoinedComplaintToTheOneItWasJoinedTo) {
  const std::string older = a_ticket("हज़रतगंज चौराहे पर माँ का मोबाइल छीन ले गए");
  const std::string younger = a_ticket("फिर वही बात");
  EXPECT_EQ(visitor().get("/track/" + younger).body.find(older), std::string::npos);
  ASSERT_EQ(as("ravi.verma").post("/api/v1/tickets/" + younger + "/merge", R"({"into":")" + older + R"(","reason":"Told twice."})").status, 200);
  const auto page = visitor().get("/track/" + younger + "?lang=en");
  EXPECT_NE(page.body.find("href=\"/track/" + older + "?lang=en\""), std::string::npos) << page.body;
  EXPECT_EQ(visitor().get("/track/" + older + "?lang=en").body.find(younger), std::string::npos);
}

TEST_F(CitizenPage, NoSessionMakesItShowMore) {
  const std::string docket = a_ticket("माँ का मोबाइल");
  const auto page = as("ravi.verma").get("/track/" + docket);
  EXPECT_EQ(page.body.find("मोबाइल"), std::string::npos);
}

TEST_F(CitizenPage, FollowsTheComplaintThroughItsStages) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  const auto page = [&] { return visitor().get("/track/" + docket + "?lang=en").body; };
  EXPECT_NE(page().find("Your complaint has been received"), std::string::npos);
  EXPECT_NE(page().find("left"), std::string::npos) << "until when";
  (void)meera.post("/api/v1/tickets/" + docket + "/status", R"({"status":"in_process"})");
  EXPECT_NE(page().find("Your complaint is being acted on"), std::string::npos);
  (void)meera.post("/api/v1/tickets/" + docket + "/status", R"({"status":"incomplete"})");
  EXPECT_NE(page().find("The clock stands"), std::string::npos);
  (void)meera.post("/api/v1/tickets/" + docket + "/status", R"({"status":"closed","outcome":{"code":"action","fields":{"action":"Patrols."}}})");
  EXPECT_NE(page().find("Your complaint has been disposed of"), std::string::npos);
  EXPECT_EQ(page().find("Patrols."), std::string::npos);
  (void)meera.post("/api/v1/tickets/" + docket + "/verification", "{}");
  EXPECT_NE(page().find("Disposal verified"), std::string::npos);
  (void)meera.post("/api/v1/tickets/" + docket + "/status", R"({"status":"in_process","reason":"Not done."})");
  EXPECT_NE(page().find("Reopened"), std::string::npos);
  EXPECT_EQ(page().find("Not done."), std::string::npos);
  world.clock.set(kDemoNow + std::chrono::hours{24 * 30});
  EXPECT_NE(page().find(" over"), std::string::npos) << "lateness is said in the open";
}

TEST_F(CitizenPage, IsInTheLanguageThatIsAskedForElseInTheBrowsersElseInHindi) {
  const std::string path = "/track/" + a_ticket();
  Client client = visitor();
  const auto language = [&](const std::string& query, const std::string& accepted) {
    return client.get(path + query, accepted.empty() ? Fields{} : Fields{{"Accept-Language", accepted}}).header("content-language");
  };
  EXPECT_EQ(language("", ""), "hi");
  EXPECT_EQ(language("", "en-IN,en;q=0.9,hi;q=0.8"), "en");
  EXPECT_EQ(language("", "hi-IN,hi;q=0.9,en;q=0.8"), "hi");
  EXPECT_EQ(language("", "fr,de"), "hi");
  EXPECT_EQ(language("", "fr,en;q=0.5"), "en");
  EXPECT_EQ(language("?lang=en", "hi"), "en");
  EXPECT_EQ(language("?lang=hi", "en"), "hi");
  EXPECT_EQ(language("?lang=xx", "en"), "en");
  const auto page = client.get(path + "?lang=en");
  EXPECT_NE(page.body.find("<html lang=\"en\">"), std::string::npos);
  EXPECT_NE(page.body.find("?lang=hi"), std::string::npos) << "the other language is a link";
}

TEST_F(CitizenPage, TakesTheDocketAsPeopleTypeIt) {
  const std::string docket = a_ticket();
  std::string typed = docket;
  std::erase(typed, '-');
  for (char& symbol : typed) symbol = static_cast<char>(std::tolower(symbol));
  EXPECT_EQ(visitor().get("/track?docket=" + typed).header("location"), "/track/" + docket);
  EXPECT_EQ(visitor().get("/track/" + typed).status, 200);
  EXPECT_EQ(visitor().get("/track?docket=+&lang=en").header("location"), "/?lang=en");
  EXPECT_EQ(visitor().get("/track?docket=%0d%0aX-Evil:1").header("location").find('\r'), std::string::npos);
}

TEST_F(CitizenPage, SaysThatASymbolIsWrongAndHowADocketLooks) {
  const auto page = visitor().get("/track/" + other_symbol(a_ticket()) + "?lang=en");
  EXPECT_EQ(page.status, 404);
  EXPECT_NE(page.body.find("The last symbol checks all the others"), std::string::npos);
  EXPECT_NE(page.body.find("The letters I, L, O and U are never used"), std::string::npos);
  EXPECT_NE(page.body.find("<form action=\"/track\""), std::string::npos) << "to try again at once";
}

TEST_F(CitizenPage, AnUnknownDocketAndAConfidentialOneLookTheSame) {
  const std::string nowhere = domain::Docket::make("UPP", 987654321).text();
  const std::string secret = world.complain({"पीछा", "hazratganj", "women", domain::Priority::high, std::chrono::minutes{5}, true});
  const auto page = [&](const std::string& docket) {
    auto answer = visitor().get("/track/" + docket);
    EXPECT_EQ(answer.status, 404);
    return std::regex_replace(answer.body, std::regex(docket), "");
  };
  EXPECT_EQ(page(nowhere), page(secret));
}

TEST_F(CitizenPage, GuessingDocketsIsLimitedByAddressAndFindingIsNot) {
  const std::string docket = a_ticket();
  Client client = visitor();
  for (int round = 0; round < 60; ++round) EXPECT_EQ(client.get("/track/" + docket).status, 200);
  int missed = 0;
  for (int round = 0; round < 40; ++round)
    missed += client.get("/track/" + domain::Docket::make("UPP", 1000U + static_cast<unsigned>(round)).text()).status == 404 ? 1 : 0;
  EXPECT_EQ(missed, 30);
  EXPECT_EQ(client.get("/track/" + docket).status, 429);
  world.clock.set(kDemoNow + std::chrono::seconds{11});
  EXPECT_EQ(client.get("/track/" + docket).status, 200);
}

TEST_F(CitizenPage, HostileTextIsInertOnEveryPage) {
  const std::string docket = a_ticket(kHostile);
  a_question(std::string(kHostile) + " ?");
  Client meera = as("meera.singh");
  const std::string body = boost::json::serialize(boost::json::object{{"text", kHostile}});
  ASSERT_EQ(meera.post("/api/v1/tickets/" + docket + "/notes", body).status, 200);
  ASSERT_EQ(meera.post("/api/v1/tickets/" + docket + "/replies", body).status, 200);
  std::vector<std::string> pages = {visitor().get("/track/" + docket).body, visitor().get("/track/%3Cscript%3Ealert(1)%3C%2Fscript%3E").body,
                                    visitor().get("/%3Cscript%3E", {{"Accept", "text/html"}}).body};
  const std::regex tag("<(/?script|img|iframe|object|embed|style|base|link rel=\"import)|<[^>]*\\s(on[a-z]+|style|srcdoc)\\s*=", std::regex::icase);
  const std::regex scheme("(href|src|action)=\"\\s*(javascript|data|vbscript):", std::regex::icase);
  for (const std::string& page : pages) {
    const std::string bare = std::regex_replace(page, std::regex("=\"[^\"]*\""), "=");  // what stands in quotes is text
    EXPECT_FALSE(std::regex_search(bare, tag)) << page.substr(0, 400);
    EXPECT_FALSE(std::regex_search(page, scheme));
    EXPECT_EQ(bare.find("49"), bare.find("UPP-49")) << "a template in the text was worked out";
  }
}

TEST_F(CitizenPage, IsSmallEnoughForAPoorLine) {
  const std::string docket = a_ticket();
  const auto page = visitor().get("/track/" + docket);
  std::smatch style;
  ASSERT_TRUE(std::regex_search(page.body, style, std::regex("href=\"(/assets/[^\"]+\\.css)\"")));
  const auto sheet = visitor().get(style[1]);
  EXPECT_EQ(sheet.status, 200);
  EXPECT_EQ(sheet.header("content-type"), "text/css; charset=utf-8");
  EXPECT_NE(sheet.header("cache-control").find("immutable"), std::string::npos);
  EXPECT_LT(page.body.size() + sheet.body.size(), 15'000U);
  EXPECT_EQ(page.body.find("http://www.w3.org"), std::string::npos);
}

TEST_F(CitizenPage, TheQrCodeLeadsToTheConfiguredAddressWhateverTheHostHeaderSays) {
  ServerSettings settings;
  settings.public_url = "https://seva.example.in";
  serve(settings);
  const std::string path = "/track/" + a_ticket();
  EXPECT_EQ(visitor().get(path).body, visitor().get(path, {{"Host", "evil.example"}}).body);
}

}  // namespace
}  // namespace seva::http
