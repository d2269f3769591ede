#include "http/served_world.hpp"

namespace seva::http {
namespace {

namespace json = boost::json;

class Bulk : public ServedWorld {
 protected:
  json::object send(Client& client, json::object body) {
    const auto answer = client.post("/api/v1/tickets/bulk", json::serialize(body));
    EXPECT_EQ(answer.status, 200) << answer.body;
    return answer.json();
  }
  static json::object forward_to(const char* unit) { return {{"kind", "forward"}, {"unit", unit}, {"reason", "It happened there."}}; }
  std::string unit_of(Client& client, const std::string& docket) {
    const auto answer = client.get("/api/v1/tickets/" + docket);
    return answer.status == 200 ? std::string(answer.json().at("unit").as_string()) : std::to_string(answer.status);
  }
};

TEST_F(Bulk, IsSeenFirstThenDoneToExactlyWhatWasSeenAndTakenBack) {
  const std::string first = a_ticket("एक");
  const std::string second = a_ticket("दो");
  Client meera = as("meera.singh");
  const auto seen = send(meera, {{"filter", {{"within", "lucknow"}, {"open", true}}}, {"act", forward_to("alambagh")}, {"dry_run", true}});
  EXPECT_EQ(seen.at("done").as_int64(), 2);
  EXPECT_TRUE(seen.at("undo").is_null());
  EXPECT_EQ(unit_of(meera, first), "hazratganj") << "a rehearsal does nothing";
  const std::string third = a_ticket("तीन");
  ASSERT_EQ(meera.post("/api/v1/tickets/" + second + "/notes", R"({"text":"Somebody was faster."})").status, 200);
  const auto done = send(meera, {{"selection", seen.at("selection")}, {"act", forward_to("alambagh")}});
  EXPECT_EQ(done.at("total").as_int64(), 2) << "what came later is not touched";
  EXPECT_EQ(done.at("done").as_int64(), 1);
  EXPECT_EQ(done.at("results").at(1).at("problem").at("code").as_string(), "stale");
  EXPECT_EQ(unit_of(meera, first), "alambagh");
  EXPECT_EQ(unit_of(meera, second), "hazratganj");
  const std::string token = json::serialize(json::object{{"token", done.at("undo").at("token")}});
  EXPECT_EQ(as("triage.desk").post("/api/v1/tickets/bulk/undo", token).code(), "undo_gone") << "whoever acted takes it back";
  const std::size_t events = world.events_of(first);
  const auto undone = meera.post("/api/v1/tickets/bulk/undo", token);
  ASSERT_EQ(undone.status, 200) << undone.body;
  EXPECT_EQ(undone.json().at("done").as_int64(), 1);
  EXPECT_EQ(unit_of(meera, first), "hazratganj");
  EXPECT_EQ(world.events_of(first), events + 1) << "by a new event";
  EXPECT_EQ(meera.post("/api/v1/tickets/bulk/undo", token).status, 409) << "once";
  EXPECT_EQ(
      meera.post("/api/v1/tickets/bulk", json::serialize(json::object{{"selection", seen.at("selection")}, {"act", forward_to("alambagh")}})).code(),
      "selection_gone");
}

TEST_F(Bulk, WhatHappenedSinceStays) {
  const std::string docket = a_ticket();
  Client meera = as("meera.singh");
  const auto done = send(meera, {{"dockets", {docket}}, {"act", {{"kind", "assign"}, {"login", "ravi.verma"}}}});
  ASSERT_EQ(done.at("done").as_int64(), 1);
  ASSERT_EQ(meera.post("/api/v1/tickets/" + docket + "/notes", R"({"text":"Go there."})").status, 200);
  const auto undone = meera.post("/api/v1/tickets/bulk/undo", json::serialize(json::object{{"token", done.at("undo").at("token")}}));
  EXPECT_EQ(undone.json().at("done").as_int64(), 0);
  EXPECT_EQ(undone.json().at("results").at(0).at("problem").at("code").as_string(), "stale");
  EXPECT_FALSE(meera.get("/api/v1/tickets/" + docket).json().at("assignee").is_null());
}

TEST_F(Bulk, EachTicketIsAskedOfThePolicyAndTheWorkflow) {
  const std::string own = a_ticket("एक");
  const std::string foreign = a_ticket("दो", "kanpur");
  Client ravi = as("ravi.verma");
  const auto done = send(ravi, {{"dockets", {own, foreign, "nonsense"}}, {"act", {{"kind", "verify"}}}});
  EXPECT_EQ(done.at("done").as_int64(), 0);
  std::map<std::string, std::string> codes;
  for (const auto& row : done.at("results").as_array()) codes[std::string(row.at("docket").as_string())] = row.at("problem").at("code").as_string();
  EXPECT_EQ(codes[foreign], "not_found");
  EXPECT_EQ(codes["nonsense"], "not_found");
  EXPECT_EQ(codes[own], "not_your_role");
  for (const char* body :
       {R"({"act":{"kind":"note","text":"x"}})", R"({"dockets":[],"filter":{},"act":{"kind":"note","text":"x"}})",
        R"({"dockets":[],"act":{"kind":"delete"}})", R"({"dockets":[]})", R"({"selection":"x","dry_run":true,"act":{"kind":"note","text":"x"}})",
        R"({"filter":{"unit":"atlantis"},"act":{"kind":"note","text":"x"}})", R"({"filter":{"owner":"me"},"act":{"kind":"note","text":"x"}})"})
    EXPECT_EQ(ravi.post("/api/v1/tickets/bulk", body).status, 422) << body;
}

class Views : public ServedWorld {
 protected:
  static json::object view(const Client::Answer& answer, std::string_view id) {
    const auto body = answer.json();
    for (const auto& one : body.at("views").as_array())
      if (one.at("id").as_string() == id) return one.as_object();
    return {};
  }
};

TEST_F(Views, EveryDeskHasItsListsWithTheirCounts) {
  world.complain({"एक", "hazratganj", "snatching", domain::Priority::high, std::chrono::minutes{7 * 60}});
  a_ticket("दो");
  Client ravi = as("ravi.verma");
  const auto views = ravi.get("/api/v1/views");
  ASSERT_EQ(views.status, 200) << views.body;
  EXPECT_EQ(views.json().at("views").as_array().size(), 7U);
  EXPECT_EQ(view(views, "queue").at("count").as_int64(), 2);
  EXPECT_EQ(view(views, "over").at("count").as_int64(), 1);
  EXPECT_EQ(view(views, "mine").at("count").as_int64(), 0);
  EXPECT_EQ(view(views, "queue").at("filter").at("within").as_string(), "hazratganj");
}

TEST_F(Views, AreSavedForOneselfOrByASupervisorForAUnit) {
  Client ravi = as("ravi.verma");
  Client meera = as("meera.singh");
  a_ticket();
  const auto saved = ravi.post("/api/v1/views", R"({"name":"Mobile theft","filter":{"open":true,"category":["snatching"]},"pinned":true})");
  ASSERT_EQ(saved.status, 201) << saved.body;
  const std::string id(saved.json().at("id").as_string());
  EXPECT_EQ(saved.json().at("count").as_int64(), 1);
  EXPECT_EQ(ravi.send("PATCH", "/api/v1/views/" + id, R"({"name":"Phones","pinned":false})").json().at("name").as_string(), "Phones");
  EXPECT_TRUE(view(meera.get("/api/v1/views"), id).empty()) << "his own";
  EXPECT_EQ(meera.send("PATCH", "/api/v1/views/" + id, R"({"pinned":true})").status, 404);
  EXPECT_EQ(meera.send("DELETE", "/api/v1/views/" + id, "").status, 404);
  EXPECT_EQ(ravi.post("/api/v1/views", R"({"name":"All","filter":{},"unit":"hazratganj"})").code(), "not_supervisor");
  const auto shared = meera.post("/api/v1/views", R"({"name":"All of us","filter":{"open":true},"unit":"hazratganj","order":"newest"})");
  ASSERT_EQ(shared.status, 201) << shared.body;
  const std::string shared_id(shared.json().at("id").as_string());
  EXPECT_FALSE(view(ravi.get("/api/v1/views"), shared_id).at("is_own").as_bool());
  EXPECT_EQ(ravi.send("DELETE", "/api/v1/views/" + shared_id, "").status, 404);
  EXPECT_EQ(ravi.send("DELETE", "/api/v1/views/" + id, "").status, 204);
  for (const char* body : {R"({"name":" ","filter":{}})", R"({"name":"x","filter":{"unit":"atlantis"}})", R"({"name":"x","filter":{"sql":"1"}})"})
    EXPECT_EQ(ravi.post("/api/v1/views", body).status, 422) << body;
}

class Replies : public ServedWorld {};

TEST_F(Replies, AreTheInstancesAndTheUnitsWithWhatFollows) {
  world.settings.instance.replies["information_needed"] = {"Docket {docket}: {question}?", "{docket}: {question}?"};
  Client meera = as("meera.singh");
  const std::string body =
      R"({"title":{"en":"Team sent","hi":"टीम भेजी"},"text":{"en":"A team is on its way, {docket}.","hi":"टीम आ रही है, {docket}।"},
      "unit":"lucknow","category":"snatching","then":{"status":"in_process"}})";
  const auto added = meera.post("/api/v1/replies", body);
  ASSERT_EQ(added.status, 201) << added.body;
  EXPECT_TRUE(added.json().at("is_macro").as_bool());
  const std::string id(added.json().at("id").as_string());
  Client ravi = as("ravi.verma");
  const auto list = ravi.get("/api/v1/replies?category=snatching").json().at("replies").as_array();
  ASSERT_EQ(list.size(), 2U) << "what is sent by itself is not offered";
  EXPECT_EQ(list[0].at("purpose").as_string(), "information_needed");
  EXPECT_EQ(list[0].at("then").at("status").as_string(), "incomplete");
  EXPECT_EQ(list[0].at("variables").as_array().size(), 1U);
  EXPECT_EQ(list[1].at("id").as_string(), id) << "of the unit above";
  EXPECT_FALSE(list[1].at("may_change").as_bool());
  EXPECT_EQ(ravi.get("/api/v1/replies?category=noise").json().at("replies").as_array().size(), 1U);
  EXPECT_EQ(as("kanpur.desk").get("/api/v1/replies").json().at("replies").as_array().size(), 1U);
  EXPECT_EQ(ravi.post("/api/v1/replies", body).status, 403);
  EXPECT_EQ(ravi.send("PUT", "/api/v1/replies/" + id, body).status, 403);
  EXPECT_EQ(meera.send("PUT", "/api/v1/replies/information_needed", body).status, 404);
  EXPECT_EQ(meera.post("/api/v1/replies", R"({"title":{"en":"x","hi":""},"text":{"en":"x","hi":"y"}})").status, 422);
  EXPECT_EQ(meera.send("DELETE", "/api/v1/replies/" + id, "").status, 204);
  EXPECT_EQ(meera.send("DELETE", "/api/v1/replies/" + id, "").status, 404);
}

class CaseFile : public ServedWorld {};

TEST_F(CaseFile, HoldsAllForPaperWithTheWayToFollowIt) {
  const std::string docket = a_ticket();
  Client ravi = as("ravi.verma");
  const auto file = ravi.get("/api/v1/tickets/" + docket + "/print");
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_TRUE(file.json().at("track_url").as_string().ends_with("/track/" + docket));
  EXPECT_GT(file.json().at("qr").at("size").as_int64(), 20);
  EXPECT_EQ(file.json().at("printed_by").as_string(), "उ.नि. रवि वर्मा");
  EXPECT_FALSE(file.json().at("entries").as_array().empty());
  EXPECT_EQ(as("kanpur.desk").get("/api/v1/tickets/" + docket + "/print").status, 404);
}

TEST_F(CaseFile, NamesTicketsThatMayBeTheSame) {
  const std::string first = a_ticket("एक");
  const std::string second = a_ticket("दो");
  Client ravi = as("ravi.verma");
  const auto found = ravi.get("/api/v1/tickets/" + second + "/duplicates");
  ASSERT_EQ(found.status, 200) << found.body;
  const auto list = found.json().at("duplicates").as_array();
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].at("docket").as_string(), first) << "the same unit, category and place";
  EXPECT_EQ(as("kanpur.desk").get("/api/v1/tickets/" + second + "/duplicates").status, 404);
}

}  // namespace
}  // namespace seva::http
