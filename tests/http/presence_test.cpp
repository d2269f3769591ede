#include "actions/work_ticket.hpp"
#include "http/live_client.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

class PresenceTest : public ServedWorld {
 protected:
  static Client::Answer put(Client& client, const std::string& docket, const std::string& body) {
    return client.send("PUT", "/api/v1/tickets/" + docket + "/presence", body);
  }
  static boost::json::array people(const Client::Answer& answer) { return answer.json().at("people").as_array(); }
  static std::size_t places(Client& client) { return client.get("/api/v1/presence").json().at("presence").as_array().size(); }
  std::uint32_t seen_by(const std::string& login, const std::string& docket) {
    std::uint32_t version = 0;
    world.store->read([&](actions::Transaction& transaction) {
      const auto ticket = transaction.tickets().by_docket(docket)->id;
      const auto seen = transaction.personal().seen(transaction.people().user_by_login(login)->id, {&ticket, 1});
      version = seen.empty() ? 0 : seen.front().version;
    });
    return version;
  }
};

TEST_F(PresenceTest, WhoLooksAndWhoWritesIsSeenByAllWhoMayReadTheTicket) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  Client meera = as("meera.singh");
  Client kanpur = as("kanpur.desk");
  LiveClient heard(port(), meera);
  heard.next("hello");
  EXPECT_EQ(people(put(ravi, docket, R"({"state":"looking"})")).size(), 1U);
  auto event = heard.next("presence");
  EXPECT_EQ(event.id, "") << "presence is never sent again";
  EXPECT_EQ(event.data.at("people").as_array().at(0).at("login").as_string(), "ravi.verma");
  EXPECT_EQ(people(put(meera, docket, R"({"state":"writing"})")).size(), 2U);
  EXPECT_EQ(heard.next("presence").data.at("people").as_array().at(1).at("state").as_string(), "writing");
  EXPECT_EQ(places(ravi), 1U);
  EXPECT_EQ(places(kanpur), 0U);
  EXPECT_EQ(people(put(ravi, docket, R"({"state":"left"})")).size(), 1U);
  EXPECT_EQ(heard.next("presence").data.at("people").as_array().size(), 1U);
}

TEST_F(PresenceTest, ItEndsAfterThreeQuartersOfAMinuteUnlessItIsRenewed) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  LiveClient heard(port(), as("meera.singh"));
  put(ravi, docket, R"({"state":"looking"})");
  heard.next("presence");
  world.clock.set(world.clock.now() + std::chrono::seconds{40});
  put(ravi, docket, R"({"state":"looking"})");
  world.clock.set(world.clock.now() + std::chrono::seconds{40});
  EXPECT_EQ(places(ravi), 1U);
  world.clock.set(world.clock.now() + std::chrono::seconds{6});
  EXPECT_TRUE(heard.next("presence").data.at("people").as_array().empty());
  EXPECT_EQ(places(ravi), 0U);
}

TEST_F(PresenceTest, ItGoesWithTheTicketToAnotherUnit) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  put(meera, docket, R"({"state":"looking"})");
  ASSERT_TRUE(actions::forward_ticket(world.ports, world.person("meera.singh"), {docket, {}}, "kanpur", "उनका क्षेत्र"));
  Client kanpur = as("kanpur.desk");
  EXPECT_EQ(places(meera), 0U);
  EXPECT_EQ(places(kanpur), 1U);
}

TEST_F(PresenceTest, AnUnreadableTicketIsNotThere) {
  const std::string theirs = a_ticket("कानपुर", "kanpur");
  Client ravi = as("ravi.verma");
  EXPECT_EQ(put(ravi, theirs, R"({"state":"looking","version":1})").status, 404);
  EXPECT_EQ(put(ravi, "no-docket", R"({"state":"looking"})").status, 404);
  EXPECT_EQ(seen_by("ravi.verma", theirs), 0U);
  EXPECT_EQ(places(ravi), 0U);
}

TEST_F(PresenceTest, WhatIsShownCountsAsReadUpToItsVersionAndNoFurther) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  put(ravi, docket, R"({"state":"looking"})");
  EXPECT_EQ(seen_by("ravi.verma", docket), 0U);
  put(ravi, docket, R"({"state":"looking","version":1})");
  EXPECT_EQ(seen_by("ravi.verma", docket), 1U);
  put(ravi, docket, R"({"state":"looking","version":4000000000})");
  EXPECT_EQ(seen_by("ravi.verma", docket), 1U) << "what does not exist yet cannot have been read";
  ASSERT_TRUE(actions::add_note(world.ports, world.person("meera.singh"), {docket, {}}, "x"));
  put(ravi, docket, R"({"state":"looking","version":2})");
  put(ravi, docket, R"({"state":"looking","version":1})");
  EXPECT_EQ(seen_by("ravi.verma", docket), 2U) << "reading does not go back";
  EXPECT_EQ(seen_by("meera.singh", docket), 0U);
}

TEST_F(PresenceTest, WhatItDoesNotTakeIsRefused) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  for (const char* body : {R"({})", R"({"state":"sleeping"})", R"({"state":"looking","version":"1"})", R"({"state":"looking","version":-1})",
                           R"({"state":"looking","login":"meera.singh"})"})
    EXPECT_EQ(put(ravi, docket, body).status, 422) << body;
  ravi.csrf.clear();
  EXPECT_EQ(put(ravi, docket, R"({"state":"looking"})").status, 403);
}

}  // namespace
}  // namespace seva::http
