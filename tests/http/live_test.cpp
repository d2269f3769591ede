#include <fstream>

#include "actions/work_ticket.hpp"
#include "http/described_answers.hpp"
#include "http/live_client.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

using domain::Role;

class LiveTest : public ServedWorld {
 protected:
  LiveClient stream(const std::string& login, const std::string& last_event_id = {}) { return {port(), as(login), last_event_id}; }
  void note(const std::string& docket) { ASSERT_TRUE(actions::add_note(world.ports, world.person("meera.singh"), {docket, {}}, "कैमरा 14")); }
  /// A mark that everybody hears: what did not come before it does not come.
  void mark() { world.live.announce({{}, {}, {}, {}, {{"police", "department", true, "running", ""}}, {}}); }
  static std::string docket_of(const LiveClient::Event& event) { return std::string(event.data.at("docket").as_string()); }
  static std::string fault(const LiveClient::Event& event, const std::string& schema) {
    return fault_of(event.data, {{"$ref", "#/components/schemas/" + schema}}, true);
  }
};

TEST_F(LiveTest, TheStreamBeginsWithHelloAndSaysHowSoonToComeBack) {
  LiveClient client = stream("meera.singh");
  EXPECT_EQ(client.status, 200);
  EXPECT_NE(client.head.find("Content-Type: text/event-stream"), std::string::npos);
  EXPECT_NE(client.head.find("Cache-Control: no-store"), std::string::npos);
  EXPECT_EQ(client.head.find("Content-Length"), std::string::npos);
  const auto hello = client.next();
  EXPECT_EQ(hello.type, "hello");
  EXPECT_NE(hello.id, "") << "without a place to begin from, a restart before the first event would go unnoticed";
  EXPECT_EQ(fault(hello, "LiveHello"), "");
}

TEST_F(LiveTest, WithoutASessionThereIsNoStream) {
  EXPECT_EQ(LiveClient(port(), visitor()).status, 401);
  EXPECT_EQ(as("meera.singh").send("HEAD", "/api/v1/live", "").status, 200);
  while (world.live.streams() > 0) std::this_thread::yield();  // A look at the header keeps no place.
}

TEST_F(LiveTest, ANewTicketAndEachActOnItAreHeardByItsUnit) {
  LiveClient client = stream("ravi.verma");
  client.next("hello");
  const std::string docket = a_ticket();
  auto event = client.next();
  EXPECT_EQ(event.type, "ticket");
  EXPECT_EQ(docket_of(event), docket);
  EXPECT_TRUE(event.data.at("readable").as_bool());
  EXPECT_TRUE(event.data.at("by").is_null());
  EXPECT_EQ(fault(event, "LiveTicket"), "");
  note(docket);
  event = client.next();
  EXPECT_EQ(event.data.at("kind").as_string(), "noted");
  EXPECT_EQ(event.data.at("by").as_string(), "meera.singh");
  EXPECT_EQ(event.data.at("version").as_int64(), 2);
}

TEST_F(LiveTest, NobodyHearsOfWhatTheyMayNotRead) {
  LiveClient ravi = stream("ravi.verma");
  LiveClient administrator = stream("administrator");
  LiveClient watcher = stream("watcher");
  for (LiveClient* client : {&ravi, &administrator, &watcher}) client->next("hello");
  const std::string kanpur = a_ticket("कानपुर", "kanpur");
  (void)a_question();
  actions::Changes changes;
  changes.dead_letters.push_back({{5}, "twitter", "digest", "stream", "unreadable", "bytes", 5, world.clock.now()});
  world.ports.store.write([&](actions::Transaction& transaction) { transaction.write(changes); });
  mark();
  EXPECT_TRUE(ravi.until("plugin").empty());
  const auto administrators = administrator.until("plugin");
  ASSERT_EQ(administrators.size(), 1U);
  EXPECT_EQ(administrators.front().type, "dead_letter");
  EXPECT_EQ(fault(administrators.front(), "LiveDeadLetter"), "");
  const auto watched = watcher.until("plugin");
  ASSERT_EQ(watched.size(), 1U) << "a command centre decides no questions";
  EXPECT_EQ(docket_of(watched.front()), kanpur);
}

TEST_F(LiveTest, WhoCouldReadItUntilNowHearsThatItWentAndNotWhereTo) {
  const std::string docket = a_ticket();
  LiveClient ravi = stream("ravi.verma");
  LiveClient kanpur = stream("kanpur.desk");
  ravi.next("hello");
  kanpur.next("hello");
  ASSERT_TRUE(actions::forward_ticket(world.ports, world.person("meera.singh"), {docket, {}}, "kanpur", "उनका क्षेत्र"));
  const auto left = ravi.next("ticket");
  EXPECT_FALSE(left.data.at("readable").as_bool());
  EXPECT_EQ(left.data.at("unit").as_string(), "hazratganj");
  const auto came = kanpur.next("ticket");
  EXPECT_TRUE(came.data.at("readable").as_bool());
  EXPECT_EQ(came.data.at("unit").as_string(), "kanpur");
}

TEST_F(LiveTest, AQuestionOfTriageIsHeardByItsDesk) {
  LiveClient desk = stream("triage.desk");
  desk.next("hello");
  const std::string id = a_question();
  const auto event = desk.next("triage");
  EXPECT_EQ(event.data.at("id").as_string(), id);
  EXPECT_EQ(event.data.at("state").as_string(), "waiting");
  EXPECT_EQ(fault(event, "LiveTriage"), "");
}

TEST_F(LiveTest, WhoComesBackGetsWhatWasMissedInOrderAndOnce) {
  std::string last;
  std::string docket;
  {
    LiveClient client = stream("ravi.verma");
    client.next("hello");
    docket = a_ticket();
    last = client.next("ticket").id;
  }
  note(docket);
  a_ticket("कानपुर", "kanpur");
  note(docket);
  LiveClient back = stream("ravi.verma", last);
  mark();
  const auto missed = back.until("plugin");
  ASSERT_EQ(missed.size(), 3U);
  EXPECT_EQ(missed[0].type, "hello");
  EXPECT_EQ(missed[1].data.at("version").as_int64(), 2);
  EXPECT_EQ(missed[2].data.at("version").as_int64(), 3);
}

TEST_F(LiveTest, WhoMissedMoreThanIsKeptIsToldToAskForEverything) {
  LiveClient client = stream("ravi.verma");
  client.next("hello");
  mark();
  const std::string last = client.next("plugin").id;
  for (int count = 0; count < 260; ++count) mark();
  LiveClient back = stream("ravi.verma", last);
  back.next("hello");
  const auto resync = back.next();
  EXPECT_EQ(resync.type, "resync");
  EXPECT_EQ(resync.data.at("reason").as_string(), "gap");
  EXPECT_EQ(fault(resync, "LiveResync"), "");
  LiveClient again = stream("ravi.verma", resync.id);
  again.next("hello");
  mark();
  EXPECT_EQ(again.next().type, "plugin") << "the id of a resync is one to go on from";
}

TEST_F(LiveTest, AnIdOfAnotherStartOrOfNobodysMakingMeansARestart) {
  mark();
  for (const char* id : {"abc-12345678-1", "7", "-", "--", "a-b-99999999999999999999", "%0d%0a"}) {
    LiveClient client = stream("ravi.verma", id);
    client.next("hello");
    const auto event = client.next();
    EXPECT_EQ(event.type, "resync") << id;
    EXPECT_EQ(event.data.at("reason").as_string(), "restart") << id;
  }
}

TEST_F(LiveTest, WhoHearsOnlyOfOthersAffairsComesBackWithoutAGap) {
  LiveClient client = stream("ravi.verma");
  client.next("hello");
  mark();
  client.next("plugin");
  for (int count = 0; count < 30; ++count) a_ticket("कानपुर " + std::to_string(count), "kanpur");
  const std::string before = client.last_id;
  const int beats = client.comments;
  while (client.comments < beats + 2 && client.next(1).type == "end") {
  }
  EXPECT_NE(client.last_id, before) << "the beat carries the id on";
}

TEST_F(LiveTest, SigningOutEndsTheStreamWithALastWord) {
  Client meera = as("meera.singh");
  LiveClient client(port(), meera);
  LiveClient other = stream("meera.singh");
  client.next("hello");
  other.next("hello");
  EXPECT_EQ(meera.send("DELETE", "/api/v1/session", "").status, 204);
  EXPECT_EQ(client.next("signed_out").type, "signed_out");
  EXPECT_TRUE(client.ends());
  mark();
  EXPECT_EQ(other.next().type, "plugin") << "another browser of the same person goes on";
}

TEST_F(LiveTest, ASessionThatRunsOutEndsTheStream) {
  LiveClient client = stream("meera.singh");
  client.next("hello");
  world.clock.set(world.clock.now() + std::chrono::hours{13});
  EXPECT_EQ(client.next("signed_out").type, "signed_out");
}

TEST_F(LiveTest, WhoeverIsSwitchedOffHearsNothingMore) {
  LiveClient client = stream("ravi.verma");
  client.next("hello");
  ASSERT_TRUE(actions::disable_user(world.ports, "ravi.verma", true));
  a_ticket();
  EXPECT_EQ(client.next().type, "signed_out") << "the ticket came after the person was switched off";
}

TEST_F(LiveTest, OtherRolesMeanAskingForEverythingAndHearingOtherThings) {
  LiveClient client = stream("ravi.verma");
  client.next("hello");
  world.ports.store.write([](actions::Transaction& transaction) {
    auto ravi = *transaction.people().user_by_login("ravi.verma");
    ravi.roles = {{Role::officer, "kanpur"}};
    transaction.people().change(ravi);
  });
  a_ticket("हज़रतगंज", "hazratganj");
  const std::string theirs = a_ticket("कानपुर", "kanpur");
  const auto resync = client.next();
  EXPECT_EQ(resync.type, "resync");
  EXPECT_EQ(resync.data.at("reason").as_string(), "rights");
  mark();
  for (const auto& event : client.until("plugin")) EXPECT_EQ(docket_of(event), theirs);
}

TEST_F(LiveTest, RolesThatChangedWhileAwayMeanAskingForEverything) {
  std::string last;
  {
    LiveClient client = stream("ravi.verma");
    client.next("hello");
    mark();
    last = client.next("plugin").id;
  }
  world.ports.store.write([](actions::Transaction& transaction) {
    auto ravi = *transaction.people().user_by_login("ravi.verma");
    ravi.roles.push_back({Role::officer, "kanpur"});
    transaction.people().change(ravi);
  });
  LiveClient back = stream("ravi.verma", last);
  back.next("hello");
  EXPECT_EQ(back.next().data.at("reason").as_string(), "rights");
}

TEST_F(LiveTest, TheEndOfTheServerEndsTheStreamsAtOnce) {
  LiveClient client = stream("meera.singh");
  client.next("hello");
  const auto begin = std::chrono::steady_clock::now();
  serve({});
  EXPECT_TRUE(client.ends());
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{3});
}

TEST_F(LiveTest, OnePersonCannotTakeAllPlaces) {
  const Client meera = as("meera.singh");
  std::vector<std::unique_ptr<LiveClient>> clients;
  for (int count = 0; count < 8; ++count) {
    clients.push_back(std::make_unique<LiveClient>(port(), meera));
    EXPECT_EQ(clients.back()->status, 200);
  }
  LiveClient refused(port(), meera);
  EXPECT_EQ(refused.status, 503);
  EXPECT_NE(refused.head.find("Retry-After"), std::string::npos);
  EXPECT_EQ(stream("ravi.verma").status, 200);
  clients.pop_back();
  while (world.live.streams() > 7) std::this_thread::yield();
  EXPECT_EQ(LiveClient(port(), meera).status, 200) << "a place that became free is given again";
}

TEST_F(LiveTest, TheStreamCostsNoThreadOfTheServer) {
  const auto threads = [] {
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);)
      if (line.starts_with("Threads:")) return std::stoi(line.substr(8));
    return 0;
  };
  ServerSettings settings;
  settings.most_threads = 8;
  serve(settings);
  std::vector<std::unique_ptr<LiveClient>> clients;
  for (const char* login : {"meera.singh", "ravi.verma", "watcher", "triage.desk"})
    for (int count = 0; count < 8; ++count) clients.push_back(std::make_unique<LiveClient>(port(), as(login)));
  for (auto& client : clients) EXPECT_EQ(client->next("hello").type, "hello");
  EXPECT_EQ(visitor().get("/livez").status, 200);
  EXPECT_LT(threads(), 24);
}

}  // namespace
}  // namespace seva::http
