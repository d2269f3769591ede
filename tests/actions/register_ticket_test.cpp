#include "actions/register_ticket.hpp"

#include "actions/read_tickets.hpp"
#include "actions/world.hpp"

namespace seva::actions {
namespace {

class RegisterTicket : public World, public ::testing::Test {
 protected:
  const domain::Principal officer = person(domain::Role::officer, "D1");
  static CounterForm form(const std::string& text) {
    CounterForm form;
    form.text = text;
    form.name = "Sunita Testwala";
    form.phone = "+91-1000012345";
    return form;
  }
};

TEST_F(RegisterTicket, opens_one_as_any_other_with_the_departments_reasons_and_the_persons) {
  CounterForm filled = form("grievance D2 the light is dark");
  filled.category = "NOISE";
  filled.place = "Ward 12";
  const auto ticket = register_ticket(ports, officer, filled);
  ASSERT_TRUE(ticket) << ticket.error().what;
  EXPECT_EQ(ticket->unit, "D2") << "it may go to another unit than the person's";
  EXPECT_EQ(ticket->category, "NOISE") << "what the person chose wins";
  EXPECT_EQ(ticket->channel, kCounter);
  EXPECT_TRUE(deliveries(ticket->id).empty()) << "the docket is told at the counter";
  const auto file = show_ticket(ports, person(domain::Role::officer, "HQ"), ticket->docket);
  ASSERT_TRUE(file);
  EXPECT_EQ(file->citizen.name, "Sunita Testwala");
  EXPECT_EQ(file->messages.front().location->place, "Ward 12");
  const domain::Event& opened = file->events.front();
  EXPECT_EQ(opened.actor.name, officer.name);
  const auto speaks = [&](const char* code, domain::Aspect aspect) {
    return std::any_of(opened.reasons.begin(), opened.reasons.end(),
                       [&](const domain::Reason& reason) { return reason.code == code && reason.aspect == aspect; });
  };
  EXPECT_TRUE(speaks("word", domain::Aspect::relevance)) << "the department's";
  EXPECT_TRUE(speaks("decided_by_person", domain::Aspect::category)) << "the person's";
}

TEST_F(RegisterTicket, knows_a_citizen_by_the_number_and_a_letter_by_its_reference) {
  CounterForm letter = form("grievance D1 first");
  letter.reference = "inward 2026/17";
  const auto first = register_ticket(ports, officer, letter);
  ASSERT_TRUE(first);
  letter.text = "grievance D1 the same letter once more";
  const auto again = register_ticket(ports, officer, letter);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, "registered_already");
  EXPECT_NE(again.error().what.find(first->docket), std::string::npos);
  CounterForm other = form("grievance D1 another matter");
  other.phone = "+91 10000 12345";
  const auto second = register_ticket(ports, officer, other);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->citizen, first->citizen);
  EXPECT_EQ(stored().tickets, 2);
}

TEST_F(RegisterTicket, asks_triage_where_no_unit_is_known) {
  const auto ticket = register_ticket(ports, officer, form("grievance somewhere"));
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->unit, "DESK");
  ASSERT_EQ(waiting().size(), 1);
  EXPECT_EQ(waiting().front().question, domain::Question::unit);
}

TEST_F(RegisterTicket, refuses_what_does_not_hold_and_whoever_may_not) {
  const auto code = [&](const CounterForm& filled, const domain::Principal& who) {
    const auto ticket = register_ticket(ports, who, filled);
    return ticket ? std::string("none") : ticket.error().code;
  };
  EXPECT_EQ(code(form(" "), officer), "message_without_text");
  EXPECT_EQ(code(form("grievance \xff"), officer), "message_not_utf8");
  CounterForm wrong = form("grievance");
  wrong.unit = "NOWHERE";
  EXPECT_EQ(code(wrong, officer), "unit_unknown");
  wrong = form("grievance");
  wrong.department = "purple";
  EXPECT_EQ(code(wrong, officer), "department_unknown");
  for (const domain::Role role : {domain::Role::auditor, domain::Role::administrator, domain::Role::command_centre})
    EXPECT_EQ(code(form("grievance D1"), person(role, "HQ")), "not_your_role");
  EXPECT_EQ(stored().tickets, 0);
}

TEST_F(RegisterTicket, goes_to_the_department_that_the_person_chose) {
  departments.bias["blue"] = 0.05;
  CounterForm filled = form("grievance D1");
  filled.department = "green";
  const auto ticket = register_ticket(ports, officer, filled);
  ASSERT_TRUE(ticket);
  EXPECT_EQ(ticket->department, "green");
}

}  // namespace
}  // namespace seva::actions
