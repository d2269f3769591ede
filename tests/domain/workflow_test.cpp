#include "domain/workflow.hpp"

#include <gtest/gtest.h>

#include <random>

#include "domain/sla.hpp"

namespace seva::domain {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

const Instant kMorning{std::chrono::sys_days{std::chrono::year{2026} / 3 / 2} + hours{4}};
const Actor kOfficer{ActorKind::user, "7", "Inspector Meera Singh"};

Instance instance() {
  Instance instance;
  instance.units = *UnitTree::build(
      {{"HQ", "", "hq", {}, {}}, {"D1", "HQ", "district", {}, {}}, {"D2", "HQ", "district", {}, {}}, {"S1", "D1", "station", {}, {}}});
  instance.categories = {{"THEFT", {"Theft", "चोरी"}, "property"}, {"NOISE", {"Noise", "शोर"}, "order"}};
  instance.service_level.by_priority = {{Priority::normal, {minutes{240}, minutes{10'080}}}, {Priority::emergency, {minutes{15}, minutes{240}}}};
  instance.service_level.by_category["NOISE"][Priority::normal] = {minutes{30}, minutes{1'440}};
  return instance;
}

Event opening() {
  Event event;
  event.id = EventId{1};
  event.ticket = TicketId{42};
  event.kind = EventKind::opened;
  event.at = kMorning;
  event.source_at = kMorning - minutes{5};
  event.set(detail_name::kDocket, "UPP-00000-00000-0");
  event.set(detail_name::kUnit, "D1");
  event.set(detail_name::kCategory, "THEFT");
  event.set(detail_name::kPriority, "normal");
  event.set(detail_name::kResponseDue, std::to_string(to_micros(kMorning + minutes{240})));
  event.set(detail_name::kResolutionDue, std::to_string(to_micros(kMorning + minutes{10'080})));
  return event;
}

Ticket open_ticket() {
  Ticket ticket;
  apply(ticket, opening());
  return ticket;
}

Ticket after(Ticket ticket, const Result<Event>& event) {
  EXPECT_TRUE(event) << event.error().code;
  apply(ticket, *event);
  return ticket;
}

StatusChange closing() { return {Status::closed, {"fir", {{"fir_number", "112/2026"}}}, ""}; }

TEST(Workflow, opens_with_what_the_event_says) {
  const Ticket ticket = open_ticket();
  EXPECT_EQ(ticket.status, Status::open);
  EXPECT_EQ(ticket.unit, "D1");
  EXPECT_EQ(ticket.opened_at, kMorning);
  EXPECT_EQ(next_due(ticket), kMorning + minutes{240});
  EXPECT_EQ(ticket.version, 1U);
}

TEST(Workflow, closes_only_with_an_outcome_and_reopens_only_with_a_reason) {
  const Ticket ticket = open_ticket();
  EXPECT_EQ(change_status(ticket, {Status::closed, {}, ""}, kOfficer, kMorning).error().code, "outcome_missing");
  EXPECT_EQ(change_status(ticket, {Status::in_process, {"fir", {}}, ""}, kOfficer, kMorning).error().code, "outcome_unexpected");
  EXPECT_EQ(change_status(ticket, {Status::open, {}, ""}, kOfficer, kMorning).error().code, "status_unchanged");
  const Ticket closed = after(ticket, change_status(ticket, closing(), kOfficer, kMorning + hours{1}));
  EXPECT_EQ(closed.outcome.fields.at("fir_number"), "112/2026");
  EXPECT_EQ(closed.closed_at, kMorning + hours{1});
  EXPECT_FALSE(next_due(closed));
  EXPECT_EQ(change_status(closed, {Status::in_process, {}, " "}, kOfficer, kMorning).error().code, "reason_missing");
  const Ticket reopened = after(closed, change_status(closed, {Status::in_process, {}, "New facts."}, kOfficer, kMorning + hours{2}));
  EXPECT_EQ(reopened.reopened_count, 1U);
  EXPECT_FALSE(reopened.closed_at);
  EXPECT_TRUE(reopened.outcome.code.empty());
}

TEST(Workflow, stops_the_clock_while_the_citizen_is_asked) {
  Ticket ticket = open_ticket();
  ticket = after(ticket, change_status(ticket, {Status::incomplete, {}, ""}, kOfficer, kMorning + hours{1}));
  EXPECT_FALSE(next_due(ticket));
  const Event answer = message_arrived(ticket, MessageId{9}, true, kMorning + hours{6}, kMorning + hours{7});
  EXPECT_EQ(answer.kind, EventKind::information_received);
  apply(ticket, answer);
  EXPECT_EQ(ticket.status, Status::in_process);
  EXPECT_TRUE(ticket.needs_attention);
  EXPECT_EQ(ticket.resolution_due, kMorning + minutes{10'080} + hours{6});
  EXPECT_EQ(ticket.response_due, kMorning + minutes{240} + hours{6});
}

TEST(Workflow, leaves_the_clock_standing_when_somebody_else_writes) {
  Ticket ticket = open_ticket();
  ticket = after(ticket, change_status(ticket, {Status::incomplete, {}, ""}, kOfficer, kMorning + hours{1}));
  apply(ticket, message_arrived(ticket, MessageId{9}, false, kMorning, kMorning + hours{7}));
  EXPECT_EQ(ticket.status, Status::incomplete);
}

TEST(Workflow, verifies_and_appeals_closures_once) {
  Ticket ticket = open_ticket();
  EXPECT_EQ(verify(ticket, "", kOfficer, kMorning).error().code, "not_closed");
  EXPECT_EQ(appeal(ticket, "x", kOfficer, kMorning).error().code, "not_closed");
  ticket = after(ticket, change_status(ticket, closing(), kOfficer, kMorning));
  ticket = after(ticket, verify(ticket, "", kOfficer, kMorning));
  EXPECT_TRUE(ticket.verified_at);
  EXPECT_EQ(verify(ticket, "", kOfficer, kMorning).error().code, "already_verified");
  EXPECT_EQ(appeal(ticket, "", kOfficer, kMorning).error().code, "reason_missing");
  ticket = after(ticket, appeal(ticket, "Nobody came.", kOfficer, kMorning));
  EXPECT_TRUE(ticket.appealed_at);
}

TEST(Workflow, forwards_below_and_transfers_beside) {
  const Instance with_units = instance();
  Ticket ticket = open_ticket();
  ticket = after(ticket, assign(ticket, UserId{5}, "SI Ravi Kumar", kOfficer, kMorning));
  const auto below = forward(ticket, with_units.units, "S1", "Your area.", kOfficer, kMorning);
  EXPECT_EQ(below->kind, EventKind::forwarded);
  const auto beside = forward(ticket, with_units.units, "D2", "Your district.", kOfficer, kMorning);
  EXPECT_EQ(beside->kind, EventKind::transferred);
  const Ticket moved = after(ticket, below);
  EXPECT_EQ(moved.unit, "S1");
  EXPECT_FALSE(moved.assignee);
  EXPECT_EQ(forward(ticket, with_units.units, "nowhere", "x", kOfficer, kMorning).error().code, "unit_unknown");
  EXPECT_EQ(forward(ticket, with_units.units, "D1", "x", kOfficer, kMorning).error().code, "unit_unchanged");
  EXPECT_EQ(forward(ticket, with_units.units, "S1", "", kOfficer, kMorning).error().code, "reason_missing");
}

TEST(Workflow, corrects_category_and_moves_the_deadlines) {
  const Instance with_levels = instance();
  Ticket ticket = open_ticket();
  EXPECT_EQ(correct(ticket, with_levels, {"NOTHING", std::nullopt, ""}, kOfficer, kMorning).error().code, "category_unknown");
  EXPECT_EQ(correct(ticket, with_levels, {}, kOfficer, kMorning).error().code, "nothing_corrected");
  ticket = after(ticket, correct(ticket, with_levels, {"NOISE", std::nullopt, ""}, kOfficer, kMorning + hours{3}));
  EXPECT_EQ(ticket.category, "NOISE");
  EXPECT_EQ(ticket.resolution_due, kMorning + minutes{1'440});
}

TEST(Workflow, deadlines_name_their_rule) {
  const ServiceLevel level = instance().service_level;
  EXPECT_EQ(deadlines_of(level, "NOISE", Priority::normal, kMorning).reasons.front().code, "deadline_by_category");
  EXPECT_EQ(deadlines_of(level, "THEFT", Priority::emergency, kMorning).response_due, kMorning + minutes{15});
  EXPECT_EQ(deadlines_of(level, "THEFT", Priority::low, kMorning).reasons.front().code, "deadline_by_default");
  EXPECT_EQ(deadlines_of({}, "THEFT", Priority::low, kMorning).resolution_due, kMorning + std::chrono::days{21});
}

/// Any sequence of verbs keeps what must always hold, and the ticket is the fold of its events.
TEST(Workflow, keeps_its_invariants_under_any_sequence_of_verbs) {
  const Instance with_all = instance();
  for (unsigned seed = 0; seed < 200; ++seed) {
    std::mt19937 random(seed);
    std::vector<Event> events{opening()};
    Ticket ticket = open_ticket();
    Instant now = kMorning;
    for (int step = 0; step < 40; ++step) {
      now += minutes{random() % 600};
      const auto status = static_cast<Status>(1 + random() % 4);
      const char* units[] = {"HQ", "D1", "D2", "S1"};
      Result<Event> event = conflict("none", "");
      switch (random() % 7) {
        case 0: event = change_status(ticket, {status, status == Status::closed ? Outcome{"fir", {}} : Outcome{}, "why"}, kOfficer, now); break;
        case 1: event = forward(ticket, with_all.units, units[random() % 4], "why", kOfficer, now); break;
        case 2: event = message_arrived(ticket, MessageId{step}, random() % 2 == 0, now, now); break;
        case 3: event = verify(ticket, "", kOfficer, now); break;
        case 4:
          event = correct(ticket, with_all, {random() % 2 == 0 ? "NOISE" : "THEFT", static_cast<Priority>(1 + random() % 4), ""}, kOfficer, now);
          break;
        case 5: event = assign(ticket, UserId{static_cast<std::int64_t>(random() % 3)}, "A", kOfficer, now); break;
        default: event = note(ticket, "note", kOfficer, now);
      }
      if (!event) continue;
      event->id = EventId{step + 2};
      const std::uint32_t version = ticket.version;
      apply(ticket, *event);
      events.push_back(*event);
      ASSERT_EQ(ticket.version, version + 1);
      ASSERT_EQ(ticket.closed_at.has_value(), ticket.status == Status::closed);
      ASSERT_EQ(ticket.paused_at.has_value(), ticket.status == Status::incomplete);
      ASSERT_EQ(ticket.outcome.code.empty(), ticket.status != Status::closed);
      ASSERT_TRUE(!ticket.verified_at || ticket.status == Status::closed);
      ASSERT_NE(with_all.units.find(ticket.unit), nullptr);
      ASSERT_GE(ticket.resolution_due, ticket.opened_at);
    }
    Ticket rebuilt;
    for (const Event& event : events) apply(rebuilt, event);
    ASSERT_EQ(rebuilt, ticket) << "seed " << seed;
  }
}

}  // namespace
}  // namespace seva::domain
