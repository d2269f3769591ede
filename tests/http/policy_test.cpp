#include <span>

#include "domain/docket.hpp"
#include "http/served_world.hpp"

namespace seva::http {
namespace {

/// What a refusal says, without the request's own number.
std::string said(const Client::Answer& answer) {
  if (answer.header("content-type") != "application/problem+json") return std::to_string(answer.status) + answer.body;
  auto body = answer.json();
  body.erase("request_id");
  return std::to_string(answer.status) + boost::json::serialize(body);
}

struct Act {
  const char* method;
  const char* path;
  const char* body;
};
constexpr Act kReads[] = {{"GET", "", ""},         {"GET", "/timeline", ""},   {"GET", "/explanation", ""},
                          {"GET", "/options", ""}, {"GET", "/duplicates", ""}, {"GET", "/print", ""}};
constexpr Act kWrites[] = {{"PATCH", "", R"({"priority":"low"})"},
                           {"POST", "/replies", R"({"text":"x"})"},
                           {"POST", "/notes", R"({"text":"x"})"},
                           {"POST", "/status", R"({"status":"in_process"})"},
                           {"POST", "/assignment", R"({"login":"ravi.verma"})"},
                           {"POST", "/forward", R"({"unit":"kanpur","reason":"x"})"},
                           {"POST", "/transfer", R"({"unit":"kanpur","reason":"x"})"},
                           {"POST", "/merge", R"({"into":"UPP-7K3M9-Q2XVA-F","reason":"x"})"},
                           {"DELETE", "/merge", ""},
                           {"POST", "/deliveries/1/retry", ""},
                           {"POST", "/verification", "{}"}};

class Policy : public ServedWorld {
 protected:
  std::vector<std::string> listed(Client& client, const std::string& query = "") {
    std::vector<std::string> dockets;
    const auto page = client.get("/api/v1/tickets" + query).json();
    for (const auto& ticket : page.at("tickets").as_array()) dockets.emplace_back(ticket.at("docket").as_string());
    return dockets;
  }
};

TEST_F(Policy, AnotherUnitsTicketLooksExactlyLikeOneThatDoesNotExist) {
  const std::string theirs = a_ticket("मोबाइल", "kanpur");
  const std::string nowhere = domain::Docket::make("UPP", 12345).text();
  Client ravi = as("ravi.verma");
  const std::size_t before = world.events_of(theirs);
  for (const auto& acts : {std::span<const Act>(kReads), std::span<const Act>(kWrites)})
    for (const Act& act : acts) {
      const auto foreign = ravi.send(act.method, "/api/v1/tickets/" + theirs + act.path, act.body, {{"If-Match", "\"99\""}});
      const auto missing = ravi.send(act.method, "/api/v1/tickets/" + nowhere + act.path, act.body, {{"If-Match", "\"99\""}});
      const auto garbage = ravi.send(act.method, std::string("/api/v1/tickets/no-docket") + act.path, act.body);
      EXPECT_EQ(foreign.status, 404) << act.method << act.path;
      EXPECT_EQ(said(foreign), said(missing)) << act.method << act.path;
      EXPECT_EQ(said(garbage), said(missing)) << act.method << act.path;
    }
  EXPECT_EQ(world.events_of(theirs), before);
}

TEST_F(Policy, ListsHoldOnesOwnSubtreeAndNothingElse) {
  const std::string hazratganj = a_ticket("एक", "hazratganj");
  const std::string lucknow = a_ticket("दो", "lucknow");
  const std::string kanpur = a_ticket("तीन", "kanpur");
  Client ravi = as("ravi.verma");
  Client meera = as("meera.singh");
  Client watcher = as("watcher");
  EXPECT_EQ(listed(ravi), std::vector{hazratganj});
  EXPECT_EQ(listed(meera).size(), 2U);
  EXPECT_EQ(listed(watcher).size(), 3U);
  EXPECT_EQ(listed(ravi, "?unit=kanpur").size(), 0U) << "a filter does not widen what one sees";
  EXPECT_EQ(listed(ravi, "?unit=lucknow").size(), 0U);
  EXPECT_EQ(listed(ravi, "?category=snatching&department=police&order=newest"), std::vector{hazratganj});
}

TEST_F(Policy, ACursorMadeByAnotherDoesNotWidenTheList) {
  for (int count = 0; count < 3; ++count) a_ticket("कानपुर " + std::to_string(count), "kanpur");
  Client watcher = as("watcher");
  const std::string cursor(watcher.get("/api/v1/tickets?limit=1").json().at("next_cursor").as_string());
  Client ravi = as("ravi.verma");
  EXPECT_EQ(listed(ravi, "?cursor=" + cursor).size(), 0U);
}

TEST_F(Policy, CountsAreOfOnesOwnSubtree) {
  a_ticket("एक", "hazratganj");
  a_ticket("दो", "kanpur");
  const auto units = as("meera.singh").get("/api/v1/stats/units").json().at("units").as_array();
  ASSERT_EQ(units.size(), 1U);
  EXPECT_EQ(units[0].at("unit").as_string(), "hazratganj");
  EXPECT_EQ(units[0].at("open").as_int64(), 1);
  EXPECT_EQ(as("watcher").get("/api/v1/stats/units").json().at("units").as_array().size(), 2U);
}

TEST_F(Policy, TriageIsForTriageDesksAlone) {
  const std::string id = a_question();
  for (const char* login : {"ravi.verma", "meera.singh", "watcher", "administrator"}) {
    Client client = as(login);
    EXPECT_EQ(client.get("/api/v1/triage").status, 403) << login;
    EXPECT_EQ(client.get("/api/v1/triage/" + id).status, 403) << login;
    EXPECT_EQ(client.post("/api/v1/triage/" + id + "/decision", R"({"dismiss":true,"reason":"x"})").status, 403) << login;
  }
}

TEST_F(Policy, ATriageDeskElsewhereFindsNothingOfAnothers) {
  using domain::Role;
  ASSERT_TRUE(actions::add_user(world.ports, world.hashes, {"kanpur.triage", "कानपुर परीक्षण", kDemoPassword, "hi", {{Role::triage, "kanpur"}}}));
  const std::string id = a_question();
  Client elsewhere = as("kanpur.triage");
  EXPECT_EQ(elsewhere.get("/api/v1/triage").json().at("items").as_array().size(), 0U);
  const auto foreign = elsewhere.get("/api/v1/triage/" + id);
  EXPECT_EQ(foreign.status, 404);
  EXPECT_EQ(said(foreign), said(elsewhere.get("/api/v1/triage/1")));
  EXPECT_EQ(said(foreign), said(elsewhere.post("/api/v1/triage/" + id + "/decision", R"({"dismiss":true,"reason":"x"})")));
  EXPECT_EQ(as("triage.desk").get("/api/v1/triage/" + id).status, 200);
}

TEST_F(Policy, AnAdministratorReadsNoComplaintByThatAlone) {
  const std::string docket = a_ticket();
  Client administrator = as("administrator");
  EXPECT_EQ(listed(administrator).size(), 0U);
  for (const Act& act : kReads) EXPECT_EQ(administrator.send(act.method, "/api/v1/tickets/" + docket + act.path, "").status, 404);
  for (const Act& act : kWrites) EXPECT_EQ(administrator.send(act.method, "/api/v1/tickets/" + docket + act.path, act.body).status, 404);
  EXPECT_EQ(administrator.get("/api/v1/stats/units").status, 403);
}

TEST_F(Policy, ACommandCentreSeesAndTouchesNothing) {
  const std::string docket = a_ticket();
  Client watcher = as("watcher");
  for (const Act& act : kReads) EXPECT_EQ(watcher.send(act.method, "/api/v1/tickets/" + docket + act.path, "").status, 200);
  const std::size_t before = world.events_of(docket);
  for (const Act& act : kWrites) EXPECT_EQ(watcher.send(act.method, "/api/v1/tickets/" + docket + act.path, act.body).status, 403) << act.path;
  EXPECT_EQ(world.events_of(docket), before);
}

TEST_F(Policy, WhoForwardsItAwaySeesItNoMore) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto answer = ravi.post("/api/v1/tickets/" + docket + "/forward", R"({"unit":"kanpur","reason":"It happened there."})");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(ravi.get("/api/v1/tickets/" + docket).status, 404);
  EXPECT_EQ(as("kanpur.desk").get("/api/v1/tickets/" + docket).status, 200);
}

TEST_F(Policy, AdministrationIsForAdministratorsAlone) {
  for (const char* login : {"ravi.verma", "meera.singh", "triage.desk", "watcher"}) {
    Client client = as(login);
    EXPECT_EQ(client.get("/api/v1/users").status, 403) << login;
    EXPECT_EQ(client.post("/api/v1/users", "{}").status, 403) << login;
    EXPECT_EQ(client.post("/api/v1/users/administrator/password", R"({"password":"a long enough sentence"})").status, 403) << login;
    EXPECT_EQ(client.post("/api/v1/users/administrator/disabled", R"({"disabled":true})").status, 403) << login;
    EXPECT_EQ(client.get("/api/v1/admin/plugins").status, 403) << login;
    EXPECT_EQ(client.get("/api/v1/admin/dead-letters").status, 403) << login;
  }
}

TEST_F(Policy, WithoutASessionTheApiIs401) {
  const std::string docket = a_ticket();
  Client client = visitor();
  for (const char* path : {"/api/v1/me", "/api/v1/tickets", "/api/v1/triage", "/api/v1/units", "/api/v1/categories", "/api/v1/stats/units",
                           "/api/v1/users", "/api/v1/admin/plugins", "/api/v1/admin/dead-letters"})
    EXPECT_EQ(client.get(path).status, 401) << path;
  for (const Act& act : kReads) EXPECT_EQ(client.send(act.method, "/api/v1/tickets/" + docket + act.path, "").status, 401);
  for (const Act& act : kWrites) EXPECT_EQ(client.send(act.method, "/api/v1/tickets/" + docket + act.path, act.body).status, 401);
}

TEST_F(Policy, WhatNobodyMayDoHasNoAddress) {
  Client administrator = as("administrator");
  for (const char* path : {"/api/v1/setup", "/api/v1/audit", "/api/v1/plugins", "/api/v1/admin/config"})
    EXPECT_EQ(administrator.get(path).status, 404) << path;
  EXPECT_EQ(administrator.get("/api/v1/search?index=audit").status, 400) << "there is one index, of tickets";
  EXPECT_EQ(administrator.post("/api/v1/admin/plugins", "{}").status, 405);
}

}  // namespace
}  // namespace seva::http
