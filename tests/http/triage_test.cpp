#include <atomic>
#include <set>
#include <thread>

#include "http/served_world.hpp"

namespace seva::http {
namespace {

class Triage : public ServedWorld {
 protected:
  domain::TriageItem item(const std::string& id) {
    domain::TriageItem found;
    world.store->read([&](actions::Transaction& transaction) { found = *transaction.triage().find(domain::TriageId{std::stoll(id)}); });
    return found;
  }
  /// The events that the decision on the item left, whether on a ticket or on a message without one.
  std::vector<domain::Event> events(const std::string& id) {
    const domain::TriageItem decided = item(id);
    std::vector<domain::Event> found;
    world.store->read([&](actions::Transaction& transaction) {
      found = decided.ticket ? transaction.tickets().events(decided.ticket) : transaction.tickets().events_of_message(decided.message);
    });
    return found;
  }
  const domain::Event& decision_event(const std::vector<domain::Event>& events, domain::EventKind kind) {
    static const domain::Event none;
    for (const domain::Event& event : events)
      if (event.kind == kind) return event;
    ADD_FAILURE() << "no event " << domain::name_of(kind);
    return none;
  }
  /// A ticket of which only the unit is unsure.
  std::string unit_question() {
    domain::Assessment& opinion = world.departments.opinions["किस थाने का है?"];
    opinion.relevance = domain::Relevance::grievance;
    opinion.score = 0.95;
    opinion.category = "snatching";
    opinion.candidates = {{"hazratganj", 0.5}, {"alambagh", 0.45}};
    domain::Message message;
    message.source_id = message.thread = "unit-question";
    message.author = {"a", "anita_example", "अनिता एस."};
    message.text = "किस थाने का है?";
    message.sent_at = world.clock.now();
    message.mentions = {"Uppolice"};
    actions::Turn turn;
    turn.channel = "x";
    turn.messages = {message};
    (void)actions::ReceiveMessages(world.ports).commit(std::move(turn));
    std::string id;
    world.store->read([&](actions::Transaction& transaction) {
      for (const domain::TriageItem& open : transaction.triage().open_items({true, {}}, std::nullopt, 50)) id = std::to_string(open.id.value);
    });
    return id;
  }
  Client::Answer decide(Client& client, const std::string& id, const std::string& body) {
    return client.post("/api/v1/triage/" + id + "/decision", body);
  }
};

TEST_F(Triage, ShowsWhatTheMachineWasUnsureOfWithReasonsAndCandidates) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  const auto list = desk.get("/api/v1/triage").json();
  ASSERT_EQ(list.at("items").as_array().size(), 1U);
  const auto one = desk.get("/api/v1/triage/" + id).json();
  EXPECT_EQ(one, list.at("items").at(0).as_object());
  EXPECT_EQ(one.at("question").as_string(), "relevance");
  EXPECT_EQ(one.at("message").at("text").as_string(), "chauraha par kuch hua hai");
  const auto& assessment = one.at("assessments").at(0);
  EXPECT_EQ(assessment.at("candidates").at(0).at("unit").as_string(), "hazratganj");
  EXPECT_EQ(assessment.at("reasons").at(0).at("sentence").at("en").as_string(), "Noise at night is an offence that the police act on.");
}

TEST_F(Triage, TheListIsPaged) {
  for (int count = 0; count < 5; ++count) a_question("क्या हुआ " + std::to_string(count));
  Client desk = as("triage.desk");
  std::set<std::string> seen;
  std::string cursor;
  do {
    const auto page = desk.get("/api/v1/triage?limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor)).json();
    for (const auto& one : page.at("items").as_array()) seen.emplace(one.at("id").as_string());
    cursor = page.at("next_cursor").is_null() ? "" : std::string(page.at("next_cursor").as_string());
  } while (!cursor.empty());
  EXPECT_EQ(seen.size(), 5U);
  for (const char* query : {"?limit=1000000000", "?cursor=d1.1", "?cursor=x", "?unit=hq"})
    EXPECT_EQ(desk.get(std::string("/api/v1/triage") + query).status, 400) << query;
}

TEST_F(Triage, PromotingOpensATicketAndLeavesAnEventWithWhatWasCorrected) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  const auto answer =
      decide(desk, id, R"({"unit":"alambagh","category":"snatching","priority":"high","relevance":"grievance","reason":"Names the crossing."})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  const auto ticket = answer.json().at("ticket").as_object();
  EXPECT_EQ(ticket.at("unit").as_string(), "alambagh");
  EXPECT_EQ(ticket.at("category").as_string(), "snatching");
  EXPECT_EQ(ticket.at("priority").as_string(), "high");
  const auto left = events(id);
  const domain::Event& triaged = decision_event(left, domain::EventKind::triaged);
  EXPECT_EQ(triaged.actor.name, "परीक्षण कक्ष");
  EXPECT_EQ(triaged.reason, "Names the crossing.");
  EXPECT_EQ(triaged.detail("category_before"), "noise");
  EXPECT_EQ(triaged.detail("category"), "snatching");
  EXPECT_EQ(triaged.detail("priority_before"), "normal");
  EXPECT_EQ(triaged.detail("relevance_before"), "grievance");
  EXPECT_EQ(triaged.detail("relevance"), "grievance");
  EXPECT_EQ(triaged.detail("unit"), "alambagh");
  EXPECT_EQ(item(id).decision, "promoted");
  EXPECT_EQ(desk.get("/api/v1/triage").json().at("items").as_array().size(), 0U);
}

TEST_F(Triage, WhatIsLeftOpenStaysAsTheMachineProposed) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  EXPECT_EQ(decide(desk, id, "{}").code(), "unit_unknown") << "the machine proposed none";
  const auto ticket = decide(desk, id, R"({"unit":"hazratganj"})").json().at("ticket").as_object();
  EXPECT_EQ(ticket.at("category").as_string(), "noise");
  EXPECT_EQ(ticket.at("department").as_string(), "police");
}

TEST_F(Triage, DismissingNeedsAReasonAndLeavesAnEvent) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  EXPECT_EQ(decide(desk, id, R"({"dismiss":true})").code(), "reason_missing");
  EXPECT_EQ(decide(desk, id, R"({"dismiss":true,"reason":"  "})").code(), "reason_missing");
  const auto answer = decide(desk, id, R"({"dismiss":true,"relevance":"praise","reason":"He thanks the station."})");
  ASSERT_EQ(answer.status, 200);
  EXPECT_TRUE(answer.json().at("ticket").is_null());
  const auto left = events(id);
  const domain::Event& dismissed = decision_event(left, domain::EventKind::dismissed);
  EXPECT_EQ(dismissed.reason, "He thanks the station.");
  EXPECT_EQ(dismissed.detail("relevance"), "praise");
  EXPECT_EQ(dismissed.detail("relevance_before"), "grievance");
}

TEST_F(Triage, WhatNobodyMustActOnOpensNoTicket) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  for (const char* relevance : {"praise", "chatter"})
    EXPECT_EQ(decide(desk, id, std::string(R"({"unit":"hazratganj","relevance":")") + relevance + "\"}").code(), "relevance_not_actionable");
  EXPECT_EQ(decide(desk, id, R"({"dismiss":true,"relevance":"grievance","reason":"x"})").code(), "relevance_actionable");
  EXPECT_FALSE(item(id).decided_at);
}

TEST_F(Triage, SettlingAUnitMovesTheTicketAndLeavesAnEvent) {
  const std::string id = unit_question();
  ASSERT_TRUE(item(id).ticket);
  Client desk = as("triage.desk");
  EXPECT_EQ(desk.get("/api/v1/triage/" + id).json().at("question").as_string(), "unit");
  const auto answer = decide(desk, id, R"({"unit":"alambagh","category":"noise","reason":"He lives there."})");
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("ticket").at("unit").as_string(), "alambagh");
  EXPECT_EQ(answer.json().at("ticket").at("category").as_string(), "noise");
  const auto left = events(id);
  const domain::Event& triaged = decision_event(left, domain::EventKind::triaged);
  EXPECT_EQ(triaged.detail("unit_before"), "hq");
  EXPECT_EQ(triaged.detail("unit"), "alambagh");
  EXPECT_EQ(triaged.detail("category_before"), "snatching");
  EXPECT_EQ(item(id).decision, "corrected");
}

TEST_F(Triage, AQuestionAboutATicketCannotDismissItOrGiveItToAnotherDepartment) {
  const std::string id = unit_question();
  Client desk = as("triage.desk");
  EXPECT_EQ(decide(desk, id, R"({"dismiss":true,"reason":"x"})").code(), "ticket_exists");
  EXPECT_EQ(decide(desk, id, R"({"unit":"alambagh","department":"railways"})").code(), "department_settled");
  EXPECT_EQ(decide(desk, id, R"({"unit":"alambagh","relevance":"chatter"})").code(), "relevance_not_actionable");
  EXPECT_FALSE(item(id).decided_at);
}

TEST_F(Triage, OneDecisionIsMadeOnce) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  ASSERT_EQ(decide(desk, id, R"({"unit":"hazratganj"})").status, 200);
  for (const char* body : {R"({"unit":"alambagh"})", R"({"dismiss":true,"reason":"x"})"}) {
    const auto answer = decide(desk, id, body);
    EXPECT_EQ(answer.status, 409);
    EXPECT_EQ(answer.code(), "decided_already");
  }
  std::size_t opened = 0;
  for (const domain::Event& event : events(id)) opened += event.kind == domain::EventKind::opened ? 1 : 0;
  EXPECT_EQ(opened, 1U);
}

TEST_F(Triage, OfManyWhoDecideAtOnceOneWins) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  std::atomic<int> won = 0;
  std::atomic<int> late = 0;
  std::vector<std::thread> people;
  for (int count = 0; count < 8; ++count)
    people.emplace_back([&, client = desk, count]() mutable {
      const int status = decide(client, id, count % 2 == 0 ? R"({"unit":"hazratganj"})" : R"({"dismiss":true,"reason":"x"})").status;
      won += status == 200 ? 1 : 0;
      late += status == 409 ? 1 : 0;
    });
  for (std::thread& person : people) person.join();
  EXPECT_EQ(won, 1);
  EXPECT_EQ(late, 7);
}

TEST_F(Triage, ADecisionThatCannotBeIsRefusedAndTheQuestionStays) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  for (const auto& [body, code] :
       std::vector<std::pair<std::string, std::string>>{{R"({"unit":"atlantis"})", "unit_unknown"},
                                                        {R"({"unit":"hazratganj","category":"x"})", "category_unknown"},
                                                        {R"({"unit":"hazratganj","department":"x"})", "department_unknown"},
                                                        {R"({"unit":"hazratganj","priority":"x"})", "value_unknown"},
                                                        {R"({"unit":"hazratganj","relevance":"x"})", "value_unknown"},
                                                        {R"({"unit":"hazratganj","docket":"UPP-1"})", "key_unknown"},
                                                        {R"({"unit":"hazratganj","reason":")" + std::string(5000, 'x') + "\"}", "reason_too_long"}}) {
    const auto answer = decide(desk, id, body);
    EXPECT_EQ(answer.status, 422) << body;
    EXPECT_EQ(answer.code(), code) << body;
  }
  EXPECT_EQ(desk.get("/api/v1/triage").json().at("items").as_array().size(), 1U);
  for (const char* other : {"abc", "-1", "99999999999999999999", "0", "1"})
    EXPECT_EQ(decide(desk, other, R"({"unit":"hazratganj"})").status, 404) << other;
}

TEST_F(Triage, ThePageDecidesAndGoesOnWithTheNextOne) {
  const std::string first = a_question("पहला सवाल");
  const std::string second = a_question("दूसरा सवाल");
  Client desk = as("triage.desk");
  EXPECT_NE(desk.get("/triage/" + first).body.find("62 %"), std::string::npos);
  const auto refused = desk.form("/triage/" + first + "?lang=en", {{"answer", "dismiss"}, {"reason", ""}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.find("role=\"alert\""), std::string::npos);
  EXPECT_EQ(desk.form("/triage/" + first, {{"answer", "promote"}, {"candidate", "police/hazratganj"}, {"category", "noise"}, {"priority", "normal"}})
                .status,
            303);
  EXPECT_EQ(item(first).decision, "promoted");
  const std::string page = desk.get("/triage?done=promoted").body;
  EXPECT_NE(page.find("दूसरा सवाल"), std::string::npos);
  EXPECT_EQ(page.find("पहला सवाल"), std::string::npos);
  EXPECT_EQ(desk.form("/triage/" + second, {{"answer", "dismiss"}, {"reason", "कुछ नहीं हुआ"}}).status, 303);
  EXPECT_EQ(item(second).decision, "dismissed");
}

}  // namespace
}  // namespace seva::http
