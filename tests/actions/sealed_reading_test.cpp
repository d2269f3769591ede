#include "actions/sealed_world.hpp"

namespace seva::actions {
namespace {

using domain::ProblemKind;

class SealedReading : public ::testing::Test, public SealedWorld {
 protected:
  std::vector<domain::SealedRead> looks() {
    std::vector<domain::SealedRead> found;
    store->read([&](Transaction& transaction) { found = transaction.sealed().reads(tickets().front().id); });
    return found;
  }
  /// Somebody with a login, who can be given tickets.
  domain::Principal enrolled(const std::string& login, domain::Role role, const std::string& unit) {
    const auto user = add_user(ports, hashes, {login, login, "a long password", "en", {{role, unit}}});
    EXPECT_TRUE(user);
    return {user->id, login, login, {{role, unit}}};
  }
};

TEST_F(SealedReading, shows_the_text_to_the_keeper_and_never_the_person) {
  const std::string docket = complaint();
  const auto file = show(officer, docket);
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->is_closed_to);
  ASSERT_EQ(file->messages.size(), 1U);
  EXPECT_EQ(file->messages[0].text, kComplaint);
  EXPECT_TRUE(file->messages[0].author.name.empty());
  EXPECT_TRUE(domain::is_pseudonym(file->messages[0].author.id));
  EXPECT_TRUE(file->citizen.id.empty());
  EXPECT_FALSE(file->events[0].reasons.empty());
}

TEST_F(SealedReading, shows_those_above_that_it_is_there_and_no_more) {
  const std::string docket = complaint();
  add_note(sealed_ports, officer, {docket, {}}, "Anjali called").value();
  const auto file = show(headquarters, docket);
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->is_closed_to);
  EXPECT_EQ(file->ticket.summary, "X");
  for (const domain::Message& message : file->messages) EXPECT_TRUE(message.text.empty());
  for (const domain::Event& event : file->events) {
    EXPECT_TRUE(event.reasons.empty());
    EXPECT_TRUE(event.detail(domain::detail_name::kText).empty());
  }
  for (const domain::Delivery& delivery : file->deliveries) EXPECT_TRUE(delivery.text.empty());
  EXPECT_EQ(list_tickets(sealed_ports, headquarters, {}).size(), 1U);
  EXPECT_EQ(count_tickets(sealed_ports, headquarters).size(), 1U);
  EXPECT_TRUE(looks().empty()) << "nothing was shown";
  EXPECT_EQ(show(district, docket).error().kind, ProblemKind::not_found);
  EXPECT_TRUE(explain_ticket(sealed_ports, headquarters, docket).value().empty());
  EXPECT_EQ(explain_ticket(sealed_ports, docket).error().code, "sealed");
}

TEST_F(SealedReading, writes_every_look_down) {
  const std::string docket = complaint();
  show(officer, docket).value();
  show(supervisor, docket).value();
  ASSERT_EQ(looks().size(), 2U);
  EXPECT_EQ(looks()[0].look, domain::SealedLook::text);
  EXPECT_EQ(looks()[0].user_name, officer.name);
  EXPECT_EQ(list_looks(sealed_ports, officer, docket).value().size(), 2U);
  EXPECT_EQ(list_looks(sealed_ports, person(domain::Role::auditor, "HQ"), docket).value().size(), 2U);
  EXPECT_EQ(list_looks(sealed_ports, headquarters, docket).error().kind, ProblemKind::not_found);
  EXPECT_EQ(show(officer, docket)->ticket.version, tickets().front().version) << "a look is no change";
}

TEST_F(SealedReading, lets_those_above_do_nothing) {
  const std::string docket = complaint();
  for (const domain::Principal& who : {headquarters, hq_triage}) {
    EXPECT_EQ(add_note(sealed_ports, who, {docket, {}}, "hello").error().code, "sealed");
    EXPECT_EQ(change_status(sealed_ports, who, {docket, {}}, {domain::Status::in_process, {}, ""}).error().code, "sealed");
    EXPECT_EQ(reply_to_citizen(sealed_ports, who, {docket, {}}, {"", true, std::nullopt, "neutral_contact"}).error().code, "sealed");
    EXPECT_EQ(forward_ticket(sealed_ports, who, {docket, {}}, "D1", "because").error().code, "sealed");
    EXPECT_EQ(correct_ticket(sealed_ports, who, {docket, {}}, {"NOISE", {}, ""}).error().code, "sealed");
    EXPECT_EQ(reveal_identity(sealed_ports, who, docket, "because").error().code, "sealed");
  }
  EXPECT_EQ(reveal_identity(sealed_ports, district, docket, "because").error().kind, ProblemKind::not_found);
}

TEST_F(SealedReading, reveals_for_a_typed_reason_and_leaves_an_event) {
  const std::string docket = complaint();
  EXPECT_EQ(reveal_identity(sealed_ports, supervisor, docket, " ").error().code, "reason_missing");
  const auto identity = reveal_identity(sealed_ports, supervisor, docket, "She asked to be called");
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->id, kHerNumber);
  EXPECT_EQ(identity->name, kName);
  const auto file = show(officer, docket);
  EXPECT_EQ(file->events.back().kind, domain::EventKind::revealed);
  EXPECT_EQ(file->events.back().reason, "She asked to be called");
  EXPECT_EQ(looks().front().look, domain::SealedLook::identity);
}

TEST_F(SealedReading, reveals_to_an_officer_only_what_is_assigned_to_her) {
  const std::string docket = complaint();
  const domain::Principal she = enrolled("she", domain::Role::officer, "LINE");
  EXPECT_EQ(reveal_identity(sealed_ports, she, docket, "to call").error().code, "not_assigned_to_you");
  EXPECT_TRUE(assign_ticket(sealed_ports, she, {docket, {}}, "she"));
  EXPECT_TRUE(reveal_identity(sealed_ports, she, docket, "to call"));
  EXPECT_EQ(reveal_identity(sealed_ports, keeper_triage, docket, "to call").error().code, "sealed");
}

TEST_F(SealedReading, is_assigned_only_to_who_may_read_it) {
  const std::string docket = complaint();
  enrolled("above", domain::Role::officer, "HQ");
  EXPECT_EQ(assign_ticket(sealed_ports, officer, {docket, {}}, "above").error().code, "assignee_unfit");
}

TEST_F(SealedReading, never_leaves_the_keeper) {
  const std::string docket = complaint();
  EXPECT_EQ(forward_ticket(sealed_ports, officer, {docket, {}}, "D1", "it happened there").error().code, "sealed_stays");
  EXPECT_EQ(forward_ticket(sealed_ports, officer, {docket, {}}, "HQ", "for you").error().code, "sealed_stays");
  EXPECT_EQ(forward_ticket(sealed_ports, officer, {docket, {}}, "LINE-2", "yours")->unit, "LINE-2");
}

TEST_F(SealedReading, sends_nothing_but_neutral_texts) {
  const std::string docket = complaint();
  const auto send = [&](Reply answer) { return reply_to_citizen(sealed_ports, officer, {docket, {}}, answer); };
  EXPECT_EQ(send({"We will arrest him tonight", true, std::nullopt, ""}).error().code, "text_not_neutral");
  EXPECT_EQ(send({"", true, std::nullopt, "opened"}).error().code, "text_not_neutral");
  EXPECT_EQ(send({"", true, std::nullopt, "neutral_unknown"}).error().code, "ready_text_unknown");
  EXPECT_EQ(send({"and more", true, std::nullopt, "neutral_contact"}).error().code, "text_twice");
  EXPECT_FALSE(send({"", false, std::nullopt, "neutral_contact"})) << "never in public";
  EXPECT_TRUE(send({"", true, std::nullopt, "neutral_contact"}));
  HeardCourier courier;
  DeliverReplies(sealed_ports, courier).run();
  EXPECT_EQ(courier.handed_over.back().text, "About " + docket + ": please write when you can.");
  EXPECT_EQ(courier.handed_over.back().to, kHerNumber);
}

TEST_F(SealedReading, asks_the_keepers_own_desk_and_shows_it_to_nobody_else) {
  EXPECT_EQ(receive({sms("1", "unsure grievance of Anjali Testwala")}).triage, 1);
  expect_nothing_in_clear();
  const domain::TriageId id = waiting().front().id;
  EXPECT_TRUE(list_triage(sealed_ports, hq_triage, {}, 50).empty());
  EXPECT_EQ(show_triage(sealed_ports, hq_triage, id).error().kind, ProblemKind::not_found);
  EXPECT_EQ(decide_triage(sealed_ports, hq_triage, id, {}).error().kind, ProblemKind::not_found);
  ASSERT_EQ(list_triage(sealed_ports, keeper_triage, {}, 50).size(), 1U);
  EXPECT_TRUE(list_triage(sealed_ports, keeper_triage, {}, 50)[0].message.text.empty()) << "a list opens nothing";
  const auto shown = show_triage(sealed_ports, keeper_triage, id);
  ASSERT_TRUE(shown);
  EXPECT_EQ(shown->message.text, "unsure grievance of Anjali Testwala");
  EXPECT_FALSE(shown->item.assessments.at(0).reasons.empty());

  TriageDecision decision;
  decision.unit = "D1";
  decision.reason = "Anjali needs help";
  EXPECT_EQ(decide_triage(sealed_ports, keeper_triage, id, decision).error().code, "sealed_stays");
  decision.unit.clear();
  const auto decided = decide_triage(sealed_ports, keeper_triage, id, decision);
  ASSERT_TRUE(decided) << decided.error().what;
  EXPECT_TRUE(decided->ticket->is_sealed);
  EXPECT_EQ(decided->ticket->unit, "LINE");
  HeardCourier courier;
  EXPECT_EQ(DeliverReplies(sealed_ports, courier).run(), 1U);
  EXPECT_EQ(courier.handed_over[0].to, kHerNumber);
  expect_nothing_in_clear();
}

TEST_F(SealedReading, a_call_becomes_a_sealed_ticket_and_hides_who_calls) {
  domain::CallUpdate update;
  update.call_id = "c1";
  update.sequence = 1;
  update.state = domain::CallState::abandoned;
  update.at = clock.time;
  update.from = kHerNumber;
  update.name = kName;
  update.to = "1090";
  Turn turn;
  turn.calls = {update};
  receive(std::move(turn));
  CallQuery query;
  query.which = CallQuery::Which::all;
  const auto rows = list_calls(sealed_ports, officer, query);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows[0].call.facts.number.value, "X");
  EXPECT_TRUE(rows[0].call.facts.name.value.empty());
  const domain::CallId id = rows[0].call.id;
  EXPECT_EQ(show_call(sealed_ports, officer, id)->call.facts.number.value, "X");

  CallForm form;
  form.text = kComplaint;
  EXPECT_EQ(open_ticket_from_call(sealed_ports, headquarters, id, form).error().code, "sealed");
  EXPECT_EQ(call_back(sealed_ports, headquarters, id).error().code, "sealed");
  const auto ticket = open_ticket_from_call(sealed_ports, officer, id, form);
  ASSERT_TRUE(ticket) << ticket.error().what;
  EXPECT_TRUE(ticket->is_sealed);
  EXPECT_EQ(ticket->unit, "LINE");
  EXPECT_EQ(show(officer, ticket->docket)->messages.at(0).text, kComplaint);
  EXPECT_EQ(reveal_identity(sealed_ports, supervisor, ticket->docket, "to call")->id, kHerNumber);
  EXPECT_TRUE(call_back(sealed_ports, officer, id));
  HeardCourier courier;
  EXPECT_EQ(DeliverReplies(sealed_ports, courier).run(), 2U);
  for (const domain::Delivery& delivery : courier.handed_over) EXPECT_EQ(delivery.to, kHerNumber);
  EXPECT_EQ(courier.handed_over[0].text, "Your number is " + ticket->docket + ".");
  told({courier.handed_over[1].id, "", Receipt::State::delivered, "", {}});
  EXPECT_EQ(list_calls(sealed_ports, officer, query)[0].call.call_back.state, domain::CallBackState::reached);
  expect_nothing_in_clear();
}

TEST_F(SealedReading, seals_the_reason_of_a_dismissal_too) {
  EXPECT_EQ(receive({sms("1", "unsure grievance")}).triage, 1);
  TriageDecision decision;
  decision.is_dismissed = true;
  decision.reason = "Anjali wrote to the wrong number";
  EXPECT_TRUE(decide_triage(sealed_ports, keeper_triage, waiting().front().id, decision));
  expect_nothing_in_clear();
}

TEST_F(SealedReading, shows_the_outcome_to_the_keeper_alone) {
  const std::string docket = complaint();
  EXPECT_TRUE(change_status(sealed_ports, officer, {docket, {}}, {domain::Status::closed, {"fir", {{"fir_number", "112/2026"}}}, ""}));
  EXPECT_EQ(show(officer, docket)->ticket.outcome.fields.at("fir_number"), "112/2026");
  EXPECT_EQ(show(headquarters, docket)->ticket.outcome.code, "fir");
  EXPECT_TRUE(show(headquarters, docket)->ticket.outcome.fields.empty());
}

TEST_F(SealedReading, opens_with_the_older_key_after_a_new_one_was_made) {
  const std::string docket = complaint();
  ASSERT_TRUE(machine::rotate_vault_keys(key_file));
  machine::SodiumVault rotated(key_file);
  SealingStore again(*store, rotated, settings);
  Ports ports_again{again, clock, identities, settings, departments, sealed_plugins, *search};
  EXPECT_EQ(show_ticket(ports_again, officer, docket)->messages[0].text, kComplaint);
  Turn turn;
  turn.channel = "h";
  turn.messages = {sms("2", "and again")};
  EXPECT_EQ(ReceiveMessages(ports_again).commit(turn).appended, 1) << "she is found again";
  EXPECT_EQ(show_ticket(ports_again, officer, docket)->messages.size(), 2U);
}

TEST_F(SealedReading, says_so_where_no_key_opens_the_identity) {
  const std::string docket = complaint();
  const std::string other = (folder / "other keys").string();
  ASSERT_TRUE(machine::create_vault_keys(other));
  machine::SodiumVault stranger(other);
  SealingStore closed(*store, stranger, settings);
  Ports ports_closed{closed, clock, identities, settings, departments, sealed_plugins, *search};
  EXPECT_EQ(reveal_identity(ports_closed, supervisor, docket, "to call").error().code, "no_key_opens");
  EXPECT_TRUE(show_ticket(ports_closed, officer, docket)->messages[0].text.empty());
}

}  // namespace
}  // namespace seva::actions
