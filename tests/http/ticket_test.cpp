#include <atomic>
#include <set>
#include <thread>

#include "http/served_world.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

class TicketWork : public ServedWorld {
 protected:
  std::string path(const std::string& docket, const std::string& act = "") { return "/api/v1/tickets/" + docket + act; }
  std::vector<std::string> kinds(Client& client, const std::string& docket) {
    std::vector<std::string> found;
    const auto file = client.get(path(docket, "/timeline")).json();
    for (const auto& entry : file.at("entries").as_array()) found.emplace_back(entry.at("kind").as_string());
    return found;
  }
};

TEST_F(TicketWork, TheListIsPagedWithoutLossOrRepetition) {
  std::set<std::string> made;
  for (int count = 0; count < 7; ++count) made.insert(a_ticket("मोबाइल " + std::to_string(count)));
  for (const std::string& order : {std::string("due"), std::string("newest")}) {
    Client ravi = as("ravi.verma");
    std::vector<std::string> seen;
    std::string cursor;
    for (int page = 0; page < 10; ++page) {
      const auto answer = ravi.get("/api/v1/tickets?limit=3&order=" + order + (cursor.empty() ? "" : "&cursor=" + cursor)).json();
      for (const auto& ticket : answer.at("tickets").as_array()) seen.emplace_back(ticket.at("docket").as_string());
      if (answer.at("next_cursor").is_null()) break;
      cursor = std::string(answer.at("next_cursor").as_string());
    }
    EXPECT_EQ(seen.size(), 7U) << order;
    EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()), made) << order;
  }
}

TEST_F(TicketWork, TheListIsFilteredByWhatIsAsked) {
  const std::string first = a_ticket("एक");
  const std::string second = world.complain({"दो", "hazratganj", "noise", domain::Priority::normal, std::chrono::minutes{5}});
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post(path(first, "/status"), R"({"status":"closed","outcome":{"code":"action","fields":{"action":"x"}}})").status, 200);
  const auto only = [&](const std::string& query) {
    const auto tickets = ravi.get("/api/v1/tickets?" + query).json().at("tickets").as_array();
    return tickets.size() == 1 ? std::string(tickets[0].at("docket").as_string()) : std::to_string(tickets.size());
  };
  EXPECT_EQ(only("status=closed"), first);
  EXPECT_EQ(only("open=true"), second);
  EXPECT_EQ(only("category=noise"), second);
  EXPECT_EQ(only("unit=hazratganj&status=open"), second);
  EXPECT_EQ(only("department=police"), "2");
}

TEST_F(TicketWork, AFilterThatCannotBeIsRefusedByName) {
  Client ravi = as("ravi.verma");
  for (const char* query : {"status=broken", "open=yes", "unit=atlantis", "category=%27%20OR%201=1", "department=x", "order=id;drop", "limit=0",
                            "limit=201", "limit=1000000000", "limit=-1", "limit=99999999999999999999999", "cursor=abc", "cursor=d", "cursor=n1.1",
                            "sort=id", "page=2", "status=open&status=closed", "limit=1e3", "q%5B%24gt%5D=1"}) {
    const auto answer = ravi.get(std::string("/api/v1/tickets?") + query);
    EXPECT_EQ(answer.status, 400) << query;
    EXPECT_EQ(answer.code(), "malformed") << query;
  }
}

TEST_F(TicketWork, AnUndescribedParameterIsRefusedEverywhere) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  for (const std::string& target : {std::string("/api/v1/me?as=administrator"), path(docket) + "?include=secrets", path(docket, "/timeline?raw=1"),
                                    std::string("/api/v1/units?x=1"), std::string("/api/v1/session?x")})
    EXPECT_EQ(ravi.get(target).status, 400) << target;
}

TEST_F(TicketWork, ShowsTheTicketWithItsVersion) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto answer = ravi.get(path(docket));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.json().at("unit_name").at("hi").as_string(), "थाना हज़रतगंज");
  EXPECT_EQ(answer.header("etag"), "\"" + std::to_string(answer.json().at("version").as_int64()) + "\"");
  EXPECT_EQ(ravi.get(path(docket), {{"If-None-Match", answer.header("etag")}}).status, 304);
  EXPECT_EQ(ravi.get("/api/v1/tickets/" + docket.substr(0, 3) + "%20" + docket.substr(4)).status, 200) << "as typed";
}

TEST_F(TicketWork, AReplyIsQueuedOnceAndChangesTheStatusWithIt) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto answer = ravi.post(path(docket, "/replies"), R"({"text":"Which bus was it?","then":{"status":"incomplete"}})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("status").as_string(), "incomplete");
  EXPECT_FALSE(answer.json().at("responded_at").is_null());
  EXPECT_TRUE(answer.json().at("next_due").is_null()) << "the clock stands";
  std::size_t replies = 0;
  const auto file = ravi.get(path(docket, "/timeline")).json();
  for (const auto& entry : file.at("entries").as_array())
    if (entry.at("kind").as_string() == "replied" && entry.at("actor").at("kind").as_string() == "user") {
      ++replies;
      EXPECT_EQ(entry.at("delivery").at("state").as_string(), "queued");
      EXPECT_EQ(entry.at("delivery").at("kind").as_string(), "reply");
    }
  EXPECT_EQ(replies, 1U);
}

TEST_F(TicketWork, AReplyThatTheChannelCannotCarryIsRefusedWithItsSurplus) {
  const std::string docket = a_ticket();
  world.plugins.reply_limit_json = R"({"limit":280,"default_weight":2,"weight_one":[[0,4351]]})";
  Client ravi = as("ravi.verma");
  const std::size_t before = world.events_of(docket);
  const auto answer = ravi.post(path(docket, "/replies"), json::serialize(json::object{{"text", std::string(300, 'x')}}));
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.code(), "text_too_long");
  EXPECT_EQ(answer.json().at("where").as_string(), "text");
  EXPECT_NE(answer.json().at("next").as_string().find("20"), std::string::npos);
  EXPECT_EQ(world.events_of(docket), before);
}

TEST_F(TicketWork, AReplyWhoseStatusIsRefusedIsNotSentEither) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::size_t before = world.events_of(docket);
  const auto answer = ravi.post(path(docket, "/replies"), R"({"text":"Closed.","then":{"status":"closed","outcome":{"code":"fir"}}})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_EQ(answer.code(), "fir_missing");
  EXPECT_EQ(world.events_of(docket), before);
  world.store->read([&](actions::Transaction& transaction) {
    for (const auto& delivery : transaction.deliveries().of_ticket(transaction.tickets().by_docket(docket)->id))
      EXPECT_EQ(delivery.text.find("Closed."), std::string::npos);
  });
}

TEST_F(TicketWork, AConfidentialTicketIsAnsweredInPrivateAlone) {
  const std::string docket = world.complain({"पीछा करने वाला फिर आया", "hazratganj", "women", domain::Priority::high, std::chrono::minutes{5}, true});
  Client ravi = as("ravi.verma");
  EXPECT_EQ(ravi.post(path(docket, "/replies"), R"({"text":"x"})").code(), "confidential");
  EXPECT_EQ(ravi.post(path(docket, "/replies"), R"({"text":"x","private":true})").status, 200);
}

TEST_F(TicketWork, ANoteStaysInTheOffice) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post(path(docket, "/notes"), R"({"text":"Camera 14 of the crossing."})").status, 200);
  EXPECT_EQ(kinds(ravi, docket).back(), "noted");
  EXPECT_EQ(visitor().get("/track/" + docket).body.find("Camera"), std::string::npos);
  world.store->read([&](actions::Transaction& transaction) {
    for (const auto& delivery : transaction.deliveries().of_ticket(transaction.tickets().by_docket(docket)->id))
      EXPECT_EQ(delivery.text.find("Camera"), std::string::npos);
  });
}

TEST_F(TicketWork, ClosingNeedsAnOutcomeThatTheDepartmentAccepts) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"closed"})").code(), "outcome_missing");
  const auto incomplete = ravi.post(path(docket, "/status"), R"({"status":"closed","outcome":{"code":"fir","fields":{"station":"Hazratganj"}}})");
  EXPECT_EQ(incomplete.status, 422);
  EXPECT_EQ(incomplete.json().at("where").as_string(), "outcome.fir_number");
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"open"})").status, 409);
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"in_process","outcome":{"code":"fir"}})").code(), "outcome_unexpected");
  const auto closed =
      ravi.post(path(docket, "/status"), R"({"status":"closed","outcome":{"code":"fir","fields":{"fir_number":"412/2026","station":"H"}}})");
  ASSERT_EQ(closed.status, 200) << closed.body;
  EXPECT_EQ(closed.json().at("outcome").at("fields").at("fir_number").as_string(), "412/2026");
}

TEST_F(TicketWork, ReopeningNeedsAReasonAndIsCounted) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post(path(docket, "/status"), R"({"status":"closed","outcome":{"code":"action","fields":{"action":"x"}}})").status, 200);
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"in_process"})").code(), "reason_missing");
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"in_process","reason":" \n "})").code(), "reason_missing");
  const auto reopened = ravi.post(path(docket, "/status"), R"({"status":"in_process","reason":"The noise went on."})");
  EXPECT_EQ(reopened.json().at("reopened_count").as_int64(), 1);
  EXPECT_TRUE(reopened.json().at("outcome").is_null());
}

TEST_F(TicketWork, AssignsToWhoCanWorkItAndToNobody) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  EXPECT_EQ(meera.post(path(docket, "/assignment"), R"({"login":"kanpur.desk"})").code(), "assignee_unfit");
  EXPECT_EQ(meera.post(path(docket, "/assignment"), R"({"login":"administrator"})").code(), "assignee_unfit");
  EXPECT_EQ(meera.post(path(docket, "/assignment"), R"({"login":"no.such.person"})").code(), "assignee_unfit");
  const auto assigned = meera.post(path(docket, "/assignment"), R"({"login":"ravi.verma"})");
  EXPECT_TRUE(assigned.json().at("assignee").is_string());
  EXPECT_EQ(meera.post(path(docket, "/assignment"), R"({"login":""})").json().at("assignee"), nullptr);
  EXPECT_EQ(as("ravi.verma").post(path(docket, "/assignment"), R"({"login":"ravi.verma"})").status, 200) << "an officer takes it";
}

TEST_F(TicketWork, ForwardingNeedsAReasonAndAUnitThatExists) {
  const std::string docket = a_ticket("x", "lucknow");
  Client meera = as("meera.singh");
  EXPECT_EQ(meera.post(path(docket, "/forward"), R"({"unit":"hazratganj"})").code(), "key_missing");
  EXPECT_EQ(meera.post(path(docket, "/forward"), R"({"unit":"hazratganj","reason":""})").code(), "reason_missing");
  EXPECT_EQ(meera.post(path(docket, "/forward"), R"({"unit":"atlantis","reason":"x"})").code(), "unit_unknown");
  EXPECT_EQ(meera.post(path(docket, "/forward"), R"({"unit":"lucknow","reason":"x"})").code(), "unit_unchanged");
  EXPECT_EQ(meera.post(path(docket, "/forward"), R"({"unit":"hazratganj","reason":"It is theirs."})").json().at("unit").as_string(), "hazratganj");
  EXPECT_EQ(kinds(meera, docket).back(), "forwarded");
  EXPECT_EQ(meera.post(path(docket, "/transfer"), R"({"unit":"alambagh","reason":"No, theirs."})").status, 200);
  EXPECT_EQ(kinds(meera, docket).back(), "transferred");
}

TEST_F(TicketWork, ACorrectionMovesTheDeadlines) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto before = ravi.get(path(docket)).json();
  const auto after = ravi.send("PATCH", path(docket), R"({"category":"noise","priority":"normal","reason":"No theft."})").json();
  EXPECT_EQ(after.at("category").as_string(), "noise");
  EXPECT_GT(after.at("resolution_due").as_string(), before.at("resolution_due").as_string());
  EXPECT_EQ(ravi.send("PATCH", path(docket), R"({"category":"atlantis"})").code(), "category_unknown");
  EXPECT_EQ(ravi.send("PATCH", path(docket), R"({"category":"noise"})").code(), "nothing_corrected");
  EXPECT_EQ(kinds(ravi, docket).back(), "corrected");
}

TEST_F(TicketWork, AClosureIsVerifiedOnceAndBySupervisorsAlone) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  EXPECT_EQ(meera.post(path(docket, "/verification"), "{}").code(), "not_closed");
  ASSERT_EQ(meera.post(path(docket, "/status"), R"({"status":"closed","outcome":{"code":"action","fields":{"action":"x"}}})").status, 200);
  EXPECT_EQ(as("ravi.verma").post(path(docket, "/verification"), "{}").status, 403);
  EXPECT_FALSE(meera.post(path(docket, "/verification"), R"({"reason":"It is right."})").json().at("verified_at").is_null());
  EXPECT_EQ(meera.post(path(docket, "/verification"), "{}").code(), "already_verified");
}

TEST_F(TicketWork, WhoSawAnOlderVersionChangesNothing) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const std::string seen = ravi.get(path(docket)).header("etag");
  ASSERT_EQ(as("meera.singh").post(path(docket, "/notes"), R"({"text":"I was faster."})").status, 200);
  const std::size_t before = world.events_of(docket);
  for (const auto& [act, body] : std::vector<std::pair<std::string, std::string>>{{"/notes", R"({"text":"x"})"},
                                                                                  {"/replies", R"({"text":"x"})"},
                                                                                  {"/status", R"({"status":"in_process"})"},
                                                                                  {"/forward", R"({"unit":"kanpur","reason":"x"})"}}) {
    const auto answer = ravi.post(path(docket, act), body, {{"If-Match", seen}});
    EXPECT_EQ(answer.status, 412) << act;
    EXPECT_EQ(answer.code(), "stale");
  }
  EXPECT_EQ(world.events_of(docket), before);
  const std::string fresh = ravi.get(path(docket)).header("etag");
  EXPECT_EQ(ravi.post(path(docket, "/notes"), R"({"text":"x"})", {{"If-Match", "W/" + fresh}}).status, 200) << "a proxy made it weak";
  for (const char* tag : {"7", "\"\"", "\"x\"", "\"7", "\"99999999999\"", "W/", "\"7\", \"8\""})
    EXPECT_EQ(ravi.post(path(docket, "/notes"), R"({"text":"x"})", {{"If-Match", tag}}).status, 400) << tag;
}

TEST_F(TicketWork, OfManyWhoSawTheSameVersionOneWins) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  const std::string seen = meera.get(path(docket)).header("etag");
  const std::size_t before = world.events_of(docket);
  std::atomic<int> won = 0;
  std::atomic<int> late = 0;
  std::vector<std::thread> people;
  for (int count = 0; count < 8; ++count)
    people.emplace_back([&, client = meera]() mutable {
      const int status = client.post(path(docket, "/notes"), R"({"text":"x"})", {{"If-Match", seen}}).status;
      won += status == 200 ? 1 : 0;
      late += status == 412 ? 1 : 0;
    });
  for (std::thread& person : people) person.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(late, 7);
  EXPECT_EQ(world.events_of(docket), before + 1);
}

TEST_F(TicketWork, AKeyThatNobodyTakesIsRefusedAndNothingChanges) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto before = ravi.get(path(docket)).body;
  for (const auto& [method, act, body] : std::vector<std::tuple<std::string, std::string, std::string>>{
           {"PATCH", "", R"({"category":"noise","unit":"kanpur"})"},
           {"PATCH", "", R"({"priority":"low","id":"1"})"},
           {"POST", "/notes", R"({"text":"x","at":"2020-01-01T00:00:00Z"})"},
           {"POST", "/replies", R"({"text":"x","author":"administrator"})"},
           {"POST", "/replies", R"({"text":"x","then":{"status":"in_process","verified":true}})"},
           {"POST", "/status", R"({"status":"in_process","owner":"me"})"},
           {"POST", "/status", R"({"status":"closed","outcome":{"code":"action","fields":{"action":"x"},"verified":true}})"},
           {"POST", "/assignment", R"({"login":"ravi.verma","role":"administrator"})"}}) {
    const auto answer = ravi.send(method, path(docket, act), body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_EQ(answer.code(), "key_unknown") << body;
  }
  EXPECT_EQ(ravi.get(path(docket)).body, before);
  const auto nested = ravi.post(path(docket, "/replies"), R"({"text":"x","then":{"status":"in_process","verified":true}})");
  EXPECT_EQ(nested.json().at("where").as_string(), "then.verified");
}

TEST_F(TicketWork, AValueOfAnotherKindIsRefused) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  for (const auto& [act, body] :
       std::vector<std::pair<std::string, std::string>>{{"/notes", R"({"text":1})"},
                                                        {"/notes", R"({"text":null})"},
                                                        {"/notes", R"({"text":"a\u0000b"})"},
                                                        {"/notes", R"({"text":"  "})"},
                                                        {"/replies", R"({"text":"x","private":"yes"})"},
                                                        {"/replies", R"({"text":"x","then":[]})"},
                                                        {"/status", R"({"status":"done"})"},
                                                        {"/status", R"({"status":"closed","outcome":{"code":"fir","fields":{"fir_number":412}}})"},
                                                        {"/forward", R"({"unit":["kanpur"],"reason":"x"})"}})
    EXPECT_EQ(ravi.post(path(docket, act), body).status, 422) << body;
}

TEST_F(TicketWork, MessagesAreNeverChanged) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  for (const char* method : {"PATCH", "PUT", "DELETE"}) {
    EXPECT_EQ(ravi.send(method, path(docket, "/timeline"), R"({"text":"x"})").status, 405) << method;
    EXPECT_EQ(ravi.send(method, path(docket, "/notes"), R"({"text":"x"})").status, 405) << method;
  }
  EXPECT_EQ(ravi.send("DELETE", path(docket), "").status, 405);
  EXPECT_EQ(ravi.send("PUT", path(docket), "{}").header("allow"), "GET, PATCH");
}

TEST_F(TicketWork, EveryDecisionExplainsItselfInBothLanguages) {
  const std::string docket = a_ticket();
  std::set<std::string> aspects;
  const auto answer = as("ravi.verma").get(path(docket, "/explanation")).json();
  for (const auto& reason : answer.at("reasons").as_array()) {
    aspects.emplace(reason.at("aspect").as_string());
    EXPECT_NE(reason.at("sentence").at("en").as_string(), "");
    EXPECT_NE(reason.at("sentence").at("hi").as_string(), "");
  }
  for (const char* aspect : {"relevance", "unit", "deadline"}) EXPECT_TRUE(aspects.contains(aspect)) << aspect;
}

}  // namespace
}  // namespace seva::http
