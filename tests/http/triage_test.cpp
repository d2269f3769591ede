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
  Client::Answer undo_of(Client& client, const std::string& id, const boost::json::value& undo) {
    return client.post("/api/v1/triage/" + id + "/undo", boost::json::serialize(boost::json::object{{"token", undo.at("token")}}));
  }
  std::vector<domain::Delivery> deliveries(const std::string& docket) {
    std::vector<domain::Delivery> found;
    world.store->read(
        [&](actions::Transaction& transaction) { found = transaction.deliveries().of_ticket(transaction.tickets().by_docket(docket)->id); });
    return found;
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

TEST_F(Triage, TheListSaysHowTheDeskDoes) {
  a_question("क्या हुआ एक");
  const std::string second = a_question("क्या हुआ दो");
  Client desk = as("triage.desk");
  auto list = desk.get("/api/v1/triage?limit=1").json();
  EXPECT_EQ(list.at("waiting").to_number<int>(), 2);
  EXPECT_EQ(list.at("decided_today").to_number<int>(), 0);
  EXPECT_TRUE(list.at("oldest_at").is_string());
  ASSERT_EQ(decide(desk, second, R"({"dismiss":true,"reason":"Nobody has to act."})").status, 200);
  list = desk.get("/api/v1/triage").json();
  EXPECT_EQ(list.at("waiting").to_number<int>(), 1);
  EXPECT_EQ(list.at("decided_today").to_number<int>(), 1);
  world.clock.set(world.clock.now() + std::chrono::hours{24});
  Client tomorrow = as("triage.desk");
  EXPECT_EQ(tomorrow.get("/api/v1/triage").json().at("decided_today").to_number<int>(), 0);
}

TEST_F(Triage, AQuestionOfRelevanceIsReadyToBeAnswered) {
  const auto one = as("triage.desk").get("/api/v1/triage/" + a_question()).json();
  EXPECT_NE(one.at("why_here").at("en").as_string().find("0.60"), std::string::npos) << one.at("why_here");
  ASSERT_EQ(one.at("candidates").as_array().size(), 2U);
  const bool is_no_first = one.at("candidates").at(0).at("decision").at("dismiss").as_bool();
  const auto& yes = one.at("candidates").at(is_no_first ? 1 : 0);
  EXPECT_FALSE(yes.at("decision").at("dismiss").as_bool());
  EXPECT_EQ(yes.at("decision").at("unit").as_string(), "hazratganj");
  const auto& no = one.at("candidates").at(is_no_first ? 0 : 1);
  EXPECT_EQ(no.at("score").to_number<double>() > yes.at("score").to_number<double>(), is_no_first) << "best first";
  EXPECT_TRUE(no.at("decision").at("dismiss").as_bool());
  EXPECT_NE(no.at("decision").at("reason").as_string(), "") << "a dismissal needs a reason";
}

TEST_F(Triage, EveryCandidateCanBeDecidedAsItStands) {
  const std::string id = unit_question();
  Client desk = as("triage.desk");
  const auto one = desk.get("/api/v1/triage/" + id).json();
  const auto& candidates = one.at("candidates").as_array();
  ASSERT_EQ(candidates.size(), 3U) << "two units, and what is above both";
  EXPECT_EQ(candidates[0].at("label").at("hi").as_string(), "थाना हज़रतगंज");
  EXPECT_EQ(candidates[2].at("decision").at("unit").as_string(), "lucknow");
  EXPECT_EQ(one.at("settled").at(0).at("aspect").as_string(), "relevance");
  const auto answer = decide(desk, id, boost::json::serialize(candidates[2].at("decision")));
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_EQ(answer.json().at("ticket").at("unit").as_string(), "lucknow");
}

TEST_F(Triage, ADismissalIsTakenBackAndTheQuestionWaitsAgain) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  const auto undo = decide(desk, id, R"({"dismiss":true,"reason":"Nobody has to act."})").json().at("undo");
  const auto again = undo_of(desk, id, undo);
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_EQ(again.json().at("decision").as_string(), "");
  EXPECT_EQ(desk.get("/api/v1/triage").json().at("items").as_array().size(), 1U);
  EXPECT_EQ(events(id).back().kind, domain::EventKind::triage_undone) << "nothing is erased";
  EXPECT_EQ(undo_of(desk, id, undo).code(), "undo_gone") << "once";
  EXPECT_EQ(decide(desk, id, R"({"unit":"hazratganj"})").status, 200);
}

TEST_F(Triage, APromotionIsTakenBackWithoutLosingTheDocket) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  const auto first = decide(desk, id, R"({"unit":"hazratganj"})").json();
  const std::string docket(first.at("ticket").at("docket").as_string());
  ASSERT_EQ(undo_of(desk, id, first.at("undo")).status, 200);
  EXPECT_EQ(desk.get("/api/v1/tickets/" + docket).status, 200);
  EXPECT_EQ(desk.get("/api/v1/triage/" + id).json().at("docket").as_string(), docket);
  const auto held = deliveries(docket);
  ASSERT_FALSE(held.empty());
  EXPECT_EQ(held[0].state, domain::DeliveryState::not_sent);
  EXPECT_EQ(held[0].reason, "taken_back");

  const auto second = decide(desk, id, R"({"unit":"alambagh"})").json();
  EXPECT_EQ(second.at("ticket").at("docket").as_string(), docket);
  EXPECT_EQ(second.at("ticket").at("unit").as_string(), "alambagh");
  const auto sent = deliveries(docket);
  ASSERT_EQ(sent.size(), 2U) << "the receipt is sent after all";
  EXPECT_NE(sent[1].text.find(docket), std::string::npos);
}

TEST_F(Triage, WhatWasPromotedByMistakeIsDismissedAfterwards) {
  const std::string id = a_question();
  Client desk = as("triage.desk");
  const auto first = decide(desk, id, R"({"unit":"hazratganj"})").json();
  ASSERT_EQ(undo_of(desk, id, first.at("undo")).status, 200);
  const auto second = decide(desk, id, R"({"dismiss":true,"relevance":"chatter","reason":"A joke."})");
  ASSERT_EQ(second.status, 200) << second.body;
  EXPECT_EQ(second.json().at("ticket").at("status").as_string(), "closed");
  EXPECT_EQ(second.json().at("ticket").at("outcome").at("code").as_string(), "no_complaint");
  ASSERT_EQ(undo_of(desk, id, second.json().at("undo")).status, 200);
  EXPECT_EQ(desk.get("/api/v1/tickets/" + std::string(first.at("ticket").at("docket").as_string())).json().at("status").as_string(), "open");
}

TEST_F(Triage, ACorrectionIsTakenBackWithUnitCategoryAndDeadlines) {
  const std::string id = unit_question();
  Client desk = as("triage.desk");
  const std::string docket(desk.get("/api/v1/triage/" + id).json().at("docket").as_string());
  const auto before = desk.get("/api/v1/tickets/" + docket).json();
  const auto decided = decide(desk, id, R"({"unit":"alambagh","category":"noise","priority":"high"})").json();
  ASSERT_EQ(undo_of(desk, id, decided.at("undo")).status, 200);
  const auto after = desk.get("/api/v1/tickets/" + docket).json();
  for (const char* part : {"unit", "category", "priority", "resolution_due", "response_due", "status"})
    EXPECT_EQ(after.at(part), before.at(part)) << part;
}

TEST_F(Triage, AMessageJoinsAnOlderTicketAndLeavesItAgain) {
  const std::string docket = a_ticket();
  const std::string id = a_question();
  Client desk = as("triage.desk");
  const auto decided = decide(desk, id, R"({"into":")" + docket + R"("})");
  ASSERT_EQ(decided.status, 200) << decided.body;
  EXPECT_EQ(decided.json().at("ticket").at("docket").as_string(), docket);
  EXPECT_TRUE(decided.json().at("ticket").at("needs_attention").as_bool());
  EXPECT_EQ(item(id).decision, "joined");
  ASSERT_EQ(undo_of(desk, id, decided.json().at("undo")).status, 200);
  EXPECT_TRUE(desk.get("/api/v1/triage/" + id).json().at("docket").is_null());
  EXPECT_EQ(decide(desk, id, R"({"into":"UPP-00000-00000-0"})").status, 404);
}

TEST_F(Triage, NothingIsTakenBackThatSomebodyWorkedOnOrAfterTenMinutesOrByOthers) {
  Client desk = as("triage.desk");
  const std::string worked = a_question("क्या हुआ एक");
  const auto decided = decide(desk, worked, R"({"unit":"hazratganj"})").json();
  Client officer = as("ravi.verma");
  const std::string docket(decided.at("ticket").at("docket").as_string());
  ASSERT_EQ(officer.post("/api/v1/tickets/" + docket + "/notes", R"({"text":"On it."})").status, 200);
  EXPECT_EQ(undo_of(desk, worked, decided.at("undo")).code(), "worked_on");
  EXPECT_EQ(undo_of(officer, worked, decided.at("undo")).status, 403);

  const std::string late = a_question("क्या हुआ दो");
  const auto undo = decide(desk, late, R"({"dismiss":true,"reason":"Nobody has to act."})").json().at("undo");
  world.clock.set(world.clock.now() + std::chrono::minutes{10} + std::chrono::seconds{1});
  EXPECT_EQ(undo_of(desk, late, undo).code(), "undo_gone");
  EXPECT_EQ(desk.post("/api/v1/triage/" + late + "/undo", R"({"token":"x"})").status, 409);
}

}  // namespace
}  // namespace seva::http
