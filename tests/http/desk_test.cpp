#include <future>

#include "actions/index_tickets.hpp"
#include "http/json_output.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;
using domain::Priority;
using std::chrono::minutes;

class Desk : public ServedWorld {
 protected:
  static std::vector<std::string> dockets(const Client::Answer& answer) {
    std::vector<std::string> found;
    if (answer.status != 200) return {answer.body};
    const auto body = answer.json();
    for (const auto& ticket : body.at("tickets").as_array()) found.emplace_back(ticket.at("docket").as_string());
    return found;
  }
  static std::string path(const std::string& docket, const std::string& act = "") { return "/api/v1/tickets/" + docket + act; }
};

TEST_F(Desk, ATicketSaysWhatItIsAboutWhoWroteItAndHowItsClockStands) {
  const std::string docket = world.complain({"मोबाइल छीन ले गए", "hazratganj", "snatching", Priority::high, minutes{60}});
  Client ravi = as("ravi.verma");
  const auto ticket = ravi.get(path(docket)).json();
  EXPECT_EQ(ticket.at("title").at("en").as_string(), "Mobile snatching, हज़रतगंज चौराहा");
  EXPECT_EQ(ticket.at("author").at("handle").as_string(), "anita_example");
  EXPECT_EQ(ticket.at("facts").at(0).at("name").as_string(), "place");
  EXPECT_EQ(ticket.at("clock").at("target").as_string(), "response");
  EXPECT_EQ(ticket.at("clock").at("then").at("target").as_string(), "resolution");
  EXPECT_NE(ticket.at("clock").at("rule").at("en").as_string().find("6 hours"), json::string::npos);
  EXPECT_EQ(ticket.at("clock").at("soon_at").as_string(), written_instant(kDemoNow - minutes{60} + minutes{288})) << "four fifths of six hours";
  EXPECT_TRUE(ticket.at("unread").as_bool());
  EXPECT_TRUE(ticket.at("assignee_name").is_null());
}

TEST_F(Desk, TheClockThatStoodIsToldAndNotCounted) {
  const std::string docket = world.complain({"पर्स चोरी", "hazratganj", "snatching", Priority::high, minutes{60}});
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post(path(docket, "/replies"), R"({"text":"Which bus?","then":{"status":"incomplete"}})").status, 200);
  EXPECT_FALSE(ravi.get(path(docket)).json().at("clock").at("stopped_at").is_null());
  world.clock.set(kDemoNow + minutes{90});
  const auto ticket = ravi.post(path(docket, "/status"), R"({"status":"in_process"})").json();
  EXPECT_EQ(ticket.at("clock").at("not_counted_minutes").as_int64(), 90);
  EXPECT_EQ(ticket.at("clock").at("target").as_string(), "resolution");
}

TEST_F(Desk, IsFilteredByWhatTheContractNames) {
  const std::string late = world.complain({"एक", "hazratganj", "snatching", Priority::high, minutes{7 * 60}});
  const std::string soon = world.complain({"दो", "hazratganj", "noise", Priority::high, minutes{60}});
  const std::string kanpur = world.complain({"तीन", "kanpur", "noise", Priority::normal, minutes{5}});
  Client meera = as("meera.singh");
  Client ravi = as("ravi.verma");
  ASSERT_EQ(meera.post(path(soon, "/assignment"), R"({"login":"ravi.verma"})").status, 200);
  using List = std::vector<std::string>;
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?due=over")), List{late});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?due=today,later")), List{soon});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?due=over,today&order=newest")), (List{soon, late}));
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?category=noise,fraud&status=open,in_process")), List{soon});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?assignee=nobody")), List{late});
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?assignee=me&priority=high")), List{soon});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?assignee=ravi.verma&within=lucknow&channel=x")), List{soon});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?assignee=nobody.at.all")), List{});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?within=zone-kanpur")), List{}) << "not hers";
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?opened_from=2026-11-22&opened_to=2026-11-22")), (List{late, soon}));
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?opened_to=2026-11-21")), List{});
  EXPECT_EQ(dockets(meera.get("/api/v1/tickets?docket=" + soon + "," + kanpur)), List{soon}) << "Kanpur's is not hers";
  EXPECT_EQ(meera.get("/api/v1/tickets?opened_from=22-11-2026").status, 400);
  EXPECT_EQ(meera.get("/api/v1/tickets?due=tomorrow").status, 400);
  EXPECT_EQ(meera.get("/api/v1/tickets?status=open,,closed").status, 400);
}

TEST_F(Desk, IsSearchedByDocketHandleAndWords) {
  const std::string first = a_ticket("बाइक चोरी हो गई Station ke bahar");
  const std::string second = a_ticket("पार्क में शोर");
  actions::IndexTickets index(world.ports);
  while (index.run()) continue;
  Client ravi = as("ravi.verma");
  using List = std::vector<std::string>;
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=" + first)), List{first});
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=" + first.substr(0, 9))), List{first});
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=STATION%20BAHAR")), List{first}) << "case does not count";
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=%E0%A4%B6%E0%A5%8B%E0%A4%B0")), List{second});
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=shor")), List{second}) << "by its sound, in other letters";
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=%40Anita_Example")).size(), 2U);
  const auto found = ravi.get("/api/v1/search?q=shor");
  EXPECT_EQ(dockets(found), List{second});
  EXPECT_EQ(found.json().at("index").at("part").to_number<double>(), 1);
  EXPECT_EQ(ravi.get("/api/v1/search").status, 400);
  EXPECT_EQ(dockets(as("kanpur.desk").get("/api/v1/search?q=shor")), List{});
  EXPECT_EQ(dockets(ravi.get("/api/v1/tickets?q=%40nobody_here")), List{});
  EXPECT_EQ(dockets(as("kanpur.desk").get("/api/v1/tickets?q=" + first)), List{});
}

TEST_F(Desk, CountsByClockWhatTheListFinds) {
  world.complain({"एक", "hazratganj", "snatching", Priority::high, minutes{7 * 60}});
  world.complain({"दो", "hazratganj", "noise", Priority::normal, minutes{60}});
  const std::string closed = a_ticket("तीन");
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post(path(closed, "/status"), R"({"status":"closed","outcome":{"code":"action","fields":{"action":"x"}}})").status, 200);
  const auto counts = ravi.get("/api/v1/tickets/counts").json();
  EXPECT_EQ(counts.at("total").as_int64(), 3);
  EXPECT_EQ(counts.at("over").as_int64(), 1);
  EXPECT_EQ(counts.at("closed").as_int64(), 1);
  EXPECT_EQ(ravi.get("/api/v1/tickets/counts?open=true&category=noise").json().at("total").as_int64(), 1);
  EXPECT_EQ(ravi.get("/api/v1/tickets/counts?unverified=true").json().at("closed").as_int64(), 1);
  EXPECT_EQ(as("kanpur.desk").get("/api/v1/tickets/counts").json().at("total").as_int64(), 0);
}

TEST_F(Desk, SaysWhatAPersonMayDoAndWhyNot) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto options = ravi.get(path(docket, "/options")).json();
  std::map<std::string, bool> acts;
  for (const auto& act : options.at("acts").as_array()) {
    acts[std::string(act.at("act").as_string())] = act.at("may").as_bool();
    if (!act.at("may").as_bool()) {
      EXPECT_FALSE(act.at("why_not").at("hi").as_string().empty());
    }
  }
  EXPECT_EQ(acts.size(), 13U);
  EXPECT_TRUE(acts["reply"] && acts["close"] && acts["merge"] && acts["assign"]);
  EXPECT_FALSE(acts["verify"] || acts["reopen"] || acts["reveal"]);
  EXPECT_EQ(options.at("ways").at(0).at("id").as_string(), "public");
  EXPECT_EQ(options.at("ways").at(0).at("to").as_string(), "@anita_example");
  EXPECT_EQ(options.at("variables").at("unit").at("hi").as_string(), "थाना हज़रतगंज");
  EXPECT_EQ(options.at("people").at(0).at("login").as_string(), "ravi.verma") << "people of the unit itself come first";
  EXPECT_EQ(as("kanpur.desk").get(path(docket, "/options")).status, 404);
  EXPECT_EQ(ravi.get("/api/v1/units/hazratganj/people").json().at("people").as_array().size(), 3U) << "with those above";
  EXPECT_EQ(ravi.get("/api/v1/units/kanpur/people").status, 404);
  EXPECT_EQ(as("watcher").get("/api/v1/units/kanpur/people").status, 404) << "assigns nobody";
}

TEST_F(Desk, TheSameKeyDoesItOnceAndAnswersTheSame) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const Fields key{{"Idempotency-Key", "3f9c1d2e-once"}};
  const std::size_t before = world.events_of(docket);
  const auto first = ravi.post(path(docket, "/replies"), R"({"text":"We are on it."})", key);
  const auto second = ravi.post(path(docket, "/replies"), R"({"text":"We are on it."})", key);
  ASSERT_EQ(first.status, 200) << first.body;
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.body, first.body);
  EXPECT_EQ(second.header("etag"), first.header("etag"));
  EXPECT_EQ(world.events_of(docket), before + 1);
  EXPECT_EQ(ravi.post(path(docket, "/replies"), R"({"text":"Something else."})", key).code(), "idempotency_key_reused");
  EXPECT_EQ(ravi.post(path(docket, "/notes"), R"({"text":"We are on it."})", key).status, 422);
  EXPECT_EQ(ravi.post(path(docket, "/notes"), R"({"text":"x"})", {{"Idempotency-Key", "short"}}).status, 400);
  EXPECT_EQ(as("meera.singh").post(path(docket, "/notes"), R"({"text":"Hers."})", key).status, 200) << "keys are each person's own";
  world.clock.set(kDemoNow + std::chrono::hours{25});
  EXPECT_EQ(as("ravi.verma").post(path(docket, "/notes"), R"({"text":"A day later."})", key).status, 200);
}

TEST_F(Desk, ARefusedRequestTakesNoKey) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const Fields key{{"Idempotency-Key", "3f9c1d2e-again"}};
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"closed"})", key).status, 422);
  EXPECT_EQ(ravi.post(path(docket, "/status"), R"({"status":"in_process"})", key).status, 200);
}

TEST_F(Desk, AMergedTicketLeadsToTheOtherAndComesBack) {
  const std::string older = a_ticket("पहली");
  const std::string younger = a_ticket("दूसरी");
  Client ravi = as("ravi.verma");
  const auto merged = ravi.post(path(younger, "/merge"), json::serialize(json::object{{"into", older}, {"reason", "Told twice."}}));
  ASSERT_EQ(merged.status, 200) << merged.body;
  EXPECT_EQ(merged.json().at("merged_into").as_string(), older);
  EXPECT_EQ(merged.json().at("status").as_string(), "closed");
  const auto leading = ravi.get(path(older, "")).json();
  EXPECT_EQ(leading.at("joined").as_array(), json::array{json::value(younger)});
  EXPECT_GE(leading.at("affected").as_int64(), 1);
  EXPECT_EQ(ravi.post(path(older, "/merge"), json::serialize(json::object{{"into", younger}, {"reason", "In a circle."}})).code(), "leading_merged");
  EXPECT_EQ(ravi.post(path(older, "/merge"), json::serialize(json::object{{"into", older}, {"reason", "Itself."}})).status, 422);
  const std::string kanpur = a_ticket("तीसरी", "kanpur");
  EXPECT_EQ(ravi.post(path(older, "/merge"), json::serialize(json::object{{"into", kanpur}, {"reason", "Not hers."}})).status, 422);
  const auto entries = ravi.get(path(older, "/timeline")).json().at("entries").as_array();
  EXPECT_EQ(entries.back().at("kind").as_string(), "merged");
  EXPECT_EQ(entries.back().at("details").at("docket").as_string(), younger);
  EXPECT_EQ(entries.back().at("actor").at("login").as_string(), "ravi.verma");
  const auto back = ravi.send("DELETE", path(younger, "/merge"), "");
  ASSERT_EQ(back.status, 200) << back.body;
  EXPECT_TRUE(back.json().at("merged_into").is_null());
  EXPECT_EQ(back.json().at("status").as_string(), "open");
  EXPECT_EQ(back.json().at("reopened_count").as_int64(), 0) << "a merge taken back is no reopening";
  EXPECT_EQ(ravi.send("DELETE", path(younger, "/merge"), "").code(), "not_merged");
}

TEST_F(Desk, AFailedAnswerIsTriedAgainOrSentInAnotherWayOnce) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  ASSERT_EQ(ravi.post(path(docket, "/replies"), R"({"text":"We are on it."})").status, 200);
  const auto last = [&] { return ravi.get(path(docket, "/timeline")).json().at("entries").as_array().back().as_object(); };
  const std::string id(last().at("delivery").at("id").as_string());
  const auto settle = [&](domain::DeliveryState state) {
    world.store->write([&](actions::Transaction& transaction) {
      auto delivery = transaction.deliveries().find(domain::DeliveryId{std::stoll(id)});
      delivery->state = state;
      delivery->reason = "not_repliable";
      actions::Changes changes;
      changes.delivery_changes.push_back(*delivery);
      transaction.write(changes);
    });
  };
  settle(domain::DeliveryState::sent);
  EXPECT_EQ(ravi.post(path(docket, "/deliveries/" + id + "/retry"), "").code(), "delivery_not_failed");
  const std::string resend = json::serialize(json::object{{"resends", id}, {"way", "private"}});
  EXPECT_EQ(ravi.post(path(docket, "/replies"), resend).code(), "delivery_not_failed");
  settle(domain::DeliveryState::failed);
  EXPECT_EQ(last().at("delivery").at("reason_text").at("en").as_string(), "this message takes no public reply");
  ASSERT_EQ(ravi.post(path(docket, "/deliveries/" + id + "/retry"), "").status, 200);
  EXPECT_EQ(last().at("delivery").at("state").as_string(), "queued");
  settle(domain::DeliveryState::failed);
  const auto resent = ravi.post(path(docket, "/replies"), resend);
  ASSERT_EQ(resent.status, 200) << resent.body;
  EXPECT_EQ(last().at("delivery").at("kind").as_string(), "private");
  EXPECT_EQ(last().at("delivery").at("text").as_string(), "We are on it.");
  EXPECT_EQ(ravi.post(path(docket, "/replies"), resend).code(), "already_resent");
  EXPECT_EQ(ravi.post(path(docket, "/replies"), R"({"text":"x","way":"pigeon"})").status, 422);
  EXPECT_EQ(ravi.post(path(a_ticket("और"), "/deliveries/" + id + "/retry"), "").status, 404) << "of another ticket";
}

TEST_F(Desk, TwoRequestsAtOnceUnderOneKeyAreDoneOnce) {
  const std::string docket = a_ticket();
  for (int round = 0; round < 10; ++round) {
    const Fields key{{"Idempotency-Key", "at-once-" + std::to_string(round)}};
    Client first = as("ravi.verma");
    Client second = first;
    first.look_at_answers = second.look_at_answers = nullptr;
    const std::string note = R"({"text":"seen at once )" + std::to_string(round) + "\"}";
    auto other = std::async(std::launch::async, [&] { return second.post(path(docket, "/notes"), note, key).status; });
    const int one = first.post(path(docket, "/notes"), note, key).status;
    const int two = other.get();
    EXPECT_TRUE((one == 200 || one == 409) && (two == 200 || two == 409)) << one << " " << two;
    EXPECT_TRUE(one == 200 || two == 200) << "somebody is told that it was done";
    std::size_t notes = 0;
    const auto timeline = as("ravi.verma").get(path(docket, "/timeline")).json();
    for (const auto& entry : timeline.at("entries").as_array())
      if (entry.at("kind").as_string() == "noted" && entry.at("details").at("text").as_string() == "seen at once " + std::to_string(round)) ++notes;
    EXPECT_EQ(notes, 1U);
  }
}

}  // namespace
}  // namespace seva::http
