#include "actions/decide_triage.hpp"
#include "actions/explain_ticket.hpp"
#include "actions/read_tickets.hpp"
#include "actions/work_ticket.hpp"
#include "actions/world.hpp"
#include "domain/docket.hpp"

namespace seva::actions {
namespace {

using domain::EventKind;
using domain::Role;
using domain::Status;

class Work : public testing::Test, public World {
 protected:
  Work() { take({post("1", "grievance D1")}); }
  domain::Ticket ticket() { return tickets().front(); }
  TicketReference reference() { return {ticket().docket, std::nullopt}; }
  const domain::Principal officer = person(Role::officer, "D1");
  const domain::Principal stranger = person(Role::officer, "D2");
  const domain::Principal watcher = person(Role::command_centre, "HQ");
};

TEST_F(Work, shows_a_ticket_to_its_unit_and_to_those_above_and_to_nobody_else) {
  EXPECT_TRUE(show_ticket(ports, officer, ticket().docket));
  EXPECT_TRUE(show_ticket(ports, watcher, ticket().docket));
  const auto refused = show_ticket(ports, stranger, ticket().docket);
  const auto absent = show_ticket(ports, officer, domain::Docket::make("TST", 5).text());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, absent.error().code);
  EXPECT_EQ(refused.error().what, absent.error().what);
  EXPECT_TRUE(list_tickets(ports, stranger, {}).empty());
  EXPECT_EQ(list_tickets(ports, watcher, {}).size(), 1U);
}

TEST_F(Work, replies_by_the_outbox_and_moves_on_in_one_step) {
  const auto replied = reply_to_citizen(ports, officer, reference(), {"We are on it.", false, domain::StatusChange{Status::in_process, {}, ""}});
  ASSERT_TRUE(replied) << replied.error().what;
  EXPECT_EQ(replied->status, Status::in_process);
  EXPECT_TRUE(replied->responded_at);
  EXPECT_EQ(deliveries(ticket().id).back().text, "We are on it.");
  EXPECT_EQ(ticket(), *replied);
}

TEST_F(Work, refuses_replies_that_cannot_be) {
  EXPECT_EQ(reply_to_citizen(ports, officer, reference(), {" ", false, std::nullopt}).error().code, "text_missing");
  const auto too_long = reply_to_citizen(ports, officer, reference(), {std::string(300, 'a'), false, std::nullopt});
  EXPECT_EQ(too_long.error().code, "text_too_long");
  EXPECT_NE(too_long.error().next.find("20"), std::string::npos);
  EXPECT_EQ(reply_to_citizen(ports, watcher, reference(), {"hello", false, std::nullopt}).error().kind, domain::ProblemKind::forbidden);
  EXPECT_EQ(reply_to_citizen(ports, stranger, reference(), {"hello", false, std::nullopt}).error().kind, domain::ProblemKind::not_found);
}

TEST_F(Work, closes_only_with_what_the_department_wants) {
  EXPECT_EQ(change_status(ports, officer, reference(), {Status::closed, {"fir", {}}, ""}).error().code, "fir_missing");
  const auto closed = change_status(ports, officer, reference(), {Status::closed, {"fir", {{"fir_number", "112/2026"}}}, ""});
  ASSERT_TRUE(closed);
  EXPECT_EQ(closed->status, Status::closed);
  EXPECT_FALSE(verify_closure(ports, officer, reference(), ""));
  EXPECT_TRUE(verify_closure(ports, person(Role::supervisor, "HQ"), reference(), ""));
}

TEST_F(Work, refuses_a_stale_write) {
  const std::uint32_t seen = ticket().version;
  ASSERT_TRUE(add_note(ports, officer, reference(), "first"));
  const auto late = add_note(ports, officer, {ticket().docket, seen}, "second");
  EXPECT_EQ(late.error().kind, domain::ProblemKind::stale);
}

TEST_F(Work, forwards_within_reach_of_whoever_holds_it) {
  ASSERT_TRUE(forward_ticket(ports, officer, reference(), "D2", "Their area."));
  EXPECT_FALSE(show_ticket(ports, officer, ticket().docket));
  EXPECT_TRUE(show_ticket(ports, stranger, ticket().docket));
  EXPECT_EQ(events(ticket().id).back().kind, EventKind::transferred);
}

TEST_F(Work, assigns_only_to_people_who_can_work_it) {
  ASSERT_TRUE(add_user(ports, hashes, {"ravi", "SI Ravi Kumar", "a long enough one", "hi", {{Role::officer, "D1"}}}));
  ASSERT_TRUE(add_user(ports, hashes, {"sita", "SI Sita Devi", "a long enough one", "hi", {{Role::officer, "D2"}}}));
  EXPECT_TRUE(assign_ticket(ports, officer, reference(), "ravi"));
  EXPECT_EQ(assign_ticket(ports, officer, reference(), "sita").error().code, "assignee_unfit");
  EXPECT_EQ(assign_ticket(ports, officer, reference(), "nobody").error().code, "assignee_unfit");
  EXPECT_TRUE(assign_ticket(ports, officer, reference(), ""));
}

TEST_F(Work, tracks_by_the_docket_without_a_word_of_the_text) {
  ASSERT_TRUE(change_status(ports, officer, reference(), {Status::incomplete, {}, ""}));
  take({answer("2", "1", "here is what you asked")});
  const auto tracking = track_docket(ports, ticket().docket);
  ASSERT_TRUE(tracking);
  std::vector<TrackingStage::Kind> kinds;
  for (const TrackingStage& stage : tracking->stages) kinds.push_back(stage.kind);
  EXPECT_EQ(kinds, (std::vector{TrackingStage::Kind::received, TrackingStage::Kind::asked, TrackingStage::Kind::answered}));
  EXPECT_EQ(track_docket(ports, "TST-00000-00000-1").error().code, "docket_invalid");
}

TEST_F(Work, explains_in_both_languages) {
  const auto explanations = explain_ticket(ports, officer, ticket().docket);
  ASSERT_TRUE(explanations);
  ASSERT_EQ(explanations->size(), 3U);
  EXPECT_EQ(explanations->at(0).sentence.en, "The word grievance says so.");
  EXPECT_EQ(explanations->at(0).words, std::vector<std::string>{"grievance"});
  EXPECT_EQ(explanations->at(2).aspect, domain::Aspect::deadline);
  EXPECT_NE(explanations->at(2).sentence.hi.find("4 घंटे"), std::string::npos);
  EXPECT_EQ(explain_ticket(ports, stranger, ticket().docket).error().kind, domain::ProblemKind::not_found);
}

TEST_F(Work, counts_by_unit_and_status) {
  ASSERT_TRUE(change_status(ports, officer, reference(), {Status::in_process, {}, ""}));
  take({post("5", "grievance D2")});
  std::map<std::pair<std::string, Status>, std::int64_t> counts;
  for (const UnitCount& count : count_tickets(ports, watcher))
    if (count.tickets != 0) counts[{count.unit, count.status}] = count.tickets;
  EXPECT_EQ(counts, (std::map<std::pair<std::string, Status>, std::int64_t>{{{"D1", Status::in_process}, 1}, {{"D2", Status::open}, 1}}));
}

class Triage : public testing::Test, public World {
 protected:
  const domain::Principal desk = person(Role::triage, "HQ");
};

TEST_F(Triage, promotes_a_message_to_a_ticket) {
  take({post("1", "grievance unsure D1")});
  const auto cases = list_triage(ports, desk, std::nullopt, 10);
  ASSERT_EQ(cases.size(), 1U);
  TriageDecision decision;
  decision.unit = "D2";
  decision.category = "NOISE";
  const auto decided = decide_triage(ports, desk, cases.front().item.id, decision);
  ASSERT_TRUE(decided) << decided.error().what;
  EXPECT_EQ(decided->ticket->unit, "D2");
  EXPECT_EQ(tickets().front(), *decided->ticket);
  EXPECT_EQ(events(decided->ticket->id).back().kind, EventKind::triaged);
  EXPECT_TRUE(waiting().empty());
  EXPECT_EQ(stored().opened, 1);
  EXPECT_EQ(decide_triage(ports, desk, cases.front().item.id, decision).error().code, "decided_already");
  EXPECT_EQ(take({answer("2", "1", "and more")}).appended, 1);
}

TEST_F(Triage, dismisses_with_a_reason_and_keeps_the_event) {
  take({post("1", "grievance unsure D1")});
  const auto found = list_triage(ports, desk, std::nullopt, 10).front();
  TriageDecision decision;
  decision.is_dismissed = true;
  EXPECT_EQ(decide_triage(ports, desk, found.item.id, decision).error().code, "reason_missing");
  decision.reason = "An advertisement.";
  ASSERT_TRUE(decide_triage(ports, desk, found.item.id, decision));
  EXPECT_EQ(stored().chatter, 1);
  std::vector<domain::Event> history;
  store->read([&](Transaction& transaction) { history = transaction.tickets().events_of_message(found.message.id); });
  ASSERT_EQ(history.size(), 1U);
  EXPECT_EQ(history.front().kind, EventKind::dismissed);
  EXPECT_EQ(history.front().reason, "An advertisement.");
}

TEST_F(Triage, settles_the_unit_of_a_ticket) {
  take({post("1", "grievance somewhere")});
  const auto found = list_triage(ports, desk, std::nullopt, 10).front();
  ASSERT_TRUE(found.ticket);
  TriageDecision dismissal;
  dismissal.is_dismissed = true;
  EXPECT_EQ(decide_triage(ports, desk, found.item.id, dismissal).error().code, "ticket_exists");
  TriageDecision decision;
  decision.unit = "D1";
  decision.category = "NOISE";
  const auto decided = decide_triage(ports, desk, found.item.id, decision);
  ASSERT_TRUE(decided);
  EXPECT_EQ(tickets().front().unit, "D1");
  EXPECT_EQ(tickets().front().category, "NOISE");
}

TEST_F(Triage, asks_no_more_for_the_unit_of_a_ticket_that_somebody_forwarded) {
  take({post("1", "grievance THEFT")});
  ASSERT_EQ(waiting().size(), 1U);
  ASSERT_TRUE(forward_ticket(ports, person(Role::triage, "HQ"), {tickets().front().docket, {}}, "D1", "It says so on the phone."));
  EXPECT_TRUE(waiting().empty());
}

TEST_F(Triage, is_for_the_desk_alone) {
  take({post("1", "grievance unsure D1")});
  EXPECT_TRUE(list_triage(ports, person(Role::officer, "HQ"), std::nullopt, 10).empty());
  EXPECT_EQ(decide_triage(ports, person(Role::triage, "D1"), waiting().front().id, {}).error().kind, domain::ProblemKind::not_found);
}

class People : public testing::Test, public World {
 protected:
  People() { EXPECT_TRUE(add_user(ports, hashes, {"Meera", "Inspector Meera Singh", "a long enough one", "hi", {{Role::officer, "D1"}}})); }
  SignIn sign_in{ports, hashes};
};

TEST_F(People, sign_in_and_out) {
  const auto signed_in = sign_in.sign_in("MEERA", "a long enough one", "10.0.0.1");
  ASSERT_TRUE(signed_in);
  EXPECT_EQ(sign_in.identify(signed_in->token)->principal.login, "meera");
  EXPECT_FALSE(sign_in.identify(signed_in->session.token_hash));
  sign_in.sign_out(signed_in->token);
  EXPECT_EQ(sign_in.identify(signed_in->token).error().kind, domain::ProblemKind::unauthenticated);
}

TEST_F(People, known_and_unknown_logins_fail_alike) {
  const auto known = sign_in.sign_in("meera", "wrong", "10.0.0.1");
  const auto unknown = sign_in.sign_in("nobody", "wrong", "10.0.0.1");
  EXPECT_EQ(known.error().code, unknown.error().code);
  EXPECT_EQ(known.error().what, unknown.error().what);
}

TEST_F(People, are_slowed_down_after_many_failures) {
  for (int attempt = 0; attempt < 10; ++attempt)
    EXPECT_EQ(sign_in.sign_in("meera", "wrong", "10.0.0.1").error().kind, domain::ProblemKind::unauthenticated);
  EXPECT_EQ(sign_in.sign_in("meera", "a long enough one", "10.0.0.2").error().kind, domain::ProblemKind::too_many);
  clock.time += minutes{16};
  EXPECT_TRUE(sign_in.sign_in("meera", "a long enough one", "10.0.0.2"));
}

TEST_F(People, lose_their_sessions_with_a_new_password_or_when_disabled_or_in_time) {
  const auto first = sign_in.sign_in("meera", "a long enough one", "a");
  ASSERT_TRUE(set_password(ports, hashes, "meera", "another long one"));
  EXPECT_FALSE(sign_in.identify(first->token));
  const auto second = sign_in.sign_in("meera", "another long one", "a");
  ASSERT_TRUE(disable_user(ports, "meera", true));
  EXPECT_FALSE(sign_in.identify(second->token));
  EXPECT_FALSE(sign_in.sign_in("meera", "another long one", "a"));
  ASSERT_TRUE(disable_user(ports, "meera", false));
  const auto third = sign_in.sign_in("meera", "another long one", "a");
  clock.time += hours{13};
  EXPECT_FALSE(sign_in.identify(third->token));
}

TEST_F(People, are_checked_when_added) {
  EXPECT_EQ(add_user(ports, hashes, {"meera", "Other", "a long enough one", "hi", {}}).error().code, "login_taken");
  EXPECT_EQ(add_user(ports, hashes, {"x y", "Other", "a long enough one", "hi", {}}).error().code, "login_invalid");
  EXPECT_EQ(add_user(ports, hashes, {"other", "Other", "short", "hi", {}}).error().code, "password_length");
  EXPECT_EQ(add_user(ports, hashes, {"other", "Other", "a long enough one", "hi", {{Role::officer, "D9"}}}).error().code, "unit_unknown");
  EXPECT_FALSE(add_first_administrator(ports, hashes)) << "there is somebody already";
}

}  // namespace
}  // namespace seva::actions
